import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { Bid } from '../../entities/bids/bid.js';
import type { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import type { HomeProposal } from '../../entities/matching/home-proposal.js';
import { membersFor } from '../../reads/invitations/standings.js';
import { homesOf } from '../../reads/matching/homes.js';
import { type BidState, SAID_NO } from '../../rules/bids/bid-states.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { type HomeDecision, homeDecision, matchOrder } from '../../rules/matching/match.js';
import type { StageDefinition } from '../../rules/routes/definition.js';
import { stageOf } from '../../rules/routes/routes.js';
import { tellOffersReady } from '../awards/await-choice.js';
import { moveBid } from '../bids/move-bid.js';
import { failCallOff } from '../call-offs/fail-call-off.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { newDrawSeed } from '../stages/close-stage.js';

/** How a stage proposes; undefined if it asks its invitees itself. [ROUT-30] */
export function proposalsOf({ stage }: HeldCallOff): StageDefinition['proposes'] {
  return stage ? stageOf({ route: stage.route, stage: stage.kind }).proposes : undefined;
}

/**
 * Matches the homes of the council's members to a call-off that is MATCHING: decides of every home whether it suits, keeps
 * why, proposes the first so many, and tells whoever chooses. A home learns nothing of it. That fewer suit than are to be
 * proposed is flagged; if none does the call-off fails. [ROUT-30, ROUT-35, EVAL-01, NTF-10, IDG-02]
 */
export async function matchHomes(t: Transaction, held: HeldCallOff): Promise<void> {
  const { callOff, policy } = held;
  const stage = held.stage!;
  const { most, wanted } = proposalsOf(held)!(policy);
  const now = await t.now();
  const on = localDateOf(now);
  if (stage.drawSeed === '') stage.drawSeed = newDrawSeed();
  await t.em.flush();
  const before = new Map((await t.em.find(Bid, { stageId: stage.id })).map((bid) => [bid.homeId!, bid]));
  const decisions = await decide(t, held, on, (homeId) => before.get(homeId)?.state ?? null);
  const suiting = decisions.filter(({ suits }) => suits).map(({ home }) => home);
  const proposed = matchOrder(suiting, callOff.need, on, stage.drawSeed).slice(0, most);
  const invitations = await keepDecisions(t, held, decisions, now);
  const checks = new Map(decisions.map((decision) => [decision.home.homeId, decision.checks]));
  for (const { homeId, providerId, drawn: _drawn, ...place } of proposed) {
    const invitation = invitations.get(homeId)!;
    const bid = before.get(homeId) ?? createProposal(t, held, invitation);
    if (bid.state === 'SET_ASIDE') await moveBid(t, callOff, bid, 'propose');
    const proposal: HomeProposal = { ...place, at: now.toISOString() };
    Object.assign(bid, { proposal, checks: checks.get(homeId), providerId });
  }
  for (const [homeId, bid] of before) {
    const isProposed = proposed.some((each) => each.homeId === homeId);
    if (bid.state === 'PROPOSED' && !isProposed) await moveBid(t, callOff, bid, 'set aside');
  }
  if (proposed.length === 0) return failCallOff(t, held, 'NOBODY_ELIGIBLE');
  const isShort = proposed.length < wanted;
  const others = callOff.warnings.filter((warning) => warning !== 'FEWER_HOMES');
  callOff.warnings = isShort ? [...others, 'FEWER_HOMES'] : others;
  const reason = isShort ? `${proposed.length} of ${wanted}` : undefined;
  await moveCallOff(t, callOff, 'propose homes', { reason });
  await tellOffersReady(t, held, proposed.length);
}

/**
 * Matches again, without the homes that have said no: whoever was asked has, or the home that was to be awarded fails a gate
 * or gave the award back. [ROUT-33, AWRD-09]
 */
export async function matchAgain(t: Transaction, held: HeldCallOff): Promise<void> {
  const { callOff } = held;
  Object.assign(held.stage!, { endedAt: null, ending: null });
  await cancelDeadlines(t, subjectOf(callOff));
  if (callOff.state !== 'EVALUATING') await moveCallOff(t, callOff, 'home is unsuitable');
  await moveCallOff(t, callOff, 'match again');
  await matchHomes(t, held);
}

async function decide(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  on: string,
  answerOf: (homeId: string) => BidState | null,
): Promise<readonly HomeDecision[]> {
  const members = await membersFor(t.em, callOff.council, {
    ...{ stage: stage!.kind, patch: callOff.patch, onlyProviderId: null },
  });
  const homes = await homesOf(t.em, callOff.council, [...members.keys()]);
  const asked = { ...stageAsks(callOff, stage!, policy), on };
  return homes.map((home) => {
    const answered = answerOf(home.homeId);
    const saidNo = answered !== null && SAID_NO.some((state) => state === answered);
    return homeDecision({ ...asked, ...members.get(home.providerId)! }, home, saidNo);
  });
}

/** A decision that comes out as before is left as it was made. */
async function keepDecisions(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  decisions: readonly HomeDecision[],
  at: Date,
): Promise<ReadonlyMap<string, Invitation>> {
  const { council, id: callOffId } = callOff;
  const held = await t.em.find(Invitation, { stageId: stage!.id });
  const invitations = new Map(held.map((invitation) => [invitation.homeId!, invitation]));
  for (const { home, standingVersion, checks } of decisions) {
    const facts = { standingVersion, checks: [...checks] as EligibilityCheck[] };
    const kept = invitations.get(home.homeId);
    if (kept) {
      if (resultsOf(kept.checks) !== resultsOf(checks)) Object.assign(kept, facts);
      continue;
    }
    const { homeId, providerId } = home;
    const of = { council, callOffId, stageId: stage!.id, providerId, homeId, invited: false, at };
    const invitation = t.em.create(Invitation, { ...of, ...facts });
    t.em.persist(invitation);
    invitations.set(homeId, invitation);
  }
  return invitations;
}

function resultsOf(checks: HomeDecision['checks'] | readonly EligibilityCheck[]): string {
  return checks.map(({ id, result }) => `${id} ${result}`).join();
}

function createProposal(t: Transaction, { callOff, stage }: HeldCallOff, { id, homeId, providerId }: Invitation): Bid {
  const of = { council: callOff.council, callOffId: callOff.id, stageId: stage!.id };
  const bid = t.em.create(Bid, {
    ...of,
    ...{ invitationId: id, providerId, homeId, state: 'PROPOSED' as const },
    // What a council proposes to itself is sealed from nobody of it; its provider does not know of it.
    ...{ sealed: false, approached: false },
  });
  t.em.persist(bid);
  return bid;
}
