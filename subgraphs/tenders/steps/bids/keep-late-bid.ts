import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../../kernel/database/work.js';
import { Bid } from '../../entities/bids/bid.js';
import type { BidResponse } from '../../entities/bids/response.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { Stage } from '../../entities/stages/stage.js';
import { type BidContent, contentOf } from '../../rules/bids/bid-content.js';
import { bidStates } from '../../rules/bids/bid-states.js';
import { moveBid } from './move-bid.js';

/**
 * Keeps the first bid that came too late from a provider in a stage, as evidence of when it came: an answer of its
 * own that is never evaluated. Whatever the provider answered in time, or not, stays as it is.
 *
 * It needs a transaction of its own, because a refusal undoes the one in which it was refused. [WIN-01, WIN-05, SM-3,
 * NFR-07]
 */
export async function keepLateBid(
  t: Transaction,
  { council, callOffId, stageId, invitationId }: Pick<Bid, 'council' | 'callOffId' | 'stageId' | 'invitationId'>,
  late: BidContent & { readonly version: number; readonly receivedAt: Date; readonly clientSentAt: Date | null },
): Promise<void> {
  const callOff = await t.em.findOneOrFail(CallOff, callOffId, { lockMode: LockMode.PESSIMISTIC_READ });
  // Serialises the late bids of one invitation.
  await t.em.execute('select id from tenders.invitation where id = ? for update', [invitationId]);
  if (await t.em.findOne(Bid, { invitationId, state: 'REJECTED_LATE' })) return;
  const stage = await t.em.findOneOrFail(Stage, stageId);
  const attempt = (await t.em.count(Bid, { invitationId })) + 1;
  const bid = t.em.create(Bid, {
    ...contentOf(late),
    skills: late.skills && [...late.skills],
    offeredTimes: late.offeredTimes && [...late.offeredTimes],
    requirementAnswers: late.requirementAnswers && [...late.requirementAnswers],
    response: (late.response ?? null) as BidResponse | null,
    council,
    callOffId,
    stageId,
    invitationId,
    providerId: t.caller.organisation,
    attempt,
    state: bidStates.initial,
    sealed: stage.endedAt === null || stage.ending === 'WITHDRAWN',
    version: late.version,
    receivedAt: late.receivedAt,
    clientSentAt: late.clientSentAt,
  });
  await moveBid(t, callOff, bid, 'submit late');
  t.em.persist(bid);
}
