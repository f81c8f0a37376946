import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ApprovedPlacement, PayableStatementApproved } from '../../../../schema/events/monitoring.js';
import { ApprovedStatement } from '../../entities/pay/approved-statement.js';
import { payableStatement, type Statement } from '../../reads/pay/payable-statement.js';
import { approvalRefusals, isStatementSpan } from '../../rules/pay/statement.js';
import { keepApproved } from '../../steps/pay/keep-approved.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

export const allowed = { scope: 'figures:write', roles: ['contract-officer', 'broker'] } satisfies Allowed;

export interface ApproveStatement {
  readonly providerId: string;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Fingerprint of the statement that was read: no other is approved. */
  readonly fingerprint: string;
  readonly idempotencyKey: string;
}

/**
 * The council approves what is payable to a provider for some days; its case system is told, and pays. What changed since
 * about days that were approved before is settled with it, both ways and once, so that an approval may be of less than
 * nothing. What is held back is not approved, and nobody is told that it is payable; it is settled by a later statement.
 * A closed quarter keeps nothing from being paid. [PAY-05, PAY-06, PAY-07, PAY-11]
 */
export async function approveStatement(work: Work, input: ApproveStatement): Promise<Outcome<ApprovedStatement>> {
  const council = work.caller.organisation;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'approveStatement', key: input.idempotencyKey, input },
      () => approve(t, council, input),
      (id) => t.em.findOneOrFail(ApprovedStatement, id),
    ),
  );
}

async function approve(
  t: Transaction,
  council: string,
  { providerId, from, to, fingerprint }: ApproveStatement,
): Promise<ApprovedStatement> {
  // Whatever changes a visit meanwhile waits, and then finds its day approved.
  await lockVisits(t, { council, providerId });
  const now = await t.now();
  const whole = { council, providerId, placementId: null, from, to, now };
  const statement = isStatementSpan(from, to) ? await payableStatement(t.em, whole) : null;
  const before = await t.em.count(ApprovedStatement, { council, providerId, from: { $lte: to }, to: { $gte: from } });
  unlessRefused(
    approvalRefusals({
      from,
      to,
      today: localDateOf(now),
      read: fingerprint,
      stands: statement?.fingerprint ?? '',
      approvedBefore: before > 0,
    }),
  );
  const { totalPence: amountPence, adjustmentPence, heldPence, policyVersion } = statement!;
  const placements = byPlacement(statement!);
  const approved = t.em.create(ApprovedStatement, {
    ...{
      council,
      providerId,
      from,
      to,
      amountPence,
      adjustmentPence,
      heldPence,
      placements,
      fingerprint,
      policyVersion,
    },
    linesKept: true,
    approvedAt: now,
    approvedBy: t.caller.subject,
  });
  t.em.persist(approved);
  await keepApproved(t, approved, statement!);
  await t.tell({
    type: 'PayableStatementApproved',
    subject: `payable-statement/${approved.id}`,
    council,
    audience: { providers: [providerId], roles: ['case-system'] },
    data: {
      statementId: approved.id,
      ...{ providerId, from, to, amountPence, adjustmentPence, placements },
    } satisfies PayableStatementApproved['data'],
  });
  return approved;
}

function byPlacement({ lines, adjustments }: Statement): ApprovedPlacement[] {
  const parts = [
    ...lines
      .filter(({ status }) => status === 'PAYABLE')
      .map(({ placement, payableMinutes, amountPence }) => ({
        ...{ placement, minutes: payableMinutes, pence: amountPence, settled: { minutes: 0, pence: 0 } },
      })),
    ...adjustments
      .filter(({ differenceMinutes, differencePence }) => differenceMinutes !== 0 || differencePence !== 0)
      .map(({ placement, differenceMinutes: minutes, differencePence: pence }) => ({
        ...{ placement, minutes, pence, settled: { minutes, pence } },
      })),
  ];
  return [...Map.groupBy(parts, ({ placement }) => placement)].map(([placement, own]) => ({
    placementId: placement.id,
    placementReference: placement.reference,
    payableMinutes: own.reduce((sum, { minutes }) => sum + minutes, 0),
    amountPence: own.reduce((sum, { pence }) => sum + pence, 0),
    adjustmentMinutes: own.reduce((sum, { settled }) => sum + settled.minutes, 0),
    adjustmentPence: own.reduce((sum, { settled }) => sum + settled.pence, 0),
  }));
}
