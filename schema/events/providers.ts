import type { GatePurpose, Policy, Rating } from '../policy.js';
import type { CareType, NightRates, ServiceType, ServiceUserGroup, Skill } from './cases.js';
import type { NewEvent } from './envelope.js';

/** The events that the providers subgraph tells. */

export const VEHICLES = [
  'PATCH',
  'FRAMEWORK',
  'FLEXIBLE_CONTRACTING_ARRANGEMENT',
  'OPEN_FRAMEWORK',
  'DPS',
  'SPOT',
  'BLOCK',
  'NOMINATIONS_AGREEMENT',
] as const;
/** PROV-12. */
export type Vehicle = (typeof VEHICLES)[number];

export const PROVIDER_CATEGORIES = [
  'HOME_SUPPORT',
  'CARE_HOME_WITH_NURSING',
  'CARE_HOME_WITHOUT_NURSING',
  'CARE_AND_SUPPORT_SUPPORTED_LIVING',
] as const;
/** PROV-13; the category decides the rules for choice, vacancies and emergencies. */
export type ProviderCategory = (typeof PROVIDER_CATEGORIES)[number];

export const KEY_QUESTIONS = ['SAFE', 'EFFECTIVE', 'CARING', 'RESPONSIVE', 'WELL_LED'] as const;
export type KeyQuestion = (typeof KEY_QUESTIONS)[number];

/** CQC age bands a provider is registered for (PROV-09, AMB-29). */
export const AGE_BANDS = ['CHILDREN_0_18', 'ADULTS_18_PLUS'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/**
 * Where one provider stands with one council: everything an invitation or an award asks of it. The snapshot travels
 * whole on every change, with a version that only grows; the same shape answers the synchronous question at award.
 */
export interface ProviderStanding {
  readonly providerId: string;
  readonly council: string;
  readonly version: number;
  /** Display name of the organisation. */
  readonly name: string;
  readonly registered: boolean;
  readonly overall: Rating;
  readonly keyQuestions: Readonly<Record<KeyQuestion, Rating>>;
  readonly doubts: readonly GateDoubt[];
  readonly ageBands: readonly AgeBand[];
  readonly memberships: ReadonlyArray<{
    readonly vehicle: Vehicle;
    /** Patch code of a PATCH membership, else null. */
    readonly patch: string | null;
    readonly status: MembershipStatus;
    /** `YYYY-MM-DD`, inclusive; `to` null is open. */
    readonly from: string;
    readonly to: string | null;
    /** Codes of the lots of an open framework or DPS that it was admitted to (PROV-19); none of any other vehicle. */
    readonly lots: readonly string[];
    /** Groups of people that it is a specialist for, as it was admitted (PROV-28); none of any other vehicle. */
    readonly expertise: readonly ServiceUserGroup[];
    /** For which it was admitted (PROV-13); left out where it was told before they were. */
    readonly categories?: readonly ProviderCategory[];
  }>;
  /** By what the council puts it on long lists (PROV-14); null if it keeps none, and left out where it was told before. */
  readonly longList?: LongListStanding | null;
  /** `YYYY-MM-DD` on which its latest overall CQC rating was published; null without one, left out where told before. */
  readonly overallRatedOn?: string | null;
  /** The council's latest rating under its Quality Assurance Framework (PROV-34); null if it was never rated. */
  readonly qaf: QafStanding | null;
  readonly groups: readonly string[];
  readonly skills: readonly Skill[];
  /** Every RI item is covered by an active, shared, unexpired plan (PROV-05). */
  readonly improvementPlanCompliant: boolean;
  readonly capacity: {
    /** Declared private worker-minutes a week; null when never declared or too old (PROV-23). */
    readonly privateWeeklyMinutes: number | null;
    readonly declaredAt: string | null;
    /** Worker-minutes a week of live placements, all councils. */
    readonly committedWeeklyMinutes: number;
    /** Log position up to which awards and endings are counted in `committedWeeklyMinutes`. */
    readonly countedTo: number;
  };
  /** Blended hourly rate in pence, by care type, in force today; a provider has one price across types (AMB-41). */
  readonly blendedRatePence: Readonly<Record<string, number>>;
  /** What a whole night costs, in force today (PROV-32). */
  readonly nightRatesPence: NightRates;
  /** An unresolved query on an artificially low rate holds awards (PROV-33). */
  readonly lowRateQueryOpen: boolean;
}

/** What a member gives, and where, as its council's long lists read it. [PROV-14] */
export interface LongListStanding {
  readonly serviceTypes: readonly ServiceType[];
  /** Codes of the patches that it covers; null is the whole borough. */
  readonly patches: readonly string[] | null;
}

/** A QAF rating as a ranking reads it: one that has expired ranks below all others (EVAL-06). */
export interface QafStanding {
  /** 0 to `max`, the scale of its day. */
  readonly score: number;
  readonly max: number;
  /** As the council calls it; null if its score lies below all bands. */
  readonly band: string | null;
  /** `YYYY-MM-DD`; the day of expiry is the last on which it counts. */
  readonly assessedOn: string;
  readonly expiresOn: string;
  readonly expired: boolean;
}

/** Any change of the above. Closes or opens eligibility at once. */
export type ProviderStandingChanged = NewEvent<'ProviderStandingChanged', ProviderStanding>;
/** PROV-03, NTF-27. */
export type CqcRatingChanged = NewEvent<
  'CqcRatingChanged',
  { readonly providerId: string; readonly locationId: string; readonly from: Rating; readonly to: Rating }
>;
export const GATE_ANSWERS = ['ALLOW', 'WARN', 'BLOCK'] as const;
/** What CQC says of a registered location that makes its use doubtful: it gives no care at present, or has no manager. */
export const GATE_DOUBTS = ['DORMANT', 'NO_REGISTERED_MANAGER'] as const;
export type GateDoubt = (typeof GATE_DOUBTS)[number];
/** PROV-08: whether a provider may be used for a purpose. */
export type GateAnswer = (typeof GATE_ANSWERS)[number];

/** What a council answers to one CQC rating: Inadequate blocks, whatever its matrix says (PROV-07, PROV-08). */
export function answerToRating(gate: Policy['cqc']['gate'], purpose: GatePurpose, rating: Rating): GateAnswer {
  return rating === 'INADEQUATE' ? 'BLOCK' : gate.matrix[purpose][rating];
}

/** PROV-08, NTF-27. `reason` is what decided the new answer: a rating, or what else CQC says of the location. */
export type GateChanged = NewEvent<
  'GateChanged',
  {
    readonly providerId: string;
    readonly purpose: GatePurpose;
    readonly from: GateAnswer;
    readonly to: GateAnswer;
    readonly reason: Rating | 'NOT_REGISTERED' | GateDoubt;
  }
>;
/** PROV-04: a member is rated below Good, and has no improvement plan that complies with PROV-05. */
export type MinimumRatingBroken = NewEvent<
  'MinimumRatingBroken',
  { readonly providerId: string; readonly overall: Rating }
>;
/** PROV-07: overall Inadequate opens a full contract review. */
export type ContractReviewTriggered = NewEvent<
  'ContractReviewTriggered',
  { readonly providerId: string; readonly kind: 'FULL'; readonly rule: 'PROV-07' }
>;
/** NTF-28: 90% and 100% of the ceiling. */
export type CapacityCeilingNear = NewEvent<
  'CapacityCeilingNear',
  { readonly providerId: string; readonly pct: number }
>;
export type CapacityCeilingReached = NewEvent<
  'CapacityCeilingReached',
  { readonly providerId: string; readonly pct: number }
>;
/** PROV-23: the declaration of this instant has grown too old, so private hours count as undeclared. */
export type PrivateHoursOverdue = NewEvent<
  'PrivateHoursOverdue',
  { readonly providerId: string; readonly declaredAt: string }
>;
/** PROV-33. */
export type LowRateQueryOpened = NewEvent<
  'LowRateQueryOpened',
  { readonly providerId: string; readonly queryId: string; readonly careType: CareType }
>;
export type LowRateQueryClosed = NewEvent<
  'LowRateQueryClosed',
  { readonly providerId: string; readonly queryId: string; readonly careType: CareType }
>;

/** Best first. */
export const MEMBERSHIP_STATUSES = ['ADMITTED', 'SUSPENDED', 'EXITED'] as const;
/** SM-5, from admission on. */
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number];
/** PROV-12, SM-5: a membership as it now stands: admitted, suspended, restored or ended. */
export type MembershipChanged = NewEvent<
  'MembershipChanged',
  {
    readonly providerId: string;
    readonly membershipId: string;
    readonly vehicle: Vehicle;
    /** Patch code of a PATCH membership, else null. */
    readonly patch: string | null;
    readonly status: MembershipStatus;
    /** `YYYY-MM-DD`, inclusive; `to` null is open. */
    readonly from: string;
    readonly to: string | null;
  }
>;

/** The vehicles that providers join by an application (PROV-26, PROV-27). */
export const APPLIED_FOR = ['OPEN_FRAMEWORK', 'DPS'] as const satisfies readonly Vehicle[];
export type AppliedFor = (typeof APPLIED_FOR)[number];
export const APPLICATION_STATES = [
  'DRAFT',
  'SUBMITTED',
  'DUE_DILIGENCE',
  'QUALITY_EVALUATION',
  'APPROVED',
  'ADMITTED',
  'REJECTED',
  'WITHDRAWN',
] as const;
/** SM-5, up to admission: an application for an open framework or a DPS. */
export type ApplicationState = (typeof APPLICATION_STATES)[number];
/**
 * NTF-36, SM-5: an application as it now stands; `windowId` once it is in a window. A draft is told to its author
 * alone.
 */
export type MembershipDecision = NewEvent<
  'MembershipDecision',
  {
    readonly providerId: string;
    readonly applicationId: string;
    readonly frameworkId: string;
    readonly vehicle: AppliedFor;
    readonly applicationState: ApplicationState;
    readonly windowId: string | null;
  }
>;
/** PROV-26: an evaluator has scored an application; by how much is no matter of the log. Told to nobody. */
export type ApplicationScored = NewEvent<'ApplicationScored', { readonly applicationId: string }>;
/**
 * NTF-36, PROV-29: a window has opened; whoever submits by `closesAt`, the instant itself included, is evaluated in it.
 */
export type WindowOpening = NewEvent<
  'WindowOpening',
  {
    readonly frameworkId: string;
    readonly windowId: string;
    readonly vehicle: AppliedFor;
    readonly opensAt: string;
    readonly closesAt: string;
  }
>;
/** PROV-29: a window has closed with these applications in it, by their ids. Never told to a provider. */
export type WindowClosed = NewEvent<
  'WindowClosed',
  { readonly frameworkId: string; readonly windowId: string; readonly applicationIds: readonly string[] }
>;
export const FRAMEWORK_CHANGES = ['OPENED', 'WINDOW_ADDED', 'LOT_REMOVED', 'TERMS_REVISED'] as const;
export type FrameworkChange = (typeof FRAMEWORK_CHANGES)[number];
/**
 * PROV-19, PROV-26: a council opened an open framework or a DPS, gave it another window, took a lot out of it, or revised
 * its standard terms; `detail` is the code of the lot, or the version of the terms.
 */
export type OpenFrameworkChanged = NewEvent<
  'OpenFrameworkChanged',
  {
    readonly frameworkId: string;
    readonly vehicle: AppliedFor;
    readonly frameworkChange: FrameworkChange;
    readonly detail: string | null;
  }
>;

export const SHUT_OUT_REASONS = ['NOT_REGISTERED', 'SUSPENDED', 'EXITED'] as const;
/** Why a provider may no longer see what a council publishes. */
export type ShutOutReason = (typeof SHUT_OUT_REASONS)[number];
/** The provider may no longer see, or may again see, what this council publishes (SM-5 SUSPENDED, PROV-02). */
export type ProviderSuspended = NewEvent<
  'ProviderSuspended',
  { readonly providerId: string; readonly reason: ShutOutReason }
>;
export type ProviderRestored = NewEvent<'ProviderRestored', { readonly providerId: string }>;

/** PROV-01: a provider came on the register, for all councils. */
export type ProviderRegistered = NewEvent<
  'ProviderRegistered',
  { readonly providerId: string; readonly cqcLocationId: string }
>;
/**
 * PROV-01: a provider's own record was amended, with what changed in it; of contacts, only the fact that they changed.
 * Told to each council in which it is a member.
 */
export type ProviderAmended = NewEvent<
  'ProviderAmended',
  {
    readonly providerId: string;
    readonly version: number;
    readonly changed: ReadonlyArray<{ readonly part: string; readonly before: unknown; readonly after: unknown }>;
  }
>;
/** PROV-05: from now on the provider owes a plan for these ratings, to be shared by this instant at the latest. */
export type ImprovementPlanRequired = NewEvent<
  'ImprovementPlanRequired',
  {
    readonly providerId: string;
    readonly planId: string;
    readonly items: ReadonlyArray<'OVERALL' | KeyQuestion>;
    readonly shareBy: string;
  }
>;
/** PROV-05: the ratings that the plan is to improve, and its last day, `YYYY-MM-DD`. Told again for each new draft. */
export type ImprovementPlanDrafted = NewEvent<
  'ImprovementPlanDrafted',
  {
    readonly providerId: string;
    readonly planId: string;
    readonly items: ReadonlyArray<'OVERALL' | KeyQuestion>;
    readonly endsOn: string;
  }
>;
/** PROV-05: the Quality Assurance Team was given the plan, and the plan is active from now on. */
export type ImprovementPlanShared = NewEvent<
  'ImprovementPlanShared',
  { readonly providerId: string; readonly planId: string }
>;
/** PROV-05: a plan was not shared in time and stays owed, or its last day passed while a rating was still below Good. */
export type ImprovementPlanOverdue = NewEvent<
  'ImprovementPlanOverdue',
  { readonly providerId: string; readonly planId: string; readonly missed: 'SHARING' | 'LAST_DAY' }
>;

/** PROV-32: a price from a date on, `YYYY-MM-DD`; the price that it replaces ends on the day before. A council's own (IDG-26). */
export type RateRecorded = NewEvent<
  'RateRecorded',
  {
    readonly providerId: string;
    readonly kind: 'BLENDED' | 'SLEEP_IN' | 'WAKING_NIGHT' | 'OTHER';
    readonly careTypes: readonly CareType[];
    readonly pence: number;
    readonly from: string;
    readonly to: string | null;
  }
>;
/** PROV-34: a council rated a provider under its Quality Assurance Framework. A council's own (IDG-26). */
export type QafRatingRecorded = NewEvent<
  'QafRatingRecorded',
  {
    readonly providerId: string;
    readonly ratingId: string;
    readonly score: number;
    readonly band: string | null;
    /** `YYYY-MM-DD`: the day of the assessment, and the last day on which it counts. */
    readonly from: string;
    readonly to: string;
  }
>;
export const D2A_OFFER_FAULTS = [
  'NOT_DECLARED',
  'CONTACT_HOURS_SHORT',
  'NO_ANSWERPHONE',
  'NOT_EXPLAINED',
  'CLOSED_ON_A_DAY',
] as const;
/** In what an offer for discharge to assess falls short of what a council asks (WIN-18, WIN-20). */
export type D2aOfferFault = (typeof D2A_OFFER_FAULTS)[number];
/** WIN-18, WIN-20: a provider declared what it offers for discharge to assess; each council hears what it lacks for it. */
export type D2aOfferDeclared = NewEvent<
  'D2aOfferDeclared',
  { readonly providerId: string; readonly faults: readonly D2aOfferFault[] }
>;
export const PLACE_KINDS = ['RESIDENTIAL', 'NURSING', 'RESPITE'] as const satisfies readonly ServiceType[];
/** What kind of place a care home gives: the types of service that are given in a home (PROV-21, PROV-22, ASM-02). */
export type PlaceKind = (typeof PLACE_KINDS)[number];
/** PROV-21: a home came on the register, or what it can do has changed. Told to each council in which its provider is a member. */
export type CareHomeRecorded = NewEvent<
  'CareHomeRecorded',
  { readonly providerId: string; readonly homeId: string; readonly locationId: string }
>;
/** PROV-21: what a place costs a week from a date on, `YYYY-MM-DD`: agreed with the council, or the home's own price for all. */
export type HomePriceRecorded = NewEvent<
  'HomePriceRecorded',
  {
    readonly providerId: string;
    readonly homeId: string;
    readonly placeKind: PlaceKind;
    readonly agreed: boolean;
    readonly pence: number;
    readonly from: string;
  }
>;
/**
 * Where one home stands with one council: everything that matching asks of it. It travels whole on every change, with a
 * version that only grows; the same shape answers the synchronous question at the award. (PROV-21, PROV-22, ROUT-30)
 */
export interface HomeStanding {
  readonly homeId: string;
  readonly providerId: string;
  readonly council: string;
  readonly version: number;
  /** As CQC has it; null until a record was read. */
  readonly name: string | null;
  readonly kinds: readonly PlaceKind[];
  readonly groups: readonly ServiceUserGroup[];
  readonly skills: readonly Skill[];
  /** Code of the council's patch in which it lies; null outside of the borough. */
  readonly patch: string | null;
  readonly registered: boolean;
  readonly overall: Rating;
  readonly keyQuestions: Readonly<Record<KeyQuestion, Rating>>;
  readonly doubts: readonly GateDoubt[];
  /** What a week costs this council by kind, from each day on until the next: what was agreed with it counts before the home's own. */
  readonly prices: ReadonlyArray<{
    readonly kind: PlaceKind;
    readonly agreed: boolean;
    readonly pence: number;
    /** `YYYY-MM-DD`, the first day. */
    readonly from: string;
  }>;
  /** As its provider last stated them; null if it never did. */
  readonly vacancies: {
    readonly statedAt: string;
    /** `YYYY-MM-DD`, the last day on which they are fresh, by the council's policy. */
    readonly freshTo: string;
    readonly free: ReadonlyArray<{ readonly kind: PlaceKind; readonly count: number; readonly from: string }>;
  } | null;
}
/** Any change of the above. */
export type HomeStandingChanged = NewEvent<'HomeStandingChanged', HomeStanding>;
export const STANDARD_FEE_KINDS = ['RESIDENTIAL', 'NURSING'] as const satisfies readonly PlaceKind[];
/** PROV-21: the council's standard fees: without nursing, and with it. */
export type StandardFeeKind = (typeof STANDARD_FEE_KINDS)[number];
/** PROV-21: what the council pays for a place a week from a date on, `YYYY-MM-DD`. */
export type StandardFeeSet = NewEvent<
  'StandardFeeSet',
  { readonly feeKind: StandardFeeKind; readonly pence: number; readonly from: string }
>;
/** PROV-22: the places of a home that are free, in place of what was stated before; `from` is the first day, `YYYY-MM-DD`. */
export type VacanciesDeclared = NewEvent<
  'VacanciesDeclared',
  {
    readonly providerId: string;
    readonly homeId: string;
    readonly statedAt: string;
    readonly vacancies: ReadonlyArray<{
      readonly kind: PlaceKind;
      readonly count: number;
      readonly from: string;
    }>;
  }
>;
/** PROV-22, NTF-29: what the home stated at this instant is too old to count. Told once for each declaration. */
export type VacancyStale = NewEvent<
  'VacancyStale',
  { readonly providerId: string; readonly homeId: string; readonly statedAt: string }
>;
/** PROV-14: the keys by which a member is put on the council's long lists; no `patches` is the whole borough. */
export type LongListKeysRecorded = NewEvent<
  'LongListKeysRecorded',
  {
    readonly providerId: string;
    readonly serviceTypes: readonly ServiceType[];
    readonly patches: readonly string[] | null;
  }
>;
export const PATCH_DUTY_FAULTS = [
  'NO_TRUSTED_ASSESSOR',
  'NO_ON_CALL_COVER',
  'NO_WEEKEND_DISCHARGE',
  'NO_SHORT_NOTICE_START',
] as const;
/** What a patch provider lacks of its duties (PROV-31). */
export type PatchDutyFault = (typeof PATCH_DUTY_FAULTS)[number];
/**
 * PROV-31: a provider declared what it does of a patch provider's duties; each council with a patch hears what it
 * lacks.
 */
export type PatchDutiesDeclared = NewEvent<
  'PatchDutiesDeclared',
  { readonly providerId: string; readonly dutyFaults: readonly PatchDutyFault[] }
>;
/** PROV-20: a council recorded a supported-living scheme, or wrote it anew; what is in it is no matter of the log. */
export type SchemeRecorded = NewEvent<'SchemeRecorded', { readonly schemeId: string }>;
/** PROV-36: a council recorded a nominations agreement with a landlord, or wrote it anew. */
export type NominationsAgreementRecorded = NewEvent<'NominationsAgreementRecorded', { readonly agreementId: string }>;
/** PROV-35: transfers of legacy packages were planned, planned again, or done. */
export type LegacyTransfersChanged = NewEvent<'LegacyTransfersChanged', { readonly transferIds: readonly string[] }>;
/** PROV-15: the rows of the council's map of wards and patches that are new or have changed. */
export type WardsImported = NewEvent<
  'WardsImported',
  {
    readonly rows: ReadonlyArray<{
      readonly code: string;
      readonly patch: string;
      readonly from: string;
      readonly to: string | null;
    }>;
  }
>;
/** PROV-16: how many lines of the council's postcode table are new or have changed. */
export type WardPostcodesImported = NewEvent<'WardPostcodesImported', { readonly changed: number }>;

/** IDG-26: a council joined the hub, with a first policy of its own. */
export type CouncilAdded = NewEvent<'CouncilAdded', { readonly name: string; readonly policyVersion: string }>;
/** Catalogue section 26: a version of the council's policy, from when it applies, and by what it differs from the one before. */
export type PolicySet = NewEvent<
  'PolicySet',
  {
    readonly policyVersion: string;
    readonly effectiveFrom: string;
    readonly changes: ReadonlyArray<{ readonly key: string; readonly before: unknown; readonly after: unknown }>;
  }
>;
/**
 * IDG-06: a credential may act in this council from now on, or may do other things in it than before. Told once for each
 * council, and to the provider whose credential it is.
 */
export type AccessGranted = NewEvent<
  'AccessGranted',
  {
    readonly credential: string;
    readonly role: string;
    readonly providerId?: string;
    /** All councils in which it may act: for the log, and told to none of them. */
    readonly councils: readonly string[];
    readonly scopes: readonly string[];
    readonly validFrom: string;
    readonly validUntil: string | null;
  }
>;
/** IDG-06: a credential may act in this council no more. */
export type AccessRevoked = NewEvent<
  'AccessRevoked',
  { readonly credential: string; readonly role: string; readonly providerId?: string }
>;

export type ProvidersEvent =
  | ProviderStandingChanged
  | CqcRatingChanged
  | GateChanged
  | MinimumRatingBroken
  | ContractReviewTriggered
  | PrivateHoursOverdue
  | MembershipChanged
  | MembershipDecision
  | ApplicationScored
  | WindowOpening
  | WindowClosed
  | OpenFrameworkChanged
  | CapacityCeilingNear
  | CapacityCeilingReached
  | LowRateQueryOpened
  | LowRateQueryClosed
  | ProviderSuspended
  | ProviderRestored
  | ProviderAmended
  | ImprovementPlanRequired
  | ImprovementPlanDrafted
  | ImprovementPlanShared
  | ImprovementPlanOverdue
  | ProviderRegistered
  | RateRecorded
  | QafRatingRecorded
  | D2aOfferDeclared
  | CareHomeRecorded
  | HomeStandingChanged
  | HomePriceRecorded
  | StandardFeeSet
  | VacanciesDeclared
  | VacancyStale
  | LongListKeysRecorded
  | PatchDutiesDeclared
  | SchemeRecorded
  | NominationsAgreementRecorded
  | LegacyTransfersChanged
  | WardsImported
  | WardPostcodesImported
  | CouncilAdded
  | PolicySet
  | AccessGranted
  | AccessRevoked;
