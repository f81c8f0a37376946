import { LockMode } from '@mikro-orm/core';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import type { Policy } from '../../../../schema/policy.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { Stage } from '../../entities/stages/stage.js';
import type { AnswerFacts } from '../../rules/bids/bid.js';
import type { BidState } from '../../rules/bids/bid-states.js';

/** The invitation that a provider answers: its last one of the call-off. */
export interface Invited {
  readonly council: string;
  readonly callOffId: string;
  readonly stageId: string;
  readonly invitationId: string;
}

/**
 * To which stage of this call-off the caller's own organisation was invited last. A call-off of another council, one
 * that it was not invited to and one that there is not are all the same to it. [ROUT-03, IDG-05, IDG-23, IDG-26]
 */
export async function invitedOf(work: Work, callOffId: string): Promise<Invited | null> {
  const { organisation, councils } = work.caller;
  if (!isId(callOffId) || !isId(organisation)) return null;
  const found = await inTransaction(work, '*', async (t) => {
    const [row] = (await t.em.execute(
      `select invitation.id, invitation.council, invitation.stage_id
       from tenders.invitation invitation join tenders.stage stage on stage.id = invitation.stage_id
       where invitation.call_off_id = ? and invitation.provider_id = ? and invitation.invited
       order by stage.position desc limit 1`,
      [callOffId, organisation],
    )) as Array<{ id: string; council: string; stage_id: string }>;
    return row && councils.includes(row.council) ? row : null;
  });
  const row = found.result;
  return row && { council: row.council, callOffId, stageId: row.stage_id, invitationId: row.id };
}

/** What an answer is measured by, held still. */
export interface HeldAnswer {
  readonly callOff: CallOff;
  readonly stage: Stage;
  readonly bid: Bid;
  readonly policy: Policy;
  readonly now: Date;
  readonly facts: AnswerFacts;
}

/** Rows beside the present answer of an invitation: it was answered anew, or too late. */
export const BESIDE: readonly BidState[] = ['WITHDRAWN', 'REJECTED_LATE'];

/**
 * Locks the provider's present answer, and the call-off against changes of its own: shared with other providers'
 * bids, which do not concern each other, or alone where an answer may move the call-off on.
 */
export async function holdAnswer(
  t: Transaction,
  { callOffId, stageId, invitationId }: Invited,
  callOffLock: 'SHARED' | 'ALONE',
): Promise<HeldAnswer> {
  const lockMode = callOffLock === 'SHARED' ? LockMode.PESSIMISTIC_READ : LockMode.PESSIMISTIC_WRITE;
  const callOff = await t.em.findOneOrFail(CallOff, callOffId, { lockMode });
  const stage = await t.em.findOneOrFail(Stage, stageId);
  const bid = await t.em.findOneOrFail(
    Bid,
    { invitationId, state: { $nin: [...BESIDE] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const { policy } = await policyInForce(t.em, callOff.council, { version: callOff.policyVersion });
  const now = await t.now();
  const { route, kind, opensAt, closesAt } = stage;
  const facts = { stage: { route, stage: kind, opensAt, closesAt }, receivedAt: now, answer: bid.state };
  return { callOff, stage, bid, policy, now, facts };
}
