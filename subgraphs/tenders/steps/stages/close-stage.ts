import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { CallOffClosed } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { BESIDE_THE_ANSWER, isUnanswered, NO_BID } from '../../rules/bids/bid-states.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import { moveBid } from '../bids/move-bid.js';
import { tellAnswered } from '../bids/tell-answered.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { tellDeclined } from '../invitations/tell-declined.js';

/** A seed for the draw of one stage, which nobody can foretell. [EVAL-02] */
export function newDrawSeed(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Ends the taking of answers and lifts the seal, because the window has run out or an emergency cuts it short: bids
 * that stand come under evaluation, and how everybody answered goes to the register.
 *
 * A provider that has not answered when an emergency cuts the window short never had the whole of it, so its silence
 * is no decline. The draw's seed is made no earlier: whoever knew it while bids came in could tell who would win a
 * draw. [WIN-01, WIN-03, WIN-14, ROUT-12, IDG-23, NTF-06]
 */
export async function closeStage(
  t: Transaction,
  held: HeldCallOff,
  ending: 'EXPIRED' | 'EARLY_AWARD',
  drawSeed = newDrawSeed(),
): Promise<void> {
  const { callOff } = held;
  const stage = held.stage!;
  const now = await t.now();
  Object.assign(stage, { endedAt: now, ending, drawSeed });
  if (ending === 'EARLY_AWARD') {
    // The instant of the award belongs to it: the last answer was taken before.
    stage.closesAt = new Date(now.getTime() - 1);
    callOff.closesAt = stage.closesAt;
  }
  const counts = { bids: 0, declined: 0, noResponse: 0 };
  const declined: Bid[] = [];
  const answers = await t.em.find(
    Bid,
    { stageId: stage.id, state: { $nin: [...BESIDE_THE_ANSWER] } },
    { orderBy: { receivedAt: 'asc nulls last', id: 'asc' } },
  );
  for (const bid of answers) {
    if (bid.state === 'SUBMITTED' || bid.state === 'STALE') {
      counts.bids += 1;
      await closeBid(t, held, bid, ending);
    } else if (bid.state === 'DECLINED') {
      counts.declined += 1;
      declined.push(bid);
    } else if (!isUnanswered(bid.state)) {
      // An offer that was collected before.
      counts.bids += Number(!NO_BID.some((each) => each === bid.state));
    } else if (ending === 'EXPIRED') {
      counts.noResponse += 1;
      await moveBid(t, callOff, bid, 'window expires');
      declined.push(bid);
    }
  }
  await tellDeclined(t, held, declined);
  await t.em.flush();
  await t.em.nativeUpdate(Bid, { stageId: stage.id }, { sealed: false });
  await t.tell({
    type: 'CallOffClosed',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: toldOfClose(callOff) },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      ...counts,
    } satisfies CallOffClosed['data'],
  });
}

/** Brokers, and whoever is to score what came: a check has an event of its own. (EVAL-10, ROUT-40) */
function toldOfClose({ route }: CallOff): Role[] {
  const { gate } = definitionOf(route!);
  return gate && gate.kind !== 'NEEDS_CHECK' ? [...new Set<Role>(['broker', ...gate.assessedBy])] : ['broker'];
}

/** A bid that stood comes under evaluation; one that an amendment made stale ends, and its bidder is told. (WIN-14) */
async function closeBid(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  bid: Bid,
  ending: 'EXPIRED' | 'EARLY_AWARD',
): Promise<void> {
  await tellAnswered(t, { callOff, stage }, bid);
  const stale = bid.state === 'STALE';
  await moveBid(t, callOff, bid, !stale && ending === 'EARLY_AWARD' ? 'close early' : 'window expires');
  if (stale) await tellOutcome(t, callOff, stage!, bid);
}
