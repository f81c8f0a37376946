import { bulk } from '../../../../kernel/database/bulk.js';
import type { EntityManager } from '../../../../kernel/database/orm.js';
import { quarterNameOf } from '../../rules/figures/period.js';

/**
 * Which of these days lie in a quarter that the council has closed. What it returns answers, for one of the days, the name
 * of that quarter, or undefined if the quarter is open.
 */
export async function closedQuarters(
  em: EntityManager,
  council: string,
  days: Iterable<string>,
): Promise<(day: string) => string | undefined> {
  const quarters = new Map([...new Set(days)].map((day) => [day, quarterNameOf(day)]));
  if (quarters.size === 0) return () => undefined;
  const rows = await bulk<{ quarter: string }>(
    em,
    'select quarter from monitoring.closed_quarter where council = $1 and quarter = any($2)',
    [council, [...new Set(quarters.values())]],
  );
  const closed = new Set(rows.map(({ quarter }) => quarter));
  return (day) => {
    const quarter = quarters.get(day);
    return quarter !== undefined && closed.has(quarter) ? quarter : undefined;
  };
}
