import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { Bid } from '../../entities/bids/bid.js';
import type { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { membersFor } from '../../reads/invitations/standings.js';
import { homeOf, homesOfAnswers } from '../../reads/matching/homes.js';
import { bidStates, STILL_ASKED } from '../../rules/bids/bid-states.js';
import { type InvitationDecision, invitationDecision } from '../../rules/invitations/invitation.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

export interface AskedAgain {
  /** Providers that the stage asks from now on. */
  readonly invited: readonly string[];
  /** How many it no longer asks. */
  readonly stoodDown: number;
}

/**
 * Decides anew for every member whether an open stage asks it, because the need says another person than before. Who has
 * become eligible is invited; who no longer is stands down, and is told by which check. A decline stays one.
 *
 * A decision that comes out as before is left as it was made. [ROUT-03, ROUT-08, EVAL-01, PROV-09, PROV-23, WIN-14]
 */
export async function inviteAgain(t: Transaction, held: HeldCallOff): Promise<AskedAgain> {
  const { callOff, policy } = held;
  const { id: stageId, kind } = held.stage!;
  const now = await t.now();
  const { onlyProviderId, onlyHomeId: homeId } = held.stage!;
  const members = await membersFor(t.em, callOff.council, { stage: kind, patch: callOff.patch, onlyProviderId });
  const invitations = new Map((await t.em.find(Invitation, { stageId })).map((each) => [each.providerId, each]));
  const home = homeOf({ homeId }, await homesOfAnswers(t.em, callOff.council, [{ homeId }]));
  const facts = { ...stageAsks(callOff, held.stage!, policy), home, on: localDateOf(now) };
  const invited: string[] = [];
  let stoodDown = 0;
  for (const { standing, uncountedWeeklyMinutes } of members.values()) {
    const decision = invitationDecision(standing, facts, uncountedWeeklyMinutes);
    const before = invitations.get(standing.providerId);
    if (before?.invited === decision.invited) continue;
    if (decision.invited) {
      await invite(t, held, decision, before, now);
      invited.push(decision.providerId);
    } else if (!before) {
      keepDecision(t, held, decision, now);
    } else if (await standDown(t, held, decision, before)) {
      stoodDown += 1;
    }
  }
  await t.em.flush();
  return { invited, stoodDown };
}

function keepDecision(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  decision: InvitationDecision,
  at: Date,
): Invitation {
  const of = { council: callOff.council, callOffId: callOff.id, stageId: stage!.id, homeId: stage!.onlyHomeId };
  const checks = [...decision.checks] as EligibilityCheck[];
  const invitation = t.em.create(Invitation, { ...of, ...decision, checks, at });
  t.em.persist(invitation);
  return invitation;
}

async function invite(
  t: Transaction,
  held: HeldCallOff,
  decision: InvitationDecision,
  before: Invitation | undefined,
  at: Date,
): Promise<void> {
  const { callOff, stage } = held;
  if (before) Object.assign(before, { ...decision, checks: [...decision.checks], at });
  const invitation = before ?? keepDecision(t, held, decision, at);
  const stoodDown = before && (await t.em.findOne(Bid, { invitationId: before.id, state: 'STOOD_DOWN' }));
  if (stoodDown) {
    await moveBid(t, callOff, stoodDown, 'invite again');
    Object.assign(stoodDown, { outcome: null, outcomeReason: null, outcomeAt: null });
    return;
  }
  const { council, id: callOffId } = callOff;
  const of = { council, callOffId, stageId: stage!.id, invitationId: invitation.id, providerId: decision.providerId };
  t.em.persist(t.em.create(Bid, { ...of, attempt: 1, state: bidStates.initial }));
}

/** Whether the provider was still asked, or its bid stood. */
async function standDown(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  decision: InvitationDecision,
  invitation: Invitation,
): Promise<boolean> {
  const bid = await t.em.findOne(Bid, { invitationId: invitation.id, state: { $in: [...STILL_ASKED] } });
  if (!bid) return false;
  Object.assign(invitation, { ...decision, checks: [...decision.checks] });
  bid.checks = decision.checks;
  await moveBid(t, callOff, bid, 'stand down', { reason: decision.checks.find(({ result }) => result === 'FAIL')?.id });
  await tellOutcome(t, callOff, stage!, bid);
  return true;
}
