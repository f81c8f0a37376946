import type { Transaction } from '../../../../kernel/database/work.js';
import type { AwardedPlacement, CallOffAwarded } from '../../../../schema/events/tenders.js';
import type { Award } from '../../entities/awards/award.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { firstCallOf } from '../../rules/bids/response-content.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { firstCallNotice } from '../../rules/call-offs/first-call-terms.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/**
 * Tells the council's brokers, cases and the register of an award. The winner hears of it as the outcome of its bid,
 * and no rival hears who won, or at what price. [AWRD-01, AWRD-11, WIN-06, WIN-07, IDG-23]
 */
export async function tellAward(
  t: Transaction,
  { callOff, policy }: HeldCallOff,
  award: Award,
  bid: Bid,
): Promise<void> {
  // What bidders were told asked them for an offer; that the package is its own the winner is notified of now.
  const notice = firstCallNotice(callOff.need, await t.now(), policy.d2a, calendarOf(policy));
  await t.tell({
    type: 'CallOffAwarded',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: award.stage,
      awardId: award.id,
      placementId: award.placementId!,
      bidId: bid.id,
      providerId: bid.providerId,
      weeklyWorkerMinutes: award.weeklyWorkerMinutes,
      hourlyRatePence: award.hourlyRatePence,
      nightRatesPence: award.nightRatesPence,
      startDate: award.agreedStart ?? bid.startDate!,
      startTime: bid.startTime!,
      firstCallRequiredFrom: notice?.requiredFrom ?? null,
      need: callOff.need,
      assesses: definitionOf(callOff.route!).assesses ?? false,
      policyVersion: callOff.policyVersion,
      emergency: award.emergencyReason !== null,
      homeId: award.homeId,
      weeklyPricePence: award.weeklyPricePence ?? award.weeklyCostPence,
      topUp: award.topUp,
      ...(award.placements.length > 0 && { placements: placementsTold(callOff, award) }),
    } satisfies CallOffAwarded['data'],
  });
}

/** What each of several packages is awarded, with what it needs. (AWRD-01, ROUT-39) */
function placementsTold({ packages }: CallOff, { placements }: Award): readonly AwardedPlacement[] {
  return placements.map((each) => {
    const { need } = packages.find(({ packageId }) => packageId === each.packageId)!;
    return { ...each, need, startTime: firstCallOf(need) };
  });
}
