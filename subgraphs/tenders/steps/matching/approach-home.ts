import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { standingsOf } from '../../reads/invitations/standings.js';
import { homeOf, homesOfAnswers } from '../../reads/matching/homes.js';
import { NOTHING_SAID } from '../../rules/bids/bid-content.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { eligibilityChecks, eligibilityRefusals } from '../../rules/invitations/eligibility.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { stageWindow } from '../../rules/stages/window.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { tellPublished } from '../stages/publish-stage.js';
import { startStageDeadlines } from '../stages/stage-deadlines.js';

/**
 * Asks the preferred home, and it alone, to assess the person: it is invited, sent the request form, and has its time from
 * now on. A home that was preferred before is told that it is not, and reads the form no more. Refuses a home that no longer passes
 * the checks by which it was proposed: nothing of the person goes to it. [ROUT-31, ROUT-32, WIN-13,
 * IDG-04, NTF-01]
 */
export async function approachHome(t: Transaction, held: HeldCallOff, bid: Bid): Promise<void> {
  const { callOff, policy } = held;
  const stage = held.stage!;
  const now = await t.now();
  unlessRefused(...(await approachRefusals(t, held, bid, now)));
  const asked = { stageId: stage.id, state: { $in: ['SRF_RELEASED', 'UNDER_EVALUATION'] as const } };
  for (const before of await t.em.find(Bid, asked as never)) {
    await moveBid(t, callOff, before, 'set aside');
    await tellOutcome(t, callOff, stage, before);
  }
  const invitation = await t.em.findOneOrFail(Invitation, bid.invitationId);
  Object.assign(invitation, { invited: true, at: now });
  // Asked a second time, it is asked anew: nothing of what it said, or was told, before.
  Object.assign(bid, {
    ...NOTHING_SAID,
    ...{ outcome: null, outcomeReason: null, outcomeAt: null },
    approached: true,
    version: callOff.version,
    formRequestedAt: now,
    formRequestedBy: t.caller.subject,
  });
  const window = stageWindow({ route: stage.route, stage: stage.kind, care: callOff }, now, policy, calendarOf(policy));
  const { opensAt, closesAt } = window;
  Object.assign(stage, {
    opensAt,
    closesAt,
    notifiedAt: now,
    need: callOff.need,
    serviceType: callOff.serviceType,
    version: callOff.version,
  });
  Object.assign(callOff, { opensAt, closesAt });
  await moveBid(t, callOff, bid, 'approach');
  await t.em.flush();
  await cancelDeadlines(t, subjectOf(callOff));
  await startStageDeadlines(t, callOff, stage, window);
  await tellPublished(t, held, { providers: [bid.providerId], roles: ['broker'] }, bid.homeId);
}

/** Which checks the home fails by now, as it was last heard of. (EVAL-01, IDG-05) */
async function approachRefusals(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  bid: Bid,
  at: Date,
): Promise<readonly Refusal[]> {
  const { council } = callOff;
  const known = (await standingsOf(t.em, council, [bid.providerId])).get(bid.providerId)!;
  const home = homeOf(bid, await homesOfAnswers(t.em, council, [bid]));
  const asks = stageAsks(callOff, stage!, policy);
  const asked = { ...asks, purpose: 'INVITE', on: localDateOf(at), home } as const;
  return eligibilityRefusals(eligibilityChecks({ ...asked, ...known }), 'INVITE');
}
