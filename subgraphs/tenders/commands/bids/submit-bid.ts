import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { BidReceived } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { standingsOf } from '../../reads/invitations/standings.js';
import { ANSWERING_ROLES, bidRefusals, NOT_INVITED, versionRefusal } from '../../rules/bids/bid.js';
import type { BidContent } from '../../rules/bids/bid-content.js';
import { DELIVERY_STATEMENT_MAX_CHARACTERS } from '../../rules/bids/bid-content.js';
import { eligibilityChecks } from '../../rules/invitations/eligibility.js';
import { d2aResponseSpeed } from '../../rules/stages/window.js';
import { contentOf } from '../../steps/bids/content-of.js';
import { type HeldAnswer, holdAnswer, invitedOf } from '../../steps/bids/hold-answer.js';
import { keepLateBid } from '../../steps/bids/keep-late-bid.js';
import { moveBid } from '../../steps/move.js';
import { subjectOf } from '../../steps/stages/stage-deadlines.js';

export interface SubmitBid extends BidContent {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a provider's bid, or refuses it naming the rule. [ROUT-04, WIN-01, WIN-05, WIN-12, WIN-14, EVAL-01, IDG-23,
 * IDG-27, NTF-05; 002 App A ¶2]
 *
 * In time is what the database's own clock says under the lock, the closing instant included. A bid that comes later
 * is kept as evidence and refused.
 */
export async function submitBid(work: Work, input: SubmitBid): Promise<Outcome<Bid>> {
  authorise(work.caller, { scope: 'bids:write', roles: ANSWERING_ROLES });
  const invited = await invitedOf(work, input.callOffId);
  if (!invited) return refused(NOT_INVITED);
  const { idempotencyKey, ...request } = input;
  const tooMuch = inputLimitRefusals({ skills: input.skills }, 'input');
  if (tooMuch.length > 0) return refused(...tooMuch);
  let receivedAt: Date | undefined;
  const outcome = await inTransaction(work, invited.council, (t) =>
    once(
      t,
      { act: 'submitBid', key: idempotencyKey, input: request },
      async () => {
        const held = await holdAnswer(t, invited, 'SHARED');
        receivedAt = held.now;
        return receive(t, held, input);
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
  const late = outcome.refusals.some((refusal) => refusal.code === 'WINDOW_CLOSED');
  if (late && receivedAt) {
    // As much of it as a bid takes.
    const deliveryStatement = input.deliveryStatement?.slice(0, DELIVERY_STATEMENT_MAX_CHARACTERS) ?? null;
    await keepLateBid(work, invited, { ...input, deliveryStatement, receivedAt });
  }
  return outcome;
}

async function receive(t: Transaction, held: HeldAnswer, input: SubmitBid): Promise<Bid> {
  const { callOff, stage, bid, policy, now, facts } = held;
  const content = contentOf(input);
  const known = (await standingsOf(t.em, callOff.council, [bid.providerId])).get(bid.providerId);
  const asked = { need: stage.need, stage: stage.kind, purpose: 'BID', on: localDateOf(now), policy } as const;
  const checks = known ? eligibilityChecks({ ...asked, ...known }, content) : [];
  const refusals = bidRefusals({ ...facts, content, need: stage.need, checks });
  const outdated = versionRefusal(input.version, { version: stage.version, materialVersion: callOff.materialVersion });
  // Outside the window, and on top of an answer, nothing else matters: the rules say that one thing alone.
  unlessRefused(refusals, refusals.some((refusal) => refusal.field === undefined) ? null : outdated);
  Object.assign(bid, content, {
    checks,
    version: input.version,
    receivedAt: now,
    clientSentAt: input.clientSentAt,
    responseSpeed: stage.targetAt
      ? d2aResponseSpeed({ targetAt: stage.targetAt, closesAt: stage.closesAt }, now)
      : null,
  });
  await moveBid(t, callOff, bid, 'submit');
  await tellReceived(t, held);
  return bid;
}

/** The receipt: to its author, and to brokers that something came; not what, nor from whom. [NTF-05, IDG-23] */
export async function tellReceived(t: Transaction, { callOff, stage, bid, now }: HeldAnswer): Promise<void> {
  await t.tell({
    type: 'BidReceived',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: [bid.providerId], roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      bidId: bid.id,
      receivedAt: now.toISOString(),
    } satisfies BidReceived['data'],
  });
}
