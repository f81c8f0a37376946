import { bulk } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { quarterNameOf } from '../../rules/figures/closed-quarter.js';

/**
 * Which of these days lie in a quarter that the council has closed. Answers the name of that quarter for a day of them;
 * undefined for one that lies in an open quarter.
 */
export async function closedQuarters(
  t: Transaction,
  council: string,
  days: Iterable<string>,
): Promise<(day: string) => string | undefined> {
  const quarters = new Map([...new Set(days)].map((day) => [day, quarterNameOf(day)]));
  if (quarters.size === 0) return () => undefined;
  const rows = await bulk<{ quarter: string }>(
    t.em,
    'select quarter from monitoring.closed_quarter where council = $1 and quarter = any($2)',
    [council, [...new Set(quarters.values())]],
  );
  const closed = new Set(rows.map(({ quarter }) => quarter));
  return (day) => {
    const quarter = quarters.get(day);
    return quarter !== undefined && closed.has(quarter) ? quarter : undefined;
  };
}
