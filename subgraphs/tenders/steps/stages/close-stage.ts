import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffClosed, InvitationAnswered, InvitationDeclined } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { tellOutcome } from '../awards/tell-outcome.js';
import type { HeldCallOff } from '../hold-call-off.js';
import { moveBid } from '../move.js';
import { subjectOf } from './stage-deadlines.js';

/**
 * Ends the taking of answers and lifts the seal, when the window has run out or when an emergency cuts it short: bids
 * that stand come under evaluation, and how everybody answered goes to the register. [WIN-01, WIN-03, WIN-14, ROUT-12,
 * IDG-23, NTF-06]
 *
 * Who has not answered an emergency's short window never had the whole of it, and is nobody's decline.
 */
export async function closeStage(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  ending: 'EXPIRED' | 'EARLY_AWARD',
): Promise<void> {
  const now = await t.now();
  const { id, kind } = stage!;
  stage!.endedAt = now;
  stage!.ending = ending;
  // Not before: whoever knew it while bids came in could tell who would win a draw.
  stage!.drawSeed = randomBytes(16).toString('hex');
  if (ending === 'EARLY_AWARD') {
    // The instant of the award belongs to it: the last answer was taken before.
    stage!.closesAt = new Date(now.getTime() - 1);
    callOff.closesAt = stage!.closesAt;
  }
  const counts = { bids: 0, declined: 0, noResponse: 0 };
  const answers = await t.em.find(Bid, { stageId: id, state: { $nin: ['WITHDRAWN', 'REJECTED_LATE'] } });
  for (const bid of answers) {
    if (bid.state === 'SUBMITTED' || bid.state === 'STALE') {
      counts.bids += 1;
      await register(bid, 'InvitationAnswered');
      const stale = bid.state === 'STALE';
      await moveBid(t, callOff, bid, !stale && ending === 'EARLY_AWARD' ? 'close early' : 'window expires');
      if (stale) await tellOutcome(t, callOff, stage!, bid);
    } else if (bid.state === 'DECLINED') {
      counts.declined += 1;
    } else if (ending === 'EXPIRED') {
      counts.noResponse += 1;
      await moveBid(t, callOff, bid, 'window expires');
      await register(bid, 'InvitationDeclined');
    }
  }
  await t.em.flush();
  await t.em.nativeUpdate(Bid, { stageId: id }, { sealed: false });
  await t.tell({
    type: 'CallOffClosed',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: kind,
      ...counts,
    } satisfies CallOffClosed['data'],
  });

  async function register(bid: Bid, type: 'InvitationAnswered' | 'InvitationDeclined'): Promise<void> {
    const answered = {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      providerId: bid.providerId,
      stage: kind,
      patch: callOff.patch,
    } satisfies InvitationAnswered['data'];
    const data =
      type === 'InvitationAnswered'
        ? answered
        : ({ ...answered, response: 'NO_RESPONSE', reasonCode: null } satisfies InvitationDeclined['data']);
    await t.tell({ type, subject: subjectOf(callOff), council: callOff.council, audience: {}, data });
  }
}
