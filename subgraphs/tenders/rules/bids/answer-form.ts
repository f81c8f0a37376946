import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Criterion } from '../evaluation/suitability.js';
import { type BidContent, contentRefusals } from './bid-content.js';
import { homeDecisionRefusals } from './home-decision-content.js';
import { offerRefusals } from './offer-content.js';
import { type Requirement, requirementsOf } from './requirements.js';
import { type AdvertAsks, responseRefusals } from './response-content.js';
import { tenderedHomeRefusals, tenderRefusals } from './tender-content.js';

export const ANSWER_FORMS = ['BID', 'OFFER', 'HOME_DECISION', 'TENDER', 'RESPONSE'] as const;
/**
 * What an answer to an invitation says: a bid how the care would be delivered, an offer when, a home whether it can take the
 * person, a tender whether each requirement can be met, and a response what it consists of and costs (ROUT-04, ROUT-24, ROUT-27,
 * ROUT-32, ROUT-46).
 */
export type AnswerForm = (typeof ANSWER_FORMS)[number];

interface FormFacts {
  /** The rule that says what a complete answer is. */
  readonly rule: string;
  /** The act that answers so. */
  readonly act: string;
  readonly missing: (content: BidContent, need: NeedProfile, asks: AdvertAsks) => readonly Refusal[];
  /**
   * By which of the council's criteria it can be measured; the person chooses among offers, whatever they say, and among
   * tenders that confirm that they meet the needs.
   */
  readonly measuredBy: (criteria: Policy['evaluation']['criteria']) => readonly Criterion[];
  /** What is wrong with the home that an answer names; left out of a form that names none. */
  readonly ofHome?: typeof tenderedHomeRefusals;
}

const FORMS: Readonly<Record<AnswerForm, FormFacts>> = {
  BID: { rule: 'ROUT-04', act: 'submitBid', missing: contentRefusals, measuredBy: (criteria) => criteria },
  OFFER: { rule: 'ROUT-27', act: 'submitOffer', missing: offerRefusals, measuredBy: () => [] },
  HOME_DECISION: { rule: 'ROUT-32', act: 'submitHomeDecision', missing: homeDecisionRefusals, measuredBy: () => [] },
  TENDER: {
    ...{ rule: 'ROUT-24', act: 'submitTender', missing: tenderRefusals },
    measuredBy: () => ['CONFIRMS_NEEDS'],
    ofHome: tenderedHomeRefusals,
  },
  RESPONSE: {
    rule: 'ROUT-46',
    act: 'submitResponse',
    missing: (content, _need, asks) => responseRefusals(content, asks),
    measuredBy: () => [],
  },
};

/** What an answer says, and the form that it is in. */
export interface Answered {
  readonly form: AnswerForm;
  readonly content: BidContent;
  /** What the advert asks beside the need; left out, nothing. */
  readonly asks?: AdvertAsks;
}

const NOTHING_ELSE: AdvertAsks = { questions: [], people: 0 };

/** What is missing from an answer, one refusal for each field. [ROUT-04, ROUT-24, ROUT-27, ROUT-32, ROUT-46] */
export function answerRefusals(
  { form, content, asks = NOTHING_ELSE }: Answered,
  need: NeedProfile,
): readonly Refusal[] {
  return FORMS[form].missing(content, need, asks);
}

/** What is wrong with the home that an answer names; nothing in a form that names none. [ROUT-24, CHOI-10, PROV-21] */
export function homeRefusals(
  { form, content }: Answered,
  need: NeedProfile,
  home: HomeStanding | null | undefined,
  onlyHomeId: string | null,
): readonly Refusal[] {
  return FORMS[form].ofHome?.(content, need, home, onlyHomeId) ?? [];
}

/** The rule that says what a complete answer of this form is. [ROUT-04, ROUT-24, ROUT-27, ROUT-32] */
export function completenessRule(form: AnswerForm): string {
  return FORMS[form].rule;
}

/** The criteria of a council by which answers of this form are measured. [EVAL-04, ROUT-25, ROUT-28] */
export function criteriaFor(form: AnswerForm, { evaluation }: Pick<Policy, 'evaluation'>): readonly Criterion[] {
  return FORMS[form].measuredBy(evaluation.criteria);
}

/** Refuses an answer in another form than its call-off asks for. [ROUT-04, ROUT-24, ROUT-27, ROUT-32] */
export function formRefusal(given: AnswerForm, asked: AnswerForm): Refusal | undefined {
  if (given === asked) return undefined;
  const { rule, act } = FORMS[asked];
  return refuse(rule, 'ANOTHER_FORM', `This call-off is answered by ${act}.`, 'input.callOffId');
}

/** The requirements that an answer of this form takes one by one; null if it takes none so. [ROUT-24] */
export function requirementsFor(form: AnswerForm, need: NeedProfile): readonly Requirement[] | null {
  return form === 'TENDER' ? requirementsOf(need) : null;
}
