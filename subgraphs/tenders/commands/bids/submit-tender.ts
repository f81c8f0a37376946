import type { Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import { type BidContent, NOTHING_SAID } from '../../rules/bids/bid-content.js';
import { requirementsOf } from '../../rules/bids/requirements.js';
import { takeAnswer } from '../../steps/bids/take-answer.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

type TenderContent = Pick<
  BidContent,
  'canMeetNeeds' | 'requirementAnswers' | 'startDate' | 'startTime' | 'weeklyPricePence' | 'homeId'
>;

export interface SubmitTender extends TenderContent {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a member's on-line tender, or refuses it and names the rule: it answers each requirement of the advert and says
 * whether the needs can be met; for a place in a home it names the home, which is checked as where homes are matched. One that
 * comes after the defined period is kept as evidence, refused, and never ranked. [ROUT-24, WIN-10, WIN-14, EVAL-01, IDG-23,
 * IDG-27, NTF-05; 000 ¶7b]
 */
export async function submitTender(work: Work, input: SubmitTender): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  return takeAnswer(work, input, {
    act: 'submitTender',
    form: 'TENDER',
    content: () => contentOfTender(input),
    evidence: (content, { stage }) => {
      const asked = new Set(requirementsOf(stage.need).map(({ code }) => code));
      const requirementAnswers = content.requirementAnswers?.filter(({ code }) => asked.delete(code)) ?? null;
      // Whose home it is was not asked.
      return { ...content, requirementAnswers, homeId: null };
    },
  });
}

function contentOfTender(input: TenderContent): BidContent {
  const { canMeetNeeds, requirementAnswers, startDate, startTime, weeklyPricePence, homeId } = input;
  return { ...NOTHING_SAID, canMeetNeeds, requirementAnswers, startDate, startTime, weeklyPricePence, homeId };
}
