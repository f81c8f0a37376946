import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ProviderCategory } from '../../../../schema/events/providers.js';
import type { ChoiceAnswer } from '../../../../schema/events/tenders.js';
import type { Rating } from '../../../../schema/policy.js';
import type { BidState } from '../bids/bid-states.js';
import { topUpPence } from './place-cost.js';

export const CHOICE_CONDITIONS = [
  'NOT_INADEQUATE',
  'DIRECT_PAYMENT',
  'ON_SITE_PROVIDER',
  'TOP_UP',
  'REASONABLE',
] as const;
/** On what a choice of another provider than those shown depends. [CHOI-02] */
export type ChoiceConditionId = (typeof CHOICE_CONDITIONS)[number];
export const CONDITION_RESULTS = ['MET', 'NOT_MET', 'UNDECIDED'] as const;

/** One condition, with the rule that it comes from, and how it stands. */
export interface ChoiceCondition {
  readonly id: ChoiceConditionId;
  readonly rule: string;
  readonly result: (typeof CONDITION_RESULTS)[number];
}

export const REASONABLENESS = ['REASONABLE', 'UNREASONABLE'] as const;
/** What the council decides of a choice: legitimate reasons, or a provider rejected without any. [CHOI-07] */
export type Reasonableness = (typeof REASONABLENESS)[number];

/** What is known of the home that somebody chooses, a week in pence, and of who pays what is above the fee. [CHOI-06] */
export interface HomeChosen {
  readonly pricePence: number;
  /** The Standard Residential Fee, or with nursing the Standard Nursing Fee. */
  readonly feePence: number;
  /** The person or their advocate understands and agrees that a third party will be asked to pay what is above it. */
  readonly isUnderstood: boolean;
  readonly agreement: 'REQUESTED' | 'SIGNED' | 'DECLINED' | null;
  /** Exceptional circumstances: put to the council, and what it decided. */
  readonly exception: 'ASKED' | 'GRANTED' | 'REFUSED' | null;
}

/** A choice of another provider, with all that its conditions are held against, as it is at that instant. */
export interface AlternativeFacts {
  readonly category: ProviderCategory;
  readonly providerId: string;
  /** Its overall CQC rating, asked of the register at that instant. */
  readonly rating: Rating;
  readonly reason: string;
  /** What the council has decided of it; null while it has not. */
  readonly decision: Reasonableness | null;
  /** `YYYY-MM-DD` on which the direct payment was set up; null if the person takes none. */
  readonly directPaymentSetUpOn: string | null;
  /** The scheme that the person chose, as the register has it; null if none is named, or it has none of that id. */
  readonly scheme: { readonly onSiteProviderId: string | null } | null;
  readonly home: HomeChosen | null;
  /** London date, `YYYY-MM-DD`. */
  readonly on: string;
}

type Result = ChoiceCondition['result'];
const met = (holds: boolean): Result => (holds ? 'MET' : 'NOT_MET');

/** Whether who pays for the home is settled; exceptional circumstances are for the council alone to weigh. (CHOI-06) */
function topUpResult(home: HomeChosen | null): Result {
  if (!home) return 'NOT_MET';
  if (topUpPence(home) === 0) return 'MET';
  if (home.exception === 'GRANTED') return 'MET';
  if (home.isUnderstood && home.agreement === 'SIGNED') return 'MET';
  return home.exception === 'ASKED' ? 'UNDECIDED' : 'NOT_MET';
}

const directPayment = ({ directPaymentSetUpOn, on }: AlternativeFacts): ChoiceCondition => ({
  id: 'DIRECT_PAYMENT',
  rule: 'CHOI-04',
  result: met(directPaymentSetUpOn !== null && directPaymentSetUpOn <= on),
});
const onSite = ({ scheme, providerId }: AlternativeFacts): ChoiceCondition => ({
  id: 'ON_SITE_PROVIDER',
  rule: 'CHOI-05',
  result: met(scheme?.onSiteProviderId === providerId),
});

/**
 * The condition that who pays what is above the standard fee is settled: it holds for every choice of a home. [CHOI-06; 000
 * ¶9a(4)]
 */
export function topUpCondition(home: HomeChosen | null): ChoiceCondition {
  return { id: 'TOP_UP', rule: 'CHOI-06', result: topUpResult(home) };
}

const topUp = ({ home }: AlternativeFacts): ChoiceCondition => topUpCondition(home);

/** The condition that the category adds to those that hold for all. */
const OF_CATEGORY: Readonly<Record<ProviderCategory, (facts: AlternativeFacts) => ChoiceCondition>> = {
  HOME_SUPPORT: directPayment,
  CARE_AND_SUPPORT_SUPPORTED_LIVING: onSite,
  CARE_HOME_WITHOUT_NURSING: topUp,
  CARE_HOME_WITH_NURSING: topUp,
};

/** The condition that a choice is reasonable, which the council decides: without a reason it is not put to it. (CHOI-07) */
function reasonable({ reason, decision }: AlternativeFacts): ChoiceCondition {
  const result = reason.trim() === '' || decision === 'UNREASONABLE' ? 'NOT_MET' : decision ? 'MET' : 'UNDECIDED';
  return { id: 'REASONABLE', rule: 'CHOI-07', result };
}

/**
 * Whether another provider than those shown may be chosen, and each condition that decides it: it is not rated Inadequate
 * now, the choice is reasonable, and what its category asks holds. Home support goes to another provider by a direct payment
 * alone, supported living to the one that comes with the scheme, and a home with the agreement on its top-up. It is allowed
 * if all hold, refused if any does not, and for the council to decide while all that is open is the council's to decide.
 * [CHOI-02 to CHOI-07, AMB-32; 000 ¶9a]
 */
export function alternativeAnswer(facts: AlternativeFacts): AnsweredChoice {
  const conditions: readonly ChoiceCondition[] = [
    { id: 'NOT_INADEQUATE', rule: 'CHOI-03', result: met(facts.rating !== 'INADEQUATE') },
    OF_CATEGORY[facts.category](facts),
    reasonable(facts),
  ];
  return answerTo(conditions);
}

/** How a choice stands, with each of its conditions. */
export interface AnsweredChoice {
  readonly answer: ChoiceAnswer;
  readonly conditions: readonly ChoiceCondition[];
}

/** Allowed if all hold, refused if any does not, and else for the council to decide. [CHOI-02] */
export function answerTo(conditions: readonly ChoiceCondition[]): AnsweredChoice {
  const has = (result: Result) => conditions.some((each) => each.result === result);
  return { answer: has('NOT_MET') ? 'REFUSED' : has('UNDECIDED') ? 'COUNCIL_DISCRETION' : 'ALLOWED', conditions };
}

/**
 * How a choice stands that the council finds unreasonable: it is refused whatever else holds, so that nothing is asked again and
 * the other conditions are told as they were when it was recorded. [CHOI-07]
 */
export function foundUnreasonable(conditions: readonly ChoiceCondition[]): AnsweredChoice {
  return failed(conditions, 'REASONABLE');
}

/** How a choice stands of which the council finds no circumstances exceptional: it is refused, likewise. [CHOI-06] */
export function notExceptional(conditions: readonly ChoiceCondition[]): AnsweredChoice {
  return failed(conditions, 'TOP_UP');
}

function failed(conditions: readonly ChoiceCondition[], id: ChoiceConditionId): AnsweredChoice {
  const decided = (each: ChoiceCondition) => (each.id === id ? { ...each, result: met(false) } : each);
  return { answer: 'REFUSED', conditions: conditions.map(decided) };
}

const NOT_MET: Readonly<Record<ChoiceConditionId, readonly [code: string, message: string, field: string]>> = {
  NOT_INADEQUATE: [
    'PROVIDER_INADEQUATE',
    'CQC rates this provider Inadequate: nobody can be placed with it, or choose it.',
    'input.providerId',
  ],
  DIRECT_PAYMENT: [
    'DIRECT_PAYMENT_NEEDED',
    'Another provider of home support is chosen by a direct payment alone: give the day on which it was set up.',
    'input.directPaymentSetUpOn',
  ],
  ON_SITE_PROVIDER: [
    'NOT_THE_ON_SITE_PROVIDER',
    'Another provider of supported living is the one that comes with the scheme that the person chose: name that scheme.',
    'input.schemeId',
  ],
  TOP_UP: [
    'TOP_UP_NOT_SETTLED',
    'The price is above the standard fee: say which of the person and their advocate understands it, with the signed agreement of a third party, or put exceptional circumstances to the council.',
    'input.topUp',
  ],
  REASONABLE: ['CHOICE_REASON_MISSING', 'Say why the person wants this provider; name nobody.', 'input.reason'],
};

/** One refusal for each condition that does not hold, under its rule. [CHOI-02] */
export function conditionRefusals(conditions: readonly ChoiceCondition[]): readonly Refusal[] {
  return conditions.flatMap(({ id, rule, result }) => {
    const [code, message, field] = NOT_MET[id];
    return result === 'NOT_MET' ? [refuse(rule, code, message, field)] : [];
  });
}

/**
 * Refuses what does not belong to the category: a direct payment for anything but home support, which a care home never is
 * paid by, a scheme for anything but supported living, and a home for anything but a place in one, of which it says where the
 * person would live. [CHOI-04, CHOI-05, CHOI-06; 000 ¶9a]
 */
export function notOfCategoryRefusals(
  category: ProviderCategory,
  given: {
    readonly directPaymentSetUpOn: string | null;
    readonly schemeId: string | null;
    readonly homeId: string | null;
  },
): readonly Refusal[] {
  const isPlace = category === 'CARE_HOME_WITHOUT_NURSING' || category === 'CARE_HOME_WITH_NURSING';
  return [
    ...(given.homeId === null && isPlace ? [HOME_MISSING] : []),
    ...(given.homeId !== null && !isPlace ? [NO_HOME] : []),
    ...(given.directPaymentSetUpOn !== null && category !== 'HOME_SUPPORT' ? [NO_DIRECT_PAYMENT] : []),
    ...(given.schemeId !== null && category !== 'CARE_AND_SUPPORT_SUPPORTED_LIVING' ? [NO_SCHEME] : []),
  ];
}

/** What follows an alternative that is allowed: no council placement, the award of its own tender, or it is asked alone. */
export type AlternativeStep = 'DIRECT_PAYMENT' | 'AWARD' | 'ASK_ALONE';

/** What follows an alternative that is allowed. [CHOI-04, CHOI-05, CHOI-06] */
export function alternativeStep(category: ProviderCategory, bidId: string | null): AlternativeStep {
  if (category === 'HOME_SUPPORT') return 'DIRECT_PAYMENT';
  return bidId === null ? 'ASK_ALONE' : 'AWARD';
}

/** An answer of this provider's own says that it cannot meet the needs, or failed a gate. */
const SAYS_NO: readonly BidState[] = ['DECLINED', 'INELIGIBLE', 'STOOD_DOWN', 'UNDER_EVALUATION'];

/**
 * Refuses, where the council would place the person, a provider that is shown already, and one that has answered and not
 * confirmed that it can meet the needs: who was silent, late or never asked may still be asked alone. [CHOI-01, CHOI-10, ROUT-25]
 *
 * @param own its answer in this stage; null if it made none
 */
export function alternativeBidRefusal(
  category: ProviderCategory,
  own: { readonly state: BidState; readonly isPassing: boolean; readonly isShown: boolean } | null,
): Refusal | undefined {
  if (own?.isShown) return TOP_RANKED;
  if (category === 'HOME_SUPPORT' || !own || own.isPassing) return undefined;
  return SAYS_NO.includes(own.state) ? SAID_NO : undefined;
}

/** The longest explanation of a decision. */
export const EXPLANATION_CHARACTERS = 1000;

/**
 * Why a decision on an alternative is not taken: none waits for it, or something was chosen since; or, for a refusal, it does
 * not explain itself. Its words tell nobody's data. [CHOI-07, IDG-05]
 */
export function decisionRefusals(facts: {
  /** Whether this choice is the latest of its call-off, is for the council to decide, and is not decided. */
  readonly awaitsDecision: boolean;
  readonly decision: Reasonableness;
  readonly explanation: string;
}): readonly Refusal[] {
  const { awaitsDecision, decision, explanation } = facts;
  if (!awaitsDecision) return [NOTHING_TO_DECIDE];
  const { length } = explanation.trim();
  return [
    ...((decision === 'UNREASONABLE' && length === 0) || length > EXPLANATION_CHARACTERS ? [NOT_EXPLAINED] : []),
    ...councilTextRefusals(explanation, 'input.explanation'),
  ];
}

/** The register does not know the provider, so that its rating cannot be read. [CHOI-03] */
export const PROVIDER_NOT_KNOWN = refuse(
  'CHOI-03',
  'PROVIDER_NOT_KNOWN',
  "Choose a provider that is on this council's register: its rating must be known.",
  'input.providerId',
);
/** The chosen provider has no such home, as far as the council knows. [CHOI-06] */
export const HOME_NOT_KNOWN = refuse(
  'CHOI-06',
  'HOME_NOT_KNOWN',
  "Choose a home of this provider's that is on the council's register.",
  'input.homeId',
);
/** Whoever must be asked did not answer. [CHOI-03] */
export const CHOICE_FACTS_UNAVAILABLE = refuse(
  'CHOI-03',
  'FACTS_UNAVAILABLE',
  'Current facts about the provider could not be read; send the same request again shortly.',
);
/** On this route nobody else can be chosen. [CHOI-02] */
export const NO_ALTERNATIVE_ON_ROUTE = refuse(
  'CHOI-02',
  'NO_ALTERNATIVE_ON_ROUTE',
  'On this route only an offer of the call-off is chosen.',
  'input.callOffId',
);
/** A provider was asked alone already. [CHOI-05] */
export const ASKED_ALONE_ALREADY = refuse(
  'CHOI-05',
  'ASKED_ALONE_ALREADY',
  'A provider that the person chose was asked alone already: withdraw this call-off and publish a new one.',
  'input.callOffId',
);

const HOME_MISSING = refuse(
  'CHOI-06',
  'HOME_MISSING',
  'Name the home in which the person wants to live.',
  'input.homeId',
);
const NO_HOME = refuse(
  'CHOI-06',
  'HOME_NOT_HERE',
  'A home is chosen for a place in one alone: leave it out.',
  'input.homeId',
);
const NO_DIRECT_PAYMENT = refuse(
  'CHOI-04',
  'DIRECT_PAYMENT_NOT_HERE',
  'A direct payment is for home support alone, and never for a care home: leave it out.',
  'input.directPaymentSetUpOn',
);
const NO_SCHEME = refuse(
  'CHOI-05',
  'SCHEME_NOT_HERE',
  'A scheme is for supported living alone: leave it out.',
  'input.schemeId',
);
const TOP_RANKED = refuse(
  'CHOI-01',
  'TOP_RANKED',
  'This provider is one of the top ranked: record the choice of its tender.',
  'input.providerId',
);
const SAID_NO = refuse(
  'CHOI-10',
  'NOT_AN_OFFER',
  'This provider has answered, and not confirmed that it can meet the needs.',
  'input.providerId',
);
const NOTHING_TO_DECIDE = refuse(
  'CHOI-07',
  'NOTHING_TO_DECIDE',
  'Only the latest choice of a call-off is decided, while it awaits that.',
  'input.choiceId',
);
const NOT_EXPLAINED = refuse(
  'CHOI-07',
  'NOT_EXPLAINED',
  `Explain to the person why the choice is refused, in at most ${EXPLANATION_CHARACTERS} characters; name nobody.`,
  'input.explanation',
);
