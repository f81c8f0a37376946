import type { Role } from '../../../../kernel/identity/caller.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { NeedProfile, ServiceType, Together } from '../../../../schema/events/cases.js';
import type { CallOffRoute, StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import type { InvolvementEntry } from '../awards/involvement.js';
import type { AnswerForm } from '../bids/answer-form.js';
import type { Scorer } from '../evaluation/scorer.js';
import type { AwardRefusalReason } from '../invitations/decline.js';

/** What is known of the care when its route is chosen. */
export interface RoutedCare {
  readonly serviceType: ServiceType;
  readonly need: Pick<NeedProfile, 'urgency' | 'careType' | 'discharge' | 'home' | 'specialist'>;
  /** With whom it is sought; null, or left out, by itself (ROUT-37, ROUT-39). */
  readonly together?: Together | null;
}

/**
 * One procedure by which care is sourced, as the document says it that the council works by. Whatever opens stages, asks
 * providers, runs clocks and takes answers reads it here, and knows no route by name. [ROUT-01, ROUT-02]
 */
export interface RouteDefinition {
  readonly route: CallOffRoute;
  /** What it sources at all, whoever chooses it. */
  readonly serviceTypes: readonly ServiceType[];
  /** Whether care of these types goes by it, unless a broker chooses another route (ROUT-02). */
  readonly takes: (care: RoutedCare) => boolean;
  /**
   * Whether it seeks the packages of several people at once, in one call-off that is bid for and awarded as one: of a scheme, or of
   * a small group. Left out, one package by itself. (ROUT-37, ROUT-39)
   */
  readonly together?: Together['kind'];
  /** What the request must have said for it, and has not. */
  readonly requestRefusal?: (care: RoutedCare) => Refusal | undefined;
  /**
   * When a provider may read the request itself: once it has the award (IDG-03); before, if it asks for it (IDG-04); or once its
   * home is the preferred one, which is sent it, and no other (ROUT-32).
   */
  readonly disclosure: 'ON_AWARD' | 'ON_REQUEST' | 'TO_THE_PREFERRED';
  /** What its broker sets before it is published. Left out, it is published as soon as the request is ready. */
  readonly prepared?: PreparationDefinition;
  /** What an answer says, and is measured by. */
  readonly answer: AnswerForm;
  /** Whom it asks, one after the other: the next is asked once nobody of the stage before it can be given the package. */
  readonly stages: readonly [StageDefinition, ...StageDefinition[]];
  /** An earlier limit than the close: whoever has not answered by then is reminded. Otherwise that is shortly before the close. */
  readonly target?: Clock<'WIN-05/target'>;
  /** Why it may be declined, if not for any of the reasons that a decline has (ROUT-13). */
  readonly declines?: { readonly reasons: readonly AwardRefusalReason[]; readonly refusal: Refusal };
  /** What an answer must pass, by people's judgement, before anybody may choose it. */
  readonly gate?: GateDefinition;
  /** Whether an award above the individual budget needs an approval (ROUT-45). */
  readonly withinBudget?: true;
  /** Whether a place in a home above the council's standard fee is awarded only once its top-up is settled (CHOI-06). */
  readonly topUps?: true;
  /** Whether invitees are told what all of it may cost: they deliver outcomes within that (ISF-01). */
  readonly tellsBudget?: true;
  /** Who chooses among those who could take it, before the broker awards. Left out, the broker does, in the order of the stage. */
  readonly choice?: ChoiceDefinition;
  /** Whether care begins on a day that is agreed with the winner, and given with the award (ROUT-40, AWRD-06). */
  readonly agreesStart?: true;
  /** What the provider must have done before care may begin, beside confirming when it does: its own assessment (ROUT-29). */
  readonly assesses?: true;
}

export interface StageDefinition {
  readonly kind: StageKind;
  readonly window: Clock<'WIN-01' | 'WIN-05' | 'WIN-10' | 'WIN-11' | 'WIN-12' | 'WIN-13'>;
  /** Whether its window is shorter than usual for this care: its broker is warned (ROUT-21). Left out, it never is. */
  readonly isShortened?: (care: RoutedCare) => boolean;
  /** What becomes of answers that come after the window: refused; or welcome until somebody is chosen, and chased until then. */
  readonly late: 'REFUSED' | 'CHASED';
  /**
   * Whether it asks nobody by itself: it proposes the best of those who could take the package, at most so many, and asks the
   * one alone that is preferred; after a no it proposes anew, without who said it. Fewer than `wanted` are flagged. (ROUT-30,
   * ROUT-33, ROUT-35)
   */
  readonly proposes?: (policy: Policy) => { readonly most: number; readonly wanted: number };
  /** Whether it is asked at all: for a need of this patch, at a council with this policy. Left out, it always is. */
  readonly isAsked?: (patch: string, policy: Pick<Policy, 'patch' | 'route'>) => boolean;
}

/**
 * How long after the opening of a stage, and the rule that says so: minutes by the council's bid clock (WIN-09), or whole
 * working days, to the end of the last (WIN-21). What is sought may decide the minutes (WIN-10).
 */
export type Clock<Rule extends string> = { readonly rule: Rule } & (
  | { readonly minutes: (policy: Policy, care: RoutedCare) => number }
  | {
      readonly workingDays: (policy: Policy) => number;
      /** Whether the broker states the end, and this is the least that the broker may leave without saying why (WIN-11). */
      readonly stated?: true;
    }
);

/** What is set on a call-off before it is published: split, questions, deadline and reference. [EVAL-07, ROUT-44, WIN-11] */
export interface PreparationDefinition {
  /** The rule by which the procurement portal's reference is kept. */
  readonly portal: 'ROUT-41' | 'ROUT-42';
  /** Who sets the questions: the person with the social worker, who are then on record (ROUT-44), or those who score them. */
  readonly questionsBy: 'PERSON' | 'PANEL';
  /** Whether the members of one lot are asked, which the broker names (PROV-19). */
  readonly lots: boolean;
}

/**
 * What an answer must pass before anybody may choose it: a check against the person's needs (ROUT-43), a meeting with the
 * person of those that were shortlisted by their scores (ROUT-38), or the scores of every member of a panel and the result that
 * it agreed on (ROUT-40). [EVAL-08, EVAL-09, EVAL-10, CHOI-10]
 */
export interface GateDefinition {
  readonly kind: 'NEEDS_CHECK' | 'MEET_AND_GREET' | 'PANEL';
  /** Who of the council records how an answer was judged. */
  readonly assessedBy: readonly Role[];
  /** Who must have been among those who scored (EVAL-08, ROUT-40). */
  readonly scorers: readonly Scorer[];
}

/** Who decides, by the procedure. [CHOI-08] */
export interface ChoiceDefinition {
  /** Who of the council records what was decided. */
  readonly recordedBy: readonly Role[];
  /** The rule that no award is made without it. */
  readonly rule: string;
  /** Among what: answers that passed; or proposals, of which the chosen one is asked only then. Left out, answers. */
  readonly among?: 'ANSWERS' | 'PROPOSALS';
  /** By which event it is told that a choice can be made; left out, by `OffersReadyForPractitioner` (NTF-10). */
  readonly told?: 'ChoiceRequested';
  /** How many of the offers that come first the person is shown, and chooses among (ROUT-25); left out, all of them. */
  readonly shown?: (policy: Policy) => number;
  /** That another provider may be chosen than those shown (CHOI-02), and how one is asked that made no offer. */
  readonly alternatives?: { readonly stage: StageDefinition };
  /** Who of the person's side decides; left out, any of them. */
  readonly decidedBy?: ReadonlyArray<InvolvementEntry['who']>;
}
