import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { ApprovedSoFar } from '../../rules/pay/adjustment.js';

/**
 * What was approved of each of these visits so far, over all statements that keep their lines; a visit that no statement
 * had is absent. Reads as whoever asks. [PAY-07, PAY-11]
 */
export async function approvedSoFar(
  em: EntityManager,
  visitIds: readonly string[],
): Promise<ReadonlyMap<string, ApprovedSoFar>> {
  const rows = (await em.execute(
    `select line.visit_id as id, sum(line.minutes)::int as minutes, sum(line.amount_pence)::int as pence,
       (array_agg(line.status order by statement.approved_at desc, line.cause is not null))[1] as status
     from monitoring.approved_line line join monitoring.approved_statement statement on statement.id = line.statement_id
     where line.visit_id = any(?::uuid[]) group by line.visit_id`,
    [`{${visitIds.join(',')}}`],
  )) as Array<{ id: string; minutes: number; pence: number; status: ApprovedSoFar['lastStatus'] }>;
  return new Map(
    rows.map(({ id, minutes, pence, status }) => [id, { minutes, amountPence: pence, lastStatus: status }]),
  );
}
