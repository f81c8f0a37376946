import { bulk } from '../../../kernel/bulk.js';
import type { Transaction } from '../../../kernel/database.js';
import { quarterNameOf } from '../rules/closed-quarter.js';

/** Of the quarters that these days lie in, those which the council has closed, by name. */
export async function closedQuarters(
  t: Transaction,
  council: string,
  days: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const quarters = [...new Set([...days].map(quarterNameOf))];
  const rows = await bulk<{ quarter: string }>(
    t.em,
    'select quarter from monitoring.closed_quarter where council = $1 and quarter = any($2)',
    [council, quarters],
  );
  return new Set(rows.map(({ quarter }) => quarter));
}
