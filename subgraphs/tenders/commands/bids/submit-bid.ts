import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { bidRefusals } from '../../rules/bids/bid.js';
import {
  type BidContent,
  contentOf,
  DELIVERY_STATEMENT_MAX_CHARACTERS,
  NOTHING_SAID,
} from '../../rules/bids/bid-content.js';
import { eligibilityChecks } from '../../rules/invitations/eligibility.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { d2aResponseSpeed } from '../../rules/stages/response-speed.js';
import { type HeldAnswer, holdAnswer } from '../../steps/bids/hold-answer.js';
import { keepLateBid } from '../../steps/bids/keep-late-bid.js';
import { moveBid } from '../../steps/bids/move-bid.js';
import { tellReceived } from '../../steps/bids/tell-received.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

export interface SubmitBid
  extends Pick<
    BidContent,
    'startDate' | 'startTime' | 'deliveryStatement' | 'doubleHanded' | 'timeCritical' | 'skills'
  > {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a provider's bid, or refuses it and names the rule.
 *
 * A bid is in time by the database's own clock under the lock, the closing instant included. A bid that comes later
 * is kept as evidence and refused. A bid costs four messages to the database: one for the key, one for the locks and
 * all facts, one for the bid, and one for its trail, its receipt and the end. [ROUT-04, WIN-01, WIN-05, WIN-12,
 * WIN-14, EVAL-01, IDG-23, IDG-27, NTF-05; 002 App A ¶2]
 */
export async function submitBid(work: Work, input: SubmitBid): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  let held: HeldAnswer | undefined;
  const outcome = await inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'submitBid', key: idempotencyKey, input: request },
      async () => {
        held = await holdAnswer(t, input.callOffId, 'SHARED');
        return take(t, held, input);
      },
      (id) => t.em.findOneOrFail(Bid, id),
    ),
  );
  const late = outcome.refusals.some((refusal) => refusal.code === 'WINDOW_CLOSED');
  if (held && late) await keepAsEvidence(work, held, input);
  return outcome;
}

async function take(t: Transaction, held: HeldAnswer, input: SubmitBid): Promise<Bid> {
  const { callOff, stage, bid, policy, known, now, facts } = held;
  const { need } = stage;
  const content = contentOf({ ...NOTHING_SAID, ...input });
  const asks = stageAsks({ ...callOff, need }, stage, policy);
  const asked = { ...asks, purpose: 'BID', on: localDateOf(now) } as const;
  const form = { given: 'BID', asked: definitionOf(stage.route).answer } as const;
  const checks = known ? eligibilityChecks({ ...asked, ...known }, { form: form.asked, content }) : [];
  const present = { version: stage.version, materialVersion: callOff.materialVersion };
  unlessRefused(bidRefusals({ ...facts, content, form, need, checks, read: input.version, present }));
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

/** As much of the bid as a bid takes, in a transaction of its own: the refusal has undone the other. */
async function keepAsEvidence(work: Work, { bid, now }: HeldAnswer, input: SubmitBid): Promise<void> {
  const deliveryStatement = input.deliveryStatement?.slice(0, DELIVERY_STATEMENT_MAX_CHARACTERS) ?? null;
  await inTransaction(work, bid.council, (t) =>
    keepLateBid(t, bid, { ...NOTHING_SAID, ...input, deliveryStatement, receivedAt: now }),
  );
}
