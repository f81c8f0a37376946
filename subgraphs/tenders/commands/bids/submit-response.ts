import type { Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { type BidContent, NOTHING_SAID } from '../../rules/bids/bid-content.js';
import { firstCallOf, type ResponseContent, responseRefusals } from '../../rules/bids/response-content.js';
import { advertAsks } from '../../rules/invitations/stage-asks.js';
import type { HeldAnswer } from '../../steps/bids/hold-answer.js';
import { takeAnswer } from '../../steps/bids/take-answer.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

export interface SubmitResponse extends ResponseContent {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  readonly startDate: string | null;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a provider's response to a call-off that asks for one: a whole package that it would coordinate, with what each part
 * costs a week, what the community provides, and an answer to every question; of several people whose packages are sought
 * together, each. It is taken to the stated deadline, that instant
 * included; one that comes later is kept as evidence and refused. [ROUT-39, ROUT-42, ROUT-44, ROUT-46, WIN-11, WIN-14, PROV-28, EVAL-01,
 * IDG-23, NTF-05; 003 ¶7, ¶9, 004]
 */
export async function submitResponse(work: Work, input: SubmitResponse): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  return takeAnswer(work, input, {
    act: 'submitResponse',
    form: 'RESPONSE',
    content: (held) => contentOfResponse(input, held),
    // What is longer than a response may be is not kept.
    evidence: (content, { stage }) => {
      const isWhole = responseRefusals(content, advertAsks(stage)).length === 0;
      return { ...content, response: isWhole ? content.response : null };
    },
  });
}

/** Care begins with the first call that the advert asks for. */
function contentOfResponse(input: SubmitResponse, { stage }: HeldAnswer): BidContent {
  const { startDate, costedLines, communityLines, answers, coordinates, people = [] } = input;
  return {
    ...NOTHING_SAID,
    startDate,
    startTime: firstCallOf(stage.need),
    response: {
      costedLines: costedLines.map(({ what, weeklyPence }) => ({ what: what.trim(), weeklyPence })),
      communityLines: communityLines.map((line) => line.trim()),
      answers: answers.map(({ question, text }) => ({ question, text: text.trim() })),
      coordinates,
      people: people.map(({ person, outcomes, weeklyPence }) => ({ person, outcomes: outcomes.trim(), weeklyPence })),
    },
  };
}
