import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { Package } from '../../entities/requests/package.js';
import { firstCallConfirmationDue } from '../../rules/placements/first-call.js';
import { type DocumentKind, referralRefusals } from '../../rules/requests/referral-documents.js';
import { movePlacement } from '../move.js';
import { startD2aClock } from './start-d2a-clock.js';
import { startReturnClock } from './start-return-clock.js';
import { subjectOf, tellOfPlacement } from './tell-of-placement.js';

/**
 * The documents are in the hub and open to the winner alone: that is how they are sent, and what protects them.
 * [AWRD-08]
 */
export async function sendDocuments(
  t: Transaction,
  carePackage: Package,
  placement: Placement,
  hasPlan: boolean,
  hasPassport: boolean,
): Promise<void> {
  const held: Array<[DocumentKind, boolean]> = [
    ['NEEDS_ASSESSMENT', carePackage.assessmentCompletedAt !== null],
    ['CARE_PLAN', hasPlan],
    ['SERVICE_REQUEST', carePackage.formCompletedAt !== null],
    ['DISCHARGE_PASSPORT', hasPassport],
  ];
  const documents = held.filter(([, isHeld]) => isHeld).map(([kind]) => ({ kind, isProtected: true }));
  unlessRefused(referralRefusals(carePackage.careType, documents));
  const now = await t.now();
  movePlacement(placement, 'send documents');
  placement.documentsSentAt = now;
  await tellOfPlacement(t, placement, 'FullDocumentsAvailable', { provider: true }, {});

  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  // An agency that assesses first says when it starts once it has assessed (ROUT-29).
  if (!placement.assessesFirst) {
    await startDeadline(t, {
      rule: 'ROUT-10',
      subject: subjectOf(placement),
      council: placement.council,
      dueAt: firstCallConfirmationDue(now, policy),
    });
  }
  if (placement.careType !== 'D2A') return;
  await startD2aClock(t, placement);
  await startReturnClock(t, placement);
}
