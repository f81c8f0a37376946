import { bulk, bulkInsert } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { newId } from '../../../../kernel/values/ids.js';
import { ApprovedLine } from '../../entities/pay/approved-line.js';
import type { ApprovedStatement } from '../../entities/pay/approved-statement.js';
import type { Adjustment, Statement, VisitLine } from '../../reads/pay/payable-statement.js';
import { isWaiting } from '../../rules/pay/adjustment.js';

/**
 * Keeps what a statement approved of each visit, and settles what it could: a line that is held or has no outcome yet is
 * noted for the next one. [PAY-07, PAY-11]
 */
export async function keepApproved(t: Transaction, approved: ApprovedStatement, statement: Statement): Promise<void> {
  await t.em.flush();
  const { council, providerId, id: statementId } = approved;
  const of = { council, providerId, statementId };
  const { lines, adjustments } = statement;
  const settled = adjustments.filter(({ status }) => !isWaiting(status));
  const kept = [...lines.map(lineKept), ...settled.filter(isDifferent).map(adjustmentKept)];
  await bulkInsert(
    t.em,
    ApprovedLine,
    kept.map((each): ApprovedLine => ({ id: newId(), ...of, ...each })),
  );
  const ids = (those: ReadonlyArray<VisitLine | Adjustment>) => those.map(({ visit }) => visit.id);
  await bulk(t.em, 'delete from monitoring.unsettled_visit where visit_id = any($1::uuid[])', [ids(settled)]);
  await bulk(
    t.em,
    `insert into monitoring.unsettled_visit (visit_id, council, provider_id)
     select waits.visit_id, $1, $2::uuid from unnest($3::uuid[]) as waits (visit_id) on conflict do nothing`,
    [council, providerId, ids(lines.filter(({ status }) => isWaiting(status)))],
  );
}

type Kept = Omit<ApprovedLine, 'id' | 'council' | 'providerId' | 'statementId'>;

function lineKept({ visit, placement, status, payableMinutes, amountPence, reasons }: VisitLine): Kept {
  const isPayable = status === 'PAYABLE';
  return {
    ...{ placementId: placement.id, visitId: visit.id, day: visit.day, cause: null, status, reasons: [...reasons] },
    minutes: isPayable ? payableMinutes : 0,
    amountPence: isPayable ? amountPence : 0,
  };
}

function adjustmentKept(adjustment: Adjustment): Kept {
  const { visit, placement, status, cause, reasons } = adjustment;
  return {
    ...{ placementId: placement.id, visitId: visit.id, day: visit.day, cause, status, reasons: [...reasons] },
    minutes: adjustment.differenceMinutes,
    amountPence: adjustment.differencePence,
  };
}

function isDifferent({ differenceMinutes, differencePence }: Adjustment): boolean {
  return differenceMinutes !== 0 || differencePence !== 0;
}
