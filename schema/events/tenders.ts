import type { Route } from '../policy.js';
import type { NeedProfile, NightRates } from './cases.js';
import type { NewEvent } from './envelope.js';

/** What the tenders subgraph tells the others, and through `callOffFeed` the providers. */

export const CALL_OFF_ROUTES = [
  'PATCH',
  'FRAMEWORK',
  'D2A_PATCH',
  'C2P_DOMICILIARY',
  'RESIDENTIAL_MATCH',
  'RESPITE_MATCH',
  'MICRO_PROCUREMENT',
  'SPECIALIST_FRAMEWORK',
  'DPS_INDIVIDUAL',
  'DPS_SMALL_GROUP',
  'DPS_SCHEME',
] as const satisfies readonly Route[];
/** The routes of ROUT-01 that this hub can run today; each council opens some of them. */
export type CallOffRoute = (typeof CALL_OFF_ROUTES)[number];

export const STAGES = [
  'PATCH',
  'OTHER_PATCHES',
  'FRAMEWORK',
  'AGENCIES',
  'HOMES',
  'LONG_LIST',
  'CHOSEN_PROVIDER',
  'OPEN_FRAMEWORK',
  'DPS',
] as const;
export type StageKind = (typeof STAGES)[number];

export const CHOICE_ANSWERS = ['ALLOWED', 'REFUSED', 'COUNCIL_DISCRETION'] as const;
/** CHOI-02: whether a choice is allowed, is not, or is for the council to decide. */
export type ChoiceAnswer = (typeof CHOICE_ANSWERS)[number];

interface OfCallOff {
  readonly callOffId: string;
  /** The package that is sought; of several that are sought together, the one that asked first of those that are left. */
  readonly packageId: string;
}
/** What befalls every package that a call-off is for. */
interface OfItsPackages extends OfCallOff {
  /** The others that are sought with it (ROUT-37, ROUT-39); left out where it is sought by itself. */
  readonly alongside?: readonly string[];
}
/** Every package that a call-off is for: the one, or all that are sought together. [ROUT-37, ROUT-39] */
export function packagesOf({
  packageId,
  alongside = [],
}: Pick<OfItsPackages, 'packageId' | 'alongside'>): readonly string[] {
  return [packageId, ...alongside];
}

/** Told of one stage, so that whoever was asked in it reads the advert of that stage and of none after it. */
interface OfStage extends OfCallOff {
  readonly stage: StageKind;
}

/** NTF-01: a stage opened; every invitee of it has this one instant (WIN-04). */
export type CallOffPublished = NewEvent<
  'CallOffPublished',
  OfStage & {
    readonly route: Route;
    readonly version: number;
    readonly opensAt: string;
    readonly closesAt: string;
    /** The home that is asked, on a route to homes; left out on any other. */
    readonly homeId?: string;
  }
>;
/** NTF-02. `changed` names the fields of the need that changed, and `people` if others are sought together now (ROUT-39). */
export type CallOffAmended = NewEvent<
  'CallOffAmended',
  OfStage & {
    readonly version: number;
    readonly closesAt: string;
    readonly changed: readonly string[];
    readonly need: NeedProfile;
  }
>;
/** NTF-02: the clock of a stage begins anew (WIN-04), or stood still while the hub was away (NFR-07), for all of it. */
export type CallOffWindowMoved = NewEvent<
  'CallOffWindowMoved',
  OfStage & {
    readonly opensAt: string;
    readonly closesAt: string;
    readonly reasonCode: 'RESTARTED' | 'HUB_OUTAGE';
  }
>;
/** NTF-03, to invitees without a response. */
export type CallOffClosingSoon = NewEvent<'CallOffClosingSoon', OfStage & { readonly closesAt: string }>;
/** NTF-03 for D2A at its target (WIN-05). */
export type D2aTargetReached = NewEvent<'D2aTargetReached', OfStage & { readonly closesAt: string }>;
/** NTF-04. Names nobody who declined. */
export type CallOffStageEscalated = NewEvent<
  'CallOffStageEscalated',
  OfCallOff & { readonly from: StageKind; readonly to: StageKind }
>;
/** NTF-05: the receipt; content stays sealed (IDG-23). */
export type BidReceived = NewEvent<'BidReceived', OfStage & { readonly bidId: string; readonly receivedAt: string }>;
/** IDG-04, to cases: an invitee asks for the request form, or may read it again: the winner gave the award back, or its suspension is over. */
export type SrfRequested = NewEvent<
  'SrfRequested',
  OfCallOff & { readonly providerId: string; readonly requestedBy: string }
>;
/** IDG-04, IDG-05, to cases: it has said no, was not chosen or is suspended, and reads the form no more. */
export type SrfRecalled = NewEvent<'SrfRecalled', OfCallOff & { readonly providerId: string }>;
/** WIN-13: the reply time has passed; to those who have not answered, and to brokers. Later replies are welcome. */
export type CallOffReplyOverdue = NewEvent<'CallOffReplyOverdue', OfStage & { readonly closesAt: string }>;
/** NTF-10, to the practitioner and brokers: so many offers may be chosen, or homes preferred. Told again when a late one joins them, or homes are matched again. */
export type OffersReadyForPractitioner = NewEvent<'OffersReadyForPractitioner', OfStage & { readonly offers: number }>;
/** NTF-13, to the practitioner and brokers: so many tenders passed, and so many of them, the top ranked, are shown to the person (ROUT-25). */
export type ChoiceRequested = NewEvent<
  'ChoiceRequested',
  OfStage & { readonly offers: number; readonly shown: number }
>;
/** NTF-13, to the practitioner, brokers and commissioners: which offer was chosen (CHOI-08); no `bidId` where it is a provider that made none. */
export type ChoiceRecorded = NewEvent<
  'ChoiceRecorded',
  OfStage & { readonly bidId: string | null; readonly choiceId: string }
>;
export const HOME_DECISIONS = ['WILL_ASSESS', 'SUITABLE', 'UNSUITABLE'] as const;
/** What a home that was asked has decided (ROUT-32, ROUT-33). */
export type HomeDecisionKind = (typeof HOME_DECISIONS)[number];
/** ROUT-32, to the home's own people, the practitioner and brokers: what the home that was asked has decided. */
export type HomeDecided = NewEvent<
  'HomeDecided',
  OfStage & { readonly bidId: string; readonly homeId: string; readonly decision: HomeDecisionKind }
>;
/**
 * CHOI-02, CHOI-06, CHOI-07, to the practitioner, brokers and commissioners: how a choice stands once the council has decided on it: whether
 * another provider is a reasonable choice, or the circumstances in which a dearer home is chosen are exceptional.
 */
export type AlternativeDecided = NewEvent<
  'AlternativeDecided',
  OfStage & { readonly choiceId: string; readonly answer: ChoiceAnswer }
>;
/** CHOI-04, to the practitioner and brokers, and to cases: the person takes a direct payment, and no provider is sought any more. */
export type DirectPaymentChosen = NewEvent<'DirectPaymentChosen', OfStage & { readonly choiceId: string }>;
/** NTF-11, to the social worker and brokers: so many responses are to be assessed against the person's needs (ROUT-43). */
export type NeedsCheckRequested = NewEvent<'NeedsCheckRequested', OfStage & { readonly responses: number }>;
/** NTF-12, to one shortlisted bidder and brokers: it is invited to meet the person; never who that is. */
export type MeetAndGreetInvited = NewEvent<'MeetAndGreetInvited', OfStage & { readonly bidId: string }>;
/** NTF-12, to the same bidder, brokers and the practitioner: what came of its meeting. */
export type MeetAndGreetOutcome = NewEvent<
  'MeetAndGreetOutcome',
  OfStage & { readonly bidId: string; readonly reasonCode: 'CONFIRMED' | 'DECLINED' }
>;
/** NTF-06, to brokers; to practitioners and commissioners as well where they score what came (EVAL-10, ROUT-40). */
export type CallOffClosed = NewEvent<
  'CallOffClosed',
  OfStage & {
    readonly bids: number;
    readonly declined: number;
    readonly noResponse: number;
  }
>;
/** NTF-07, to one bidder, of its own bid; and to an invitee that stands down because of an amendment (WIN-14). */
export type BidOutcome = NewEvent<
  'BidOutcome',
  OfStage & {
    readonly bidId: string;
    readonly outcome: 'WON' | 'UNSUCCESSFUL' | 'NOT_YET_DECIDED' | 'INELIGIBLE';
    readonly reasonCode: string;
  }
>;
export const DECLINE_KINDS = ['CAPACITY', 'UNSUITABLE'] as const;
/** ROUT-13: whether the provider had no room, or the package did not suit it. */
export type DeclineKind = (typeof DECLINE_KINDS)[number];
/**
 * ROUT-12, to monitoring: a decline, a refusal after award, or silence. Told once the stage takes no more answers, and
 * not before (IDG-23).
 */
export type InvitationDeclined = NewEvent<
  'InvitationDeclined',
  OfStage & {
    readonly providerId: string;
    readonly patch: string;
    readonly response: 'DECLINED' | 'NO_RESPONSE' | 'REFUSED_AFTER_AWARD';
    readonly reasonCode: string | null;
    /** Null without a reason, as silence is. */
    readonly kind: DeclineKind | null;
    /** Whether its provider passed every check then; an invitation from which it was gated is not held against it (CM-06). */
    readonly eligible: boolean;
    /** When it was answered, or when the time to answer ended. */
    readonly answeredAt: string;
  }
>;
/** ROUT-12, the other side of the measure: a bid was made. */
export type InvitationAnswered = NewEvent<
  'InvitationAnswered',
  OfStage & { readonly providerId: string; readonly patch: string }
>;
/** One of the placements that an award for several packages opens. [AWRD-01, ROUT-39, ISF-03] */
export interface AwardedPlacement {
  readonly packageId: string;
  readonly placementId: string;
  readonly need: NeedProfile;
  /** `HH:MM` of the first call of a day. */
  readonly startTime: string;
  /** What a week of this person's support costs: the own part of the bid, and a share of what is for all. */
  readonly weeklyPricePence: number;
  /** The share of the scheme's core support, which is paid to the provider; null of a small group. */
  readonly coreSharePence: number | null;
}
/**
 * AWRD-11, PAY-09: what a place in a home costs above the council's standard fee, as it was settled when it was awarded; never who
 * pays it, nor why nobody does. Dates are `YYYY-MM-DD`.
 */
export interface AwardedTopUp {
  /** Pence a week: the price of the place less the fee. */
  readonly weeklyPence: number;
  readonly standardFeePence: number;
  /** The fee's kind with the first day of its version, such as `NURSING 2026-04-01`. */
  readonly feeVersion: string;
  /** A third party has signed for it, or the council has granted exceptional circumstances and bears it (CHOI-06). */
  readonly ground: (typeof TOP_UP_GROUNDS)[number];
  /** When the third party was asked; null of what was granted. */
  readonly requestedOn: string | null;
  /** When it was signed, or granted. */
  readonly settledOn: string;
}
export const TOP_UP_GROUNDS = ['SIGNED', 'GRANTED'] as const;

/** AWRD-01, to brokers: cases opens the placement, under the id that tenders gave it; providers counts the hours. */
export type CallOffAwarded = NewEvent<
  'CallOffAwarded',
  OfStage & {
    readonly awardId: string;
    readonly placementId: string;
    readonly bidId: string;
    readonly providerId: string;
    readonly weeklyWorkerMinutes: number;
    readonly hourlyRatePence: number | null;
    readonly nightRatesPence: NightRates;
    /** The winner's offered start: `YYYY-MM-DD` and `HH:MM`. */
    readonly startDate: string;
    readonly startTime: string;
    /**
     * After a discharge: `YYYY-MM-DD`, the first day on which the winner may be held to a first call, since it was
     * notified in time; any earlier call is by agreement (WIN-06, WIN-07). Null for any other need.
     */
    readonly firstCallRequiredFrom: string | null;
    readonly need: NeedProfile;
    readonly policyVersion: string;
    readonly emergency: boolean;
    /** Whether the winner assesses first, and confirms the first call after that (ROUT-29); left out is no. */
    readonly assesses?: boolean;
    /** The home, of a place in one; left out or null for any other care. */
    readonly homeId?: string | null;
    /**
     * What a week costs where it is bought by the week: a place in a home, or a package at the price of its response
     * (ROUT-46). Null, or left out, where no such price was agreed (AWRD-03).
     */
    readonly weeklyPricePence?: number | null;
    /**
     * Where several packages are sought together, the placement of each, the first of them included: what is above is then of
     * all of them (AWRD-01, ROUT-39). Left out where one is sought by itself.
     */
    readonly placements?: readonly AwardedPlacement[];
    /** Of a place in a home above the standard fee (CHOI-06); left out or null for any other. */
    readonly topUp?: AwardedTopUp | null;
  }
>;
/** AWRD-09, to brokers: the winner cannot proceed; its hours are free again. */
export type AwardRefused = NewEvent<
  'AwardRefused',
  OfItsPackages & { readonly awardId: string; readonly providerId: string; readonly reasonCode: string }
>;
/** SM-2 FAILED, to brokers: nobody can be found; the package is UNFILLED. */
export type CallOffFailed = NewEvent<'CallOffFailed', OfItsPackages>;
/**
 * NTF-38. `replaced`: another call-off of the package opens in the same breath, so the package is sought for still.
 */
export type PackageWithdrawn = NewEvent<
  'PackageWithdrawn',
  OfItsPackages & { readonly reason: string; readonly replaced?: boolean }
>;

export type TendersEvent =
  | CallOffPublished
  | CallOffAmended
  | CallOffWindowMoved
  | CallOffClosingSoon
  | D2aTargetReached
  | CallOffStageEscalated
  | BidReceived
  | SrfRequested
  | SrfRecalled
  | CallOffReplyOverdue
  | OffersReadyForPractitioner
  | ChoiceRequested
  | ChoiceRecorded
  | HomeDecided
  | AlternativeDecided
  | DirectPaymentChosen
  | NeedsCheckRequested
  | MeetAndGreetInvited
  | MeetAndGreetOutcome
  | CallOffClosed
  | BidOutcome
  | InvitationDeclined
  | InvitationAnswered
  | CallOffAwarded
  | AwardRefused
  | CallOffFailed
  | PackageWithdrawn;
