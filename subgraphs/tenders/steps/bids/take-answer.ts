import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import type { BidContent } from '../../rules/bids/bid-content.js';
import { type HeldAnswer, holdAnswer } from './hold-answer.js';
import { keepLateBid } from './keep-late-bid.js';
import { type GivenAnswer, submitAnswer } from './submit-answer.js';
import { tellReceived } from './tell-received.js';

interface AnswerInput extends Pick<GivenAnswer, 'version' | 'clientSentAt'> {
  readonly callOffId: string;
  readonly idempotencyKey: string;
}

/** One form of an answer. */
interface Taken extends Pick<GivenAnswer, 'form'> {
  /** The mutation that gives it. */
  readonly act: string;
  readonly content: (held: HeldAnswer) => BidContent;
  /** As much of it as such an answer may say: what is kept of one that comes too late. */
  readonly evidence: (content: BidContent, held: HeldAnswer) => BidContent;
}

/**
 * Takes an answer whose window closes for good: it is in time by the database's own clock under the lock, the closing instant
 * included. One that comes later is refused, and kept as evidence in a transaction of its own, for the refusal has undone the
 * other. [WIN-01, WIN-05, NTF-05]
 */
export async function takeAnswer(
  work: Work,
  input: AnswerInput,
  { act, form, content, evidence }: Taken,
): Promise<Outcome<Bid>> {
  const { idempotencyKey, ...request } = input;
  const { version, clientSentAt } = input;
  let held: HeldAnswer | undefined;
  const outcome = await inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act, key: idempotencyKey, input: request },
      async () => {
        held = await holdAnswer(t, input.callOffId, 'SHARED');
        await submitAnswer(t, held, { form, content: content(held), version, clientSentAt });
        await tellReceived(t, held);
        return held.bid;
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
  if (held && outcome.refusals.some((refusal) => refusal.code === 'WINDOW_CLOSED')) {
    const { bid, now: receivedAt } = held;
    const late = { ...evidence(content(held), held), version, clientSentAt, receivedAt };
    await inTransaction(work, bid.council, (t) => keepLateBid(t, bid, late));
  }
  return outcome;
}
