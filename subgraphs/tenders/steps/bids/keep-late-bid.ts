import { LockMode } from '@mikro-orm/core';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { Stage } from '../../entities/stages/stage.js';
import type { BidContent } from '../../rules/bids/bid-content.js';
import { bidStates } from '../../rules/bids/bid-states.js';
import { moveBid } from '../move.js';
import { contentOf } from './content-of.js';
import type { Invited } from './hold-answer.js';

/**
 * Keeps the first bid that came too late from a provider in a stage, as evidence of when it came: an answer of its own
 * that is never evaluated. What the provider had answered in time, or not, stays as it is. [WIN-01, WIN-05, SM-3, NFR-07]
 *
 * A transaction of its own, because a refusal undoes the one that it was refused in.
 */
export async function keepLateBid(
  work: Work,
  { council, callOffId, stageId, invitationId }: Invited,
  late: BidContent & { readonly version: number; readonly receivedAt: Date; readonly clientSentAt: Date | null },
): Promise<void> {
  await inTransaction(work, council, async (t) => {
    // Serialises the late bids of one invitation.
    await t.em.execute('select id from tenders.invitation where id = ? for update', [invitationId]);
    if (await t.em.findOne(Bid, { invitationId, state: 'REJECTED_LATE' })) return;
    const callOff = await t.em.findOneOrFail(CallOff, callOffId, { lockMode: LockMode.PESSIMISTIC_READ });
    const stage = await t.em.findOneOrFail(Stage, stageId);
    const attempt = (await t.em.count(Bid, { invitationId })) + 1;
    const bid = t.em.create(Bid, {
      ...contentOf(late),
      skills: late.skills && [...late.skills],
      council,
      callOffId,
      stageId,
      invitationId,
      providerId: work.caller.organisation,
      attempt,
      state: bidStates.initial,
      sealed: stage.endedAt === null || stage.ending === 'WITHDRAWN',
      version: late.version,
      receivedAt: late.receivedAt,
      clientSentAt: late.clientSentAt,
    });
    await moveBid(t, callOff, bid, 'submit late');
    t.em.persist(bid);
  });
}
