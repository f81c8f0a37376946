import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { bidRefusals } from '../../rules/bids/bid.js';
import { type BidContent, NOTHING_SAID } from '../../rules/bids/bid-content.js';
import { firstCallOf, type ResponseContent, responseRefusals } from '../../rules/bids/response-content.js';
import { eligibilityChecks } from '../../rules/invitations/eligibility.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type HeldAnswer, holdAnswer } from '../../steps/bids/hold-answer.js';
import { keepLateBid } from '../../steps/bids/keep-late-bid.js';
import { moveBid } from '../../steps/bids/move-bid.js';
import { tellReceived } from '../../steps/bids/tell-received.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

export interface SubmitResponse {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  readonly startDate: string | null;
  readonly response: ResponseContent;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a provider's response to a call-off that asks for one: a whole package that it would coordinate, with what each part
 * costs a week, what the community provides, and an answer to every question. It is taken to the stated deadline, that instant
 * included; one that comes later is kept as evidence and refused. [ROUT-42, ROUT-44, ROUT-46, WIN-11, WIN-14, PROV-28, EVAL-01,
 * IDG-23, NTF-05; 003 ¶7, ¶9, 004]
 */
export async function submitResponse(work: Work, input: SubmitResponse): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  let held: HeldAnswer | undefined;
  const outcome = await inTransaction(work, work.caller.councils, (t) =>
    once(
      t,
      { act: 'submitResponse', key: idempotencyKey, input: request },
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

async function take(t: Transaction, held: HeldAnswer, input: SubmitResponse): Promise<Bid> {
  const { callOff, stage, bid, policy, known, now, facts } = held;
  const { need, terms } = stage;
  const content = contentOfResponse(input, held);
  const form = { given: 'RESPONSE', asked: definitionOf(stage.route).answer } as const;
  const questions = terms?.questions;
  const asks = stageAsks({ ...callOff, need }, stage, policy);
  const asked = { ...asks, purpose: 'BID', on: localDateOf(now) } as const;
  const checks = known ? eligibilityChecks({ ...asked, ...known }, { form: form.asked, content, questions }) : [];
  const present = { version: stage.version, materialVersion: callOff.materialVersion };
  unlessRefused(bidRefusals({ ...facts, content, form, need, questions, checks, read: input.version, present }));
  Object.assign(bid, content, { checks, version: input.version, receivedAt: now, clientSentAt: input.clientSentAt });
  await moveBid(t, callOff, bid, 'submit');
  await tellReceived(t, held);
  return bid;
}

/** Care begins with the first call that the advert asks for. */
function contentOfResponse({ startDate, response }: SubmitResponse, { stage }: HeldAnswer): BidContent {
  const { costedLines, communityLines, answers, coordinates } = response;
  return {
    ...NOTHING_SAID,
    startDate,
    startTime: firstCallOf(stage.need),
    response: {
      costedLines: costedLines.map(({ what, weeklyPence }) => ({ what: what.trim(), weeklyPence })),
      communityLines: communityLines.map((line) => line.trim()),
      answers: answers.map(({ question, text }) => ({ question, text: text.trim() })),
      coordinates,
    },
  };
}

/** In a transaction of its own: the refusal has undone the other. What is longer than a response may be is not kept. */
async function keepAsEvidence(work: Work, held: HeldAnswer, input: SubmitResponse): Promise<void> {
  const { bid, stage, now } = held;
  const content = contentOfResponse(input, held);
  const isWhole = responseRefusals(content, stage.terms?.questions ?? []).length === 0;
  const { version, clientSentAt } = input;
  await inTransaction(work, bid.council, (t) =>
    keepLateBid(t, bid, {
      ...content,
      response: isWhole ? content.response : null,
      ...{ version, clientSentAt, receivedAt: now },
    }),
  );
}
