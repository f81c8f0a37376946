import { WEEKDAYS, type Weekday } from '../weekdays.js';
import type { NewEvent } from './envelope.js';
import type { CallOffRoute } from './tenders.js';

/** What the cases subgraph tells the others. Version 1 of each; a changed meaning is a new type. */

export const CARE_TYPES = ['STANDARD_ADULT', 'PALLIATIVE_EOL', 'STANDARD_CYP', 'D2A'] as const;
/** ASM-28. */
export type CareType = (typeof CARE_TYPES)[number];

export const SERVICE_TYPES = ['DOMICILIARY', 'SUPPORTED_LIVING', 'RESIDENTIAL', 'NURSING', 'RESPITE'] as const;
/** What the brokerage team sources (ASM-02). */
export type ServiceType = (typeof SERVICE_TYPES)[number];
/** What each means, as clients read it. */
export const SERVICE_TYPE_MEANINGS: Readonly<Record<ServiceType, string>> = {
  DOMICILIARY: 'Care at home.',
  SUPPORTED_LIVING: "Care and support in supported living: a tenancy of one's own, with calls as at home.",
  RESIDENTIAL: 'A place in a care home without nursing.',
  NURSING: 'A place in a care home with nursing.',
  RESPITE: 'A stay in a care home that has an end from the beginning.',
};

export const FUNDINGS = ['COUNCIL_ARRANGED', 'DIRECT_PAYMENT', 'SELF_FUNDED'] as const;
/** How care is paid for (ASM-19, PAY-04). */
export type Funding = (typeof FUNDINGS)[number];
/** What each means, as clients read it. */
export const FUNDING_MEANINGS: Readonly<Record<Funding, string>> = {
  COUNCIL_ARRANGED: 'The council arranges the care and pays the provider.',
  DIRECT_PAYMENT:
    'The person buys the care with money from the council: signposted, and neither sourced nor paid here.',
  SELF_FUNDED: 'The person pays for the care alone: signposted, and neither sourced nor paid here.',
};

export const SERVICE_USER_GROUPS = [
  'OLDER_PEOPLE',
  'CHILDREN_YOUNG_PEOPLE',
  'DEMENTIA',
  'PHYSICAL_DISABILITY',
  'LEARNING_DISABILITY',
  'MENTAL_HEALTH',
  'SENSORY_NEEDS',
  'CHALLENGING_BEHAVIOUR',
  'COGNITIVE_IMPAIRMENT',
] as const;
/** ASM-18. */
export type ServiceUserGroup = (typeof SERVICE_USER_GROUPS)[number];

/** What a worker is trained for beyond everyday care: a code, because every provider who is asked reads it (IDG-01). */
export const SKILLS = [
  'ACQUIRED_BRAIN_INJURY',
  'AUTISM',
  'BARIATRIC_CARE',
  'BOWEL_CARE',
  'CATHETER_CARE',
  'COUGH_ASSIST',
  'DEMENTIA_CARE',
  'DIABETES_CARE',
  'DYSPHAGIA',
  'EPILEPSY_CARE',
  'HOIST_TRANSFER',
  'LEARNING_DISABILITY',
  'MAKATON',
  'MENTAL_HEALTH',
  'MOTOR_NEURONE_DISEASE',
  'OXYGEN',
  'PALLIATIVE_CARE',
  'PARKINSONS_CARE',
  'PEG_FEEDING',
  'POSITIVE_BEHAVIOUR_SUPPORT',
  'PRESSURE_AREA_CARE',
  'REABLEMENT',
  'SENSORY_IMPAIRMENT',
  'SPINAL_INJURY',
  'STOMA_CARE',
  'STROKE_CARE',
  'SUBSTANCE_MISUSE',
  'SUCTION',
  'TRACHEOSTOMY_CARE',
  'VENTILATION',
] as const;
export type Skill = (typeof SKILLS)[number];

/** Languages that are spoken at home in England, British Sign Language (bfi) among them: ISO 639 codes (IDG-01). */
export const LANGUAGES = [
  ...([
    'aka',
    'am',
    'ar',
    'bfi',
    'bg',
    'bn',
    'bs',
    'cs',
    'cy',
    'da',
    'de',
    'el',
    'en',
    'es',
    'et',
    'fa',
    'fi',
    'fr',
  ] as const),
  ...([
    'ga',
    'gd',
    'gu',
    'ha',
    'he',
    'hi',
    'hr',
    'hu',
    'hy',
    'ig',
    'it',
    'ja',
    'ka',
    'kn',
    'ko',
    'ku',
    'lg',
    'ln',
    'lt',
  ] as const),
  ...([
    'lv',
    'mk',
    'ml',
    'mr',
    'ms',
    'ne',
    'nl',
    'no',
    'om',
    'pa',
    'pl',
    'prs',
    'ps',
    'pt',
    'rmy',
    'ro',
    'ru',
    'si',
    'sk',
  ] as const),
  ...([
    'sl',
    'sn',
    'so',
    'sq',
    'sr',
    'sv',
    'sw',
    'syl',
    'ta',
    'te',
    'tet',
    'th',
    'ti',
    'tl',
    'tr',
    'uk',
    'ur',
    'vi',
  ] as const),
  ...(['wo', 'yi', 'yo', 'yue', 'zh', 'zu'] as const),
] as const;
/** An ISO 639 code, such as `pl`. */
export type Language = (typeof LANGUAGES)[number];

export const URGENCIES = ['STANDARD', 'EMERGENCY', 'D2A'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const ACTIVITIES = [
  'PERSONAL_CARE',
  'MEDICATION',
  'MEAL_PREPARATION',
  'CONTINENCE_CARE',
  'MOBILITY',
  'DOMESTIC',
  'SOCIAL',
  'SITTING',
  'NIGHT_CARE',
] as const;
export type Activity = (typeof ACTIVITIES)[number];

export { WEEKDAYS, type Weekday };

export const NIGHT_TYPES = ['SLEEP_IN', 'WAKING_NIGHT'] as const;

/** One commissioned call of the week: when, how long, how many workers, what for. */
export interface CallPattern {
  readonly days: readonly Weekday[];
  /** Requested start, Europe/London, `HH:MM` (ASM-14). */
  readonly startTime: string;
  /** At least 30 and a multiple of 15, nights exempt (DEL-06). */
  readonly minutes: number;
  /** 1 or 2 (ASM-30). */
  readonly workers: 1 | 2;
  readonly activities: readonly Activity[];
  /** Set by the care manager only (ASM-13). */
  readonly timeCritical: boolean;
  readonly night?: (typeof NIGHT_TYPES)[number];
  /** Between which times it may start; left out if it has one start (DEL-01). */
  readonly window?: CallWindow;
}

/** Between which times a call may start, `HH:MM` in London; both may lie on one side of midnight or on either. [DEL-01] */
export interface CallWindow {
  readonly earliest: string;
  readonly latest: string;
}

/** The kind of night that a call is, if it is one. */
export type Night = (typeof NIGHT_TYPES)[number];

/** What a whole night of one worker costs in pence, by its kind; null where no such rate is in force. [PROV-32, PAY-03] */
export type NightRates = Readonly<Record<Night, number | null>>;
export const NO_NIGHT_RATES: NightRates = { SLEEP_IN: null, WAKING_NIGHT: null };

/**
 * One call of the week as the council commissions it, in one version. What it says is the council's word: nothing that a
 * provider plans or reports changes it. Times are `HH:MM` in London. [DEL-01, ASM-13, ASM-14]
 */
export interface CommissionedCall {
  /** The same through all versions of the call. */
  readonly callId: string;
  readonly days: readonly Weekday[];
  /** The start that the council asked for. */
  readonly requestedStart: string;
  /** The start that provider and person agreed instead; null if it is the one asked for. */
  readonly agreedStart: string | null;
  /** Between which times it may start, which may lie on both sides of midnight; null if it has one start. */
  readonly window: CallWindow | null;
  /** Of one worker. */
  readonly minutes: number;
  readonly workers: 1 | 2;
  readonly activities: readonly Activity[];
  readonly timeCritical: boolean;
  readonly night: Night | null;
}

/**
 * The calls of a placement over some days, `YYYY-MM-DD` and inclusive. Of two versions that cover a day, the one that was
 * told later holds on it. [VAR-14, AWRD-04]
 */
export interface CallsVersion {
  readonly versionId: string;
  /** First day; null is the first day of care. */
  readonly from: string | null;
  /** Last day; null is open. */
  readonly to: string | null;
  readonly calls: readonly CommissionedCall[];
}

export const CALLS_CHANGED_BY = ['VARIATION', 'TIME_CRITICAL', 'AGREED_TIME', 'UPGRADE'] as const;
/** What changed the calls of a placement: UPGRADE is that the hub began to keep them. A visit report never does. */
export type CallsChangedBy = (typeof CALLS_CHANGED_BY)[number];

export const CONTRACT_BASES = ['SPOT', 'BLOCK'] as const;
/** How a council buys a place in a home (ASM-09). */
export type ContractBasis = (typeof CONTRACT_BASES)[number];
/** What each means, as clients read it. */
export const CONTRACT_BASIS_MEANINGS: Readonly<Record<ContractBasis, string>> = {
  SPOT: 'A place that is bought for this person alone.',
  BLOCK: 'One of the places that the council has bought ahead.',
};

/** What a home must have for somebody: a code, because every home that is asked reads it (ASM-06, IDG-01). */
export const HOME_EQUIPMENT = [
  'BARIATRIC_BED',
  'CEILING_HOIST',
  'GROUND_FLOOR_ROOM',
  'LOW_BED',
  'MOBILE_HOIST',
  'PRESSURE_RELIEF_MATTRESS',
  'PROFILING_BED',
  'RISER_RECLINER_CHAIR',
  'SECURE_UNIT',
  'SENSOR_MAT',
  'STANDING_HOIST',
  'SYRINGE_DRIVER',
  'WALK_IN_SHOWER',
  'WHEELCHAIR_ACCESS',
] as const;
export type HomeEquipment = (typeof HOME_EQUIPMENT)[number];

/**
 * What a placement in a home needs, beside the groups and skills of every need; the day of admission is `neededFrom`. Whether
 * it is generic or specialist is the need's `specialist`. (ASM-06, ASM-09)
 */
export interface HomeNeed {
  readonly nursing: boolean;
  readonly contractBasis: ContractBasis;
  readonly equipment: readonly HomeEquipment[];
  /** Codes of patches of the council, the most preferred first; none if any will do. */
  readonly preferredPatches: readonly string[];
  /** Respite alone: nights of the stay. */
  readonly lengthOfStayNights: number | null;
}

/**
 * What may leave before an award: the need without the person. A whitelist, not a filter (IDG-01, IDG-02): nothing
 * else of a service request can be put into it, and its one free text has been screened.
 */
export interface NeedProfile {
  /** As much of the postcode as the council's policy shows. */
  readonly postcode: string;
  readonly patch: string;
  readonly careType: CareType;
  readonly groups: readonly ServiceUserGroup[];
  readonly cohort: 'ADULT' | 'CYP';
  /** Age in whole years at the start, for the CYP band alone; null for adults over 25. */
  readonly cypAge: number | null;
  readonly urgency: Urgency;
  readonly specialist: boolean;
  /** `YYYY-MM-DD` by which care is needed; in a home, the day on which the admission is expected. */
  readonly neededFrom: string;
  readonly calls: readonly CallPattern[];
  /** Worker-minutes a week: minutes x days x workers, summed (ASM-30). */
  readonly weeklyWorkerMinutes: number;
  /** Clock-minutes a week, the same without the workers. */
  readonly weeklyClockMinutes: number;
  readonly skills: readonly Skill[];
  readonly carerGender: 'FEMALE' | 'MALE' | null;
  readonly languages: readonly Language[];
  /** Screened free text on complex needs (ASM-07), at most 2,000 characters; null when none. */
  readonly complexNeeds: string | null;
  /** D2A only: what the passport says of the discharge (ROUT-14). */
  readonly discharge: {
    readonly callsPerDay: number;
    readonly callMinutes: number;
    readonly expectedAt: string;
    readonly twoWorkers: boolean;
  } | null;
  /** Residential, nursing and respite alone: such a need has no calls, and no minutes (ASM-06). */
  readonly home: HomeNeed | null;
}

export const TOGETHER_KINDS = ['SCHEME', 'GROUP'] as const;
/**
 * With whom a package is sought, in one call-off: with all who live in a supported-living scheme, or with the others of a
 * small group that the council declares. (ROUT-37, ROUT-39, AMB-38)
 */
export type Together =
  | { readonly kind: 'SCHEME'; readonly schemeId: string }
  | {
      readonly kind: 'GROUP';
      /** The council's own reference of the group, the same in each request. */
      readonly reference: string;
      /** How many belong to it. */
      readonly people: number;
    };

/** A package may now be sourced: every predecessor of ASM-03 is in place, or a D2A passport is (ASM-25). */
export type ServiceRequestReady = NewEvent<
  'ServiceRequestReady',
  {
    readonly packageId: string;
    readonly packageReference: string;
    readonly serviceType: ServiceType;
    readonly funding: Funding;
    readonly need: NeedProfile;
    /** Version of the sourcing guard's facts, asked again at award (ASM-03). */
    readonly sourcingVersion: number;
    /** A broker's own choice of the route, with why; null, or left out as it was before, the policy chooses (ROUT-02). */
    readonly override?: RouteOverride | null;
    /** With whom it is sought; null, or left out as it was before, by itself (ROUT-37, ROUT-39). */
    readonly together?: Together | null;
  }
>;

/** A route that a broker chooses instead of the policy, for one call-off (ROUT-02). */
export interface RouteOverride {
  readonly route: CallOffRoute;
  readonly reason: string;
}

/** ASM-04, SM-1: the panel refused the package for good, or deferred it; it is not sourced. */
export type PanelDidNotAgree = NewEvent<
  'PanelDidNotAgree',
  { readonly packageId: string; readonly purpose: string; readonly outcome: 'REFUSED' | 'DEFERRED' }
>;

/** The package no longer needs sourcing (SM-1 cancel): the call-off is withdrawn (NTF-38). */
export type PackageCancelled = NewEvent<'PackageCancelled', { readonly packageId: string; readonly reason: string }>;

/** A later version of the request or passport changed what is needed (WIN-14, ROUT-19). */
export type ServiceRequestAmended = NewEvent<
  'ServiceRequestAmended',
  {
    readonly packageId: string;
    readonly serviceType: ServiceType;
    readonly funding: Funding;
    readonly need: NeedProfile;
    readonly sourcingVersion: number;
    readonly reason: string;
    /** With whom it is sought now; null, or left out as it was before, by itself (ROUT-37, ROUT-39). */
    readonly together?: Together | null;
  }
>;

/** Where a placement stands; `callOffId` lets the call-off's own feed carry it to the provider. */
export interface OfPlacement {
  readonly placementId: string;
  readonly packageId: string;
  /** Null for a placement that was taken over from before the hub. */
  readonly callOffId: string | null;
  readonly providerId: string;
}
/** A placement whose award and beginning were the hub's own. */
interface OfAwardedPlacement extends OfPlacement {
  readonly callOffId: string;
}
/** What a placement was agreed as (AWRD-10): what monitoring measures visits against. Of the person, an opaque id. */
export interface PlacementTerms {
  /** What people call the placement, such as PL-7KX2M9Q. */
  readonly placementReference: string;
  readonly personId: string;
  readonly careType: CareType;
  readonly funding: Funding;
  readonly patch: string;
  readonly weeklyWorkerMinutes: number;
  /** Null where no rate was in force at the award, and of a place in a home, which is bought by the week. */
  readonly hourlyRatePence: number | null;
  /** As they were in force at the award (AWRD-10). */
  readonly nightRatesPence: NightRates;
  /** The calls of the week as they were placed: their first version. */
  readonly calls: CallsVersion;
}
/**
 * Placements that ran before their council joined the hub, taken over from its case system with what they were agreed
 * as (ASM-37): no call-off of the hub stands behind them.
 */
export type PlacementsTakenOver = NewEvent<
  'PlacementsTakenOver',
  {
    /** Whose they all are. */
    readonly providerId: string;
    readonly placements: ReadonlyArray<
      Omit<OfPlacement, 'callOffId'> & PlacementTerms & { readonly startedAt: string }
    >;
  }
>;
/** AWRD-01. `startsOn` is the day on which care is to begin, `YYYY-MM-DD`, until the first call is confirmed. */
export type PlacementProposed = NewEvent<
  'PlacementProposed',
  OfPlacement & PlacementTerms & { readonly startsOn: string }
>;
/** DEL-01, VAR-14, ASM-13, ASM-14: from now on these versions of the calls hold, each on its days. */
export type CommissionedCallsChanged = NewEvent<
  'CommissionedCallsChanged',
  OfPlacement & { readonly because: CallsChangedBy; readonly versions: readonly CallsVersion[] }
>;
/** IDG-04, NTF-09: the request form, in this version, may be read by an invitee that asked for it. */
export type SrfReleased = NewEvent<
  'SrfReleased',
  { readonly callOffId: string; readonly packageId: string; readonly providerId: string; readonly version: number }
>;
/** AWRD-08, NTF-08: the full request may be read from now on, by the winner alone. */
export type FullDocumentsAvailable = NewEvent<'FullDocumentsAvailable', OfPlacement>;
export const FIRST_CALL_AGREEMENTS = ['SHORT_NOTICE', 'LATE_CALL'] as const;
/** What about a first call after a discharge is by agreement: its notice, or its hour (WIN-06, WIN-07, WIN-19). */
export type FirstCallAgreementKind = (typeof FIRST_CALL_AGREEMENTS)[number];
/** ROUT-10, NTF-14. `firstCallAt` is an ISO instant; `agreed` is what the provider says that the council agreed to. */
export type FirstCallConfirmed = NewEvent<
  'FirstCallConfirmed',
  OfPlacement & { readonly firstCallAt: string; readonly agreed: readonly FirstCallAgreementKind[] }
>;
/** NTF-14: nobody has confirmed by the limit. */
export type FirstCallOverdue = NewEvent<'FirstCallOverdue', OfPlacement>;
/** AWRD-02. */
export type ServiceLineAdded = NewEvent<'ServiceLineAdded', OfPlacement & { readonly lasLineId: string }>;
/** AWRD-03, NTF-15. */
export type IpoIssued = NewEvent<'IpoIssued', OfPlacement & { readonly ipoId: string; readonly version: number }>;
/** NTF-18: discharge date, time or arrangements agreed or changed (ROUT-19). */
export type DischargeFinalised = NewEvent<
  'DischargeFinalised',
  OfPlacement & { readonly version: number; readonly dischargeAt: string }
>;
/** SM-4 to ACTIVE. `lastDate` is the last day on which a D2A package permits a visit, `YYYY-MM-DD` (ROUT-16). */
export type PlacementStarted = NewEvent<
  'PlacementStarted',
  OfAwardedPlacement & { readonly startedAt: string; readonly lastDate: string | null }
>;
/** NTF-17: day 28, 35 or 42 of a D2A package (ROUT-16). */
export type D2aPackageEnding = NewEvent<
  'D2aPackageEnding',
  OfPlacement & { readonly day: number; readonly lastDate: string }
>;
/** AWRD-12: care will end with this day; said again it takes the place of what was said before. */
export type PlacementEndAnnounced = NewEvent<
  'PlacementEndAnnounced',
  OfPlacement & { readonly reason: string; readonly endDate: string }
>;
/** AWRD-12: care goes on after all; `endDate` is the day that no longer is its last. */
export type PlacementEndTakenBack = NewEvent<'PlacementEndTakenBack', OfPlacement & { readonly endDate: string }>;
/** AWRD-12. */
export type PlacementEnded = NewEvent<
  'PlacementEnded',
  OfPlacement & { readonly reason: string; readonly endDate: string }
>;
export const VARIATION_INITIATORS = ['COUNCIL', 'TRUSTED_ASSESSOR'] as const;
/** VAR-15. */
export type VariationInitiator = (typeof VARIATION_INITIATORS)[number];
export const VARIATION_KINDS = [
  'SUSPEND',
  'RESUME',
  'CHANGE_SUSPENSION',
  'REDUCE',
  'INCREASE',
  'TEMPORARY_INCREASE',
  'END_TEMPORARY_INCREASE',
] as const;
export type VariationKind = (typeof VARIATION_KINDS)[number];
/**
 * A variation of a placement is in effect from a day on, as the council's case system has it; `weeklyWorkerMinutes` is
 * the level before and after. Each variation has an id of its own. One that ends another, or gives it another last day,
 * names that in `changes`: the last day of a suspension that is resumed, or of a temporary increase that has ended, is the
 * day before `effectiveFrom`; a changed suspension has `effectiveTo` as its last day. Whoever keeps variations keeps each
 * once, by `variationId`. (SM-6 EFFECTIVE, VAR-03, VAR-14, VAR-15)
 */
export type VariationEffective = NewEvent<'VariationEffective', Variation>;
/**
 * A variation was recorded whose first day is still to come, so that nobody learns of it only then. What holds once several
 * speak of one suspension is what was told last. (SM-6 AGREED, VAR-03, NTF-16)
 */
export type VariationAgreed = NewEvent<'VariationAgreed', Variation>;
type Variation = OfPlacement & {
  readonly variationId: string;
  readonly kind: VariationKind;
  /** The variation whose last day this one sets; null if it sets none. */
  readonly changes: string | null;
  readonly initiator: VariationInitiator;
  /** `YYYY-MM-DD`, the first day of it. */
  readonly effectiveFrom: string;
  /** `YYYY-MM-DD`, the last day: of a temporary increase, and of a suspension whose end is known. */
  readonly effectiveTo: string | null;
  readonly weeklyWorkerMinutes: { readonly before: number; readonly after: number };
};
/** VAR-03: nobody has said yet when this suspension ends. Told again and again until somebody does. */
export type SuspensionChased = NewEvent<
  'SuspensionChased',
  OfPlacement & {
    readonly variationId: string;
    /** `YYYY-MM-DD`, the first day of the suspension. */
    readonly effectiveFrom: string;
  }
>;
/** AWRD-09: the provider cannot proceed. */
export type PlacementWithdrawn = NewEvent<'PlacementWithdrawn', OfAwardedPlacement & { readonly reason: string }>;
/** SM-1: no call-off seeks a provider any more; a broker re-opens or cancels. */
export type PackageUnfilled = NewEvent<
  'PackageUnfilled',
  { readonly packageId: string; readonly reason: 'NOBODY_FOUND' | 'CALL_OFF_WITHDRAWN' }
>;
/**
 * SM-1, CHOI-04: the person chose a provider that the council does not arrange, and pays it by a direct payment; the package is
 * over, and no placement comes of it.
 */
export type PackageSignposted = NewEvent<
  'PackageSignposted',
  { readonly packageId: string; readonly callOffId: string }
>;
/** ASM-36, IDG-16: a later version came from the source system. Of what says something of the person, only that it changed. */
export type RequestRevised = NewEvent<
  'RequestRevised',
  {
    readonly packageId: string;
    readonly version: number;
    readonly changed: ReadonlyArray<{ readonly fact: string; readonly before: unknown; readonly after: unknown }>;
  }
>;
export const BUDGET_CHANGES = ['RECORDED', 'ADJUSTED', 'AGREED'] as const;
/** ASM-23: the starter budget of a package was recorded or adjusted, or one side agreed to it; `isAgreed` once both do. */
export type StarterBudgetChanged = NewEvent<
  'StarterBudgetChanged',
  { readonly packageId: string; readonly change: (typeof BUDGET_CHANGES)[number]; readonly isAgreed: boolean }
>;
export const TOP_UP_STATUSES = ['REQUESTED', 'SIGNED', 'DECLINED'] as const;
/** AWRD-11, CHOI-06: how far the agreement of a third party on a top-up has come. */
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number];
export const EXCEPTION_OUTCOMES = ['GRANTED', 'REFUSED'] as const;
/** CHOI-06: what the council decides of exceptional circumstances, case by case. */
export type ExceptionOutcome = (typeof EXCEPTION_OUTCOMES)[number];
/** AWRD-11: a version of the third-party top-up of a place in a home is held. Who pays is read where it is kept. */
export type TopUpRecorded = NewEvent<'TopUpRecorded', OfPlacement & { readonly version: number }>;
/** ASM-15: the provider has begun its own assessment. */
export type ProviderAssessing = NewEvent<'ProviderAssessing', OfPlacement>;
/** ASM-10, ASM-12: the provider holds a new version of the care plan. */
export type CarePlanIssued = NewEvent<
  'CarePlanIssued',
  OfPlacement & { readonly version: number; readonly status: 'AUTHORISED' | 'INTERIM' }
>;
/** ASM-13. `call` counts the need's calls from 0; null for a call that came with a variation. */
export type CallMarkedTimeCritical = NewEvent<
  'CallMarkedTimeCritical',
  OfPlacement & { readonly callId: string; readonly call: number | null; readonly timeCritical: boolean }
>;
/** ASM-14: what the provider can do about the requested times. `call` counts the need's calls from 0. */
export type OfferedTimesAdvised = NewEvent<
  'OfferedTimesAdvised',
  OfPlacement & { readonly times: ReadonlyArray<{ readonly call: number; readonly offered: string }> }
>;
/** ASM-16. `kind` names the document. */
export type DocumentQueryRaised = NewEvent<
  'DocumentQueryRaised',
  OfPlacement & { readonly queryId: string; readonly kind: string }
>;
export type DocumentQueryAnswered = NewEvent<
  'DocumentQueryAnswered',
  OfPlacement & { readonly queryId: string; readonly kind: string }
>;
export const IPO_RECEIVERS = ['PROVIDER', 'CASE_SYSTEM'] as const;
/** AWRD-03: the provider has the IPO, or the council's case system has taken it. */
export type IpoAcknowledged = NewEvent<
  'IpoAcknowledged',
  OfPlacement & { readonly ipoId: string; readonly by: (typeof IPO_RECEIVERS)[number] }
>;
export const CONDITION_CHANGES = ['IMPROVED', 'DETERIORATED', 'NO_LONGER_NEEDS_D2A'] as const;
/** How somebody under discharge to assess has changed, as their provider sees it (ROUT-18). */
export type ConditionChange = (typeof CONDITION_CHANGES)[number];
/** ROUT-18, NTF-31: a provider reports a change; how the person is, is read where it is kept. */
export type ConditionChanged = NewEvent<'ConditionChanged', OfPlacement & { readonly reportId: string }>;
export const RETURN_ANSWERS = ['PLAN_UNCHANGED', 'PLAN_REVISED', 'CANNOT_MEET_NEEDS'] as const;
/** What a provider says of the plan for somebody who returns to it from hospital (ROUT-20). */
export type ReturnAnswer = (typeof RETURN_ANSWERS)[number];
/** ROUT-20: what a provider has reported so far of a return from hospital; `answer` is null until it has given one. */
export type HospitalReturnReported = NewEvent<
  'HospitalReturnReported',
  OfPlacement & { readonly reportId: string; readonly answer: ReturnAnswer | null }
>;
/** Something happened in the world that the rules named here do not allow: it is kept, and looked at (ASM-11, ASM-12, AWRD-03, ROUT-10). */
export type PlacementRuleBroken = NewEvent<
  'PlacementRuleBroken',
  OfPlacement & { readonly rules: readonly string[]; readonly what: string }
>;

export type CasesEvent =
  | SrfReleased
  | ServiceRequestReady
  | PanelDidNotAgree
  | PackageCancelled
  | ServiceRequestAmended
  | PlacementProposed
  | CommissionedCallsChanged
  | PlacementsTakenOver
  | VariationAgreed
  | VariationEffective
  | SuspensionChased
  | FullDocumentsAvailable
  | FirstCallConfirmed
  | FirstCallOverdue
  | ServiceLineAdded
  | IpoIssued
  | DischargeFinalised
  | PlacementStarted
  | D2aPackageEnding
  | PlacementEndAnnounced
  | PlacementEndTakenBack
  | PlacementEnded
  | PlacementWithdrawn
  | PackageUnfilled
  | PackageSignposted
  | RequestRevised
  | StarterBudgetChanged
  | TopUpRecorded
  | ProviderAssessing
  | CarePlanIssued
  | CallMarkedTimeCritical
  | OfferedTimesAdvised
  | DocumentQueryRaised
  | DocumentQueryAnswered
  | IpoAcknowledged
  | ConditionChanged
  | HospitalReturnReported
  | PlacementRuleBroken;
