import { Field, ID, InputType, Int } from 'type-graphql';
import {
  LocalDateScalar,
  LocalTimeScalar,
  NHSNumberScalar,
  PenceScalar,
  PostcodeScalar,
} from '../../../kernel/graphql/scalars.js';
import type {
  Activity,
  CareType,
  ServiceUserGroup,
  Urgency,
  VariationInitiator,
  Weekday,
} from '../../../schema/events/cases.js';
import type { TakeOverPlacement } from '../commands/placements/take-over-placements.js';
import type { SubmitDischargePassport } from '../commands/requests/submit-discharge-passport.js';
import type { SubmitServiceRequest } from '../commands/requests/submit-service-request.js';
import {
  ActivityWord,
  CarerGenderWord,
  CareTypeWord,
  ClosureReasonWord,
  CohortWord,
  CommissionerWord,
  ContactAuthorityWord,
  ContactRoleWord,
  ContactRouteWord,
  D2aPurposeWord,
  EndOfLifeWord,
  FundingWord,
  GroupWord,
  LasChannelWord,
  NightWord,
  PanelOutcomeWord,
  PanelPurposeWord,
  RequestFormWord,
  RequestTypeWord,
  UrgencyWord,
  VariationInitiatorWord,
  VariationKindWord,
  WeekdayWord,
} from '../entities/words.js';
import type { Authority, ContactRole } from '../rules/people/contacts.js';
import type { EndOfLifeCategory } from '../rules/people/end-of-life.js';
import type { Cohort } from '../rules/people/person.js';
import type { ClosureReason } from '../rules/placements/ending.js';
import type { RequestedCall } from '../rules/requests/call-pattern.js';
import type { CommissioningBody } from '../rules/requests/commissioner.js';
import type { D2aPurpose } from '../rules/requests/discharge-passport.js';
import type { LasChannel } from '../rules/requests/las-notification.js';
import type { PanelOutcome, PanelPurpose } from '../rules/requests/panel-decision.js';
import type { ExcludedRequestType, Funding, ServiceType } from '../rules/requests/request-type.js';
import type { RecordedKind } from '../rules/variations/variation.js';
import type { PersonBrought } from '../steps/people/keep-person.js';
import type { PlanDescribed } from '../steps/plans/keep-care-plan.js';

/**
 * What clients send. Each is turned into plain values field by field before a command sees it: nothing that a client
 * wrote reaches the database as an object. What a rule asks for is nullable here, so that the rule can say what is
 * missing.
 */

export const KEY = {
  description: 'Your own key for this act, 8 to 200 characters: sent again with the same key, it takes effect once.',
};

@InputType({ description: 'One call of the week that is asked for.' })
export class RequestedCallInput {
  @Field(() => [WeekdayWord], { description: 'Days on which it takes place.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'Requested start (ASM-14).' })
  startTime!: string;

  @Field(() => Int, { description: 'Length in minutes (DEL-06).' })
  minutes!: number;

  @Field(() => Int, { defaultValue: 1, description: 'Workers needed, 1 or 2 (ASM-30).' })
  workers!: number;

  @Field(() => [ActivityWord], { description: 'What is done.' })
  activities!: Activity[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether its time must be kept: the care manager's mark (ASM-13).",
  })
  timeCritical!: boolean;

  @Field(() => NightWord, { nullable: true, description: 'Kind of night service, if it is one.' })
  night?: 'SLEEP_IN' | 'WAKING_NIGHT' | null;
}

@InputType({ description: 'The person, as the case system has them.' })
export class PersonInput {
  @Field(() => String, { description: "The council's own id of the person (IDG-07)." })
  councilPersonId!: string;

  @Field(() => NHSNumberScalar, { nullable: true, description: 'NHS number, where it is known.' })
  nhsNumber?: string | null;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => LocalDateScalar, { description: 'Date of birth.' })
  dateOfBirth!: string;

  @Field(() => String, { description: 'Address without the postcode.' })
  address!: string;

  @Field(() => PostcodeScalar, { description: 'Whole postcode.' })
  postcode!: string;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  telephone?: string | null;

  @Field(() => String, { nullable: true, description: 'What matters to the person: communication, culture, faith.' })
  preferences?: string | null;
}

@InputType({ description: 'A way to reach a contact.' })
export class ContactRouteInput {
  @Field(() => ContactRouteWord, { description: 'Kind of route.' })
  kind!: 'TELEPHONE' | 'TEXT' | 'EMAIL' | 'POST';

  @Field(() => String, { description: 'Number or address.' })
  value!: string;
}

@InputType({ description: 'Somebody around the person (IDG-09).' })
export class ContactInput {
  @Field(() => ContactRoleWord, { description: 'Who they are to the person.' })
  role!: ContactRole;

  @Field(() => String, { description: 'Their name.' })
  name!: string;

  @Field(() => Int, { description: 'Place in the order in which they are tried, from 1.' })
  order!: number;

  @Field(() => ContactAuthorityWord, { description: 'What they may be asked.' })
  authority!: Authority;

  @Field(() => [ContactRouteInput], { description: 'Ways to reach them.' })
  routes!: ContactRouteInput[];

  @Field(() => String, { nullable: true, description: 'How they want to be told.' })
  preferredFormat?: string | null;
}

@InputType({ description: 'Marker that death is likely within a year (ASM-27).' })
export class EndOfLifeInput {
  @Field(() => EndOfLifeWord, { nullable: true, description: 'Why; needed unless death is imminent.' })
  category?: EndOfLifeCategory | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether death is expected within hours or days.' })
  imminent!: boolean;
}

@InputType({
  description: "What the council's care plan says (ASM-10); whose it is and who delivers it, the case knows.",
})
export class CarePlanInput {
  @Field(() => String, { nullable: true, description: "The care manager, by the council's id of staff." })
  careManagerId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of service a week.' })
  weeklyMinutes?: number | null;

  @Field(() => [ActivityWord], { defaultValue: [], description: 'Activities.' })
  activities!: Activity[];

  @Field(() => [String], { defaultValue: [], description: 'Outcomes to be reached.' })
  outcomes!: string[];

  @Field(() => PenceScalar, { nullable: true, description: 'Budget of the service as a whole.' })
  totalBudgetPence?: number | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Help with medication that is agreed, one entry each (ASM-29).',
  })
  medication!: string[];

  @Field(() => [String], { defaultValue: [], description: 'Other services around the person (ASM-17).' })
  otherServices!: string[];
}

@InputType({ description: 'A decision of the Quality Assurance Panel (ASM-04).' })
export class PanelDecisionInput {
  @Field(() => PanelPurposeWord, { description: 'What was agreed to, or not.' })
  purpose!: PanelPurpose;

  @Field(() => PanelOutcomeWord, { description: 'The answer.' })
  outcome!: PanelOutcome;

  @Field(() => Date, { description: 'When it was decided.' })
  decidedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Conditions of the agreement.' })
  conditions?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Respite: whether the allowance was confirmed (ASM-08).' })
  respiteAllowanceConfirmed?: boolean | null;
}

@InputType({ description: 'The request form (ASM-05, ASM-06).' })
export class RequestFormInput {
  @Field(() => RequestFormWord, { description: 'Which form it is.' })
  kind!: 'SRF' | 'RRF';

  @Field(() => Date, { description: 'When it was completed.' })
  completedAt!: Date;
}

@InputType({ description: 'Who it is about, who is around them, and what of the need every provider asked will read.' })
abstract class NeedInput {
  @Field(() => String, KEY)
  idempotencyKey!: string;

  @Field(() => Int, {
    description: 'Version of it in the system it comes from: only a higher one changes anything (ASM-36).',
  })
  version!: number;

  @Field(() => PersonInput, { description: 'The person.' })
  person!: PersonInput;

  @Field(() => [ContactInput], { defaultValue: [], description: 'The people around (IDG-09).' })
  contacts!: ContactInput[];

  @Field(() => EndOfLifeInput, { nullable: true, description: 'End-of-life marker (ASM-27).' })
  endOfLife?: EndOfLifeInput | null;

  @Field(() => CohortWord, { defaultValue: 'ADULT', description: 'Adult, or child or young person (IDG-11).' })
  cohort!: Cohort;

  @Field(() => [GroupWord], { description: 'Service-user groups (ASM-18).' })
  groups!: ServiceUserGroup[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the need is specialist.' })
  specialist!: boolean;

  @Field(() => [String], { defaultValue: [], description: 'Skills needed, as codes such as PEG_FEEDING.' })
  skills!: string[];

  @Field(() => CarerGenderWord, { nullable: true, description: 'Gender of carer that is asked for.' })
  carerGender?: 'FEMALE' | 'MALE' | null;

  @Field(() => [String], { defaultValue: [], description: 'Languages as ISO 639 codes such as pl or bfi.' })
  languages!: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether there are specific or complex needs (ASM-07).' })
  complexNeeds!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What they are, with nothing that tells whose: every provider asked will read it.',
  })
  complexNeedsDetail?: string | null;

  @Field(() => [CommissionerWord], { defaultValue: ['COUNCIL'], description: 'For whom it is placed (IDG-12).' })
  commissioners!: CommissioningBody[];

  @Field(() => String, {
    nullable: true,
    description: 'What the assessment found, for the awarded provider alone (ASM-15).',
  })
  assessmentSummary?: string | null;

  @Field(() => CarePlanInput, { nullable: true, description: "The council's care plan, as far as it goes (ASM-10)." })
  carePlan?: CarePlanInput | null;
}

@InputType({ description: 'A request for care, as the case system exports it.' })
export class SubmitServiceRequestInput extends NeedInput {
  @Field(() => String, { description: 'Id of the request in LAS (ASM-36).' })
  lasRequestId!: string;

  @Field(() => LasChannelWord, { defaultValue: 'WORK_TRAY', description: 'How LAS handed it to brokerage (ASM-36).' })
  channel!: LasChannel;

  @Field(() => RequestTypeWord, { description: 'What is asked for (ASM-01, ASM-02).' })
  serviceType!: ServiceType | ExcludedRequestType;

  @Field(() => FundingWord, { defaultValue: 'COUNCIL_ARRANGED', description: 'How it is paid for (ASM-19).' })
  funding!: Funding;

  @Field(() => CareTypeWord, { description: 'Kind of care (ASM-28).' })
  careType!: CareType;

  @Field(() => UrgencyWord, { defaultValue: 'STANDARD', description: 'STANDARD or EMERGENCY.' })
  urgency!: Urgency;

  @Field(() => LocalDateScalar, { description: 'Date by which care is needed (ASM-05).' })
  neededFrom!: string;

  @Field(() => [RequestedCallInput], { description: 'Calls of the week (ASM-05).' })
  calls!: RequestedCallInput[];

  @Field(() => Date, { nullable: true, description: 'When the needs assessment was completed (ASM-03).' })
  assessmentCompletedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the care and support plan was completed (ASM-03).' })
  carePlanCompletedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When its content was authorised, if it was (ASM-10).' })
  carePlanAuthorisedAt?: Date | null;

  @Field(() => PanelDecisionInput, { nullable: true, description: "The panel's decision (ASM-04)." })
  panelDecision?: PanelDecisionInput | null;

  @Field(() => RequestFormInput, { nullable: true, description: 'The request form (ASM-05, ASM-06).' })
  form?: RequestFormInput | null;

  @Field(() => Date, { nullable: true, description: "When it arrived in the brokerage team's work tray (ASM-03)." })
  withBrokerageAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the care is to be delivered, for the awarded provider alone.',
  })
  deliveryNotes?: string | null;
}

@InputType({ description: "The D2A team's finding (ASM-25)." })
export class D2aEligibilityInput {
  @Field(() => Boolean, { description: 'Whether the person is eligible.' })
  eligible!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the D2A team decided it; understood when it is the D2A team that sends it.',
  })
  decidedByD2aTeam!: boolean;

  @Field(() => Date, { description: 'When it was decided.' })
  decidedAt!: Date;
}

@InputType({ description: 'The Discharge Passport/Referral Form (ASM-24).' })
export class DischargePassportInput {
  @Field(() => Int, { nullable: true, description: 'Calls a day (ROUT-14).' })
  callsPerDay?: number | null;

  @Field(() => Int, { nullable: true, description: 'Length of a call in minutes (ROUT-14).' })
  callMinutes?: number | null;

  @Field(() => Date, { nullable: true, description: 'Expected discharge (ROUT-14).' })
  expectedDischargeAt?: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether two workers are needed (ASM-24).' })
  twoWorkers?: boolean | null;

  @Field(() => [RequestedCallInput], { defaultValue: [], description: 'Schedule of visits (ASM-24).' })
  schedule!: RequestedCallInput[];

  @Field(() => D2aPurposeWord, { nullable: true, description: 'What it is for (ASM-26).' })
  purpose?: D2aPurpose | null;

  @Field(() => String, { nullable: true, description: 'Arrangements: transport, equipment, who lets the provider in.' })
  arrangements?: string | null;
}

@InputType({ description: 'A discharge passport, as the hospital discharge team sends it.' })
export class SubmitDischargePassportInput extends NeedInput {
  @Field(() => String, { description: 'Id of the passport in the system it comes from.' })
  passportId!: string;

  @Field(() => D2aEligibilityInput, { nullable: true, description: "The D2A team's finding (ASM-25)." })
  eligibility?: D2aEligibilityInput | null;

  @Field(() => DischargePassportInput, { description: 'The form.' })
  passport!: DischargePassportInput;
}

@InputType({ description: 'A placement, and your key for the act.' })
export class OnPlacementInput {
  @Field(() => String, KEY)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The placement.' })
  placementId!: string;
}

@InputType({ description: 'A package, and your key for the act.' })
export class OnPackageInput {
  @Field(() => String, KEY)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The package.' })
  packageId!: string;
}

@InputType({ description: 'A discharge as agreed, or as it now is.' })
export class AmendDischargeInput extends OnPackageInput {
  @Field(() => Date, { description: 'Date and time of the discharge.' })
  dischargeAt!: Date;

  @Field(() => String, { description: 'Transport, equipment, who lets the provider in.' })
  arrangements!: string;
}

@InputType({ description: 'A package that is no longer wanted.' })
export class CancelPackageInput extends OnPackageInput {
  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@InputType({ description: 'The first call, or the admission.' })
export class ConfirmFirstCallInput extends OnPlacementInput {
  @Field(() => Date, { description: 'Day and time of the first call.' })
  firstCallAt!: Date;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'D2A: whether a call after the last usual time was agreed (WIN-19).',
  })
  laterCallAgreed!: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "Day on which the agency's own assessment was complete (AWRD-06).",
  })
  assessmentCompletedOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Respite: nights of the stay (AWRD-06).' })
  lengthOfStayNights?: number | null;
}

@InputType({ description: 'A time that the provider can do.' })
export class OfferedCallTimeInput {
  @Field(() => Int, { description: "Place of the call in the need's calls, from 0." })
  call!: number;

  @Field(() => LocalTimeScalar, { description: 'Time offered.' })
  offered!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When the person was told that it is another time than requested.',
  })
  advisedAt?: Date | null;
}

@InputType({ description: 'The times that a provider can do at the start.' })
export class AdviseOfferedTimesInput extends OnPlacementInput {
  @Field(() => [OfferedCallTimeInput], { description: 'One for each call it speaks of.' })
  times!: OfferedCallTimeInput[];
}

@InputType({ description: 'What the person was given to hold: whom to call, and who comes (DEL-19).' })
export class RecordContactSheetInput extends OnPlacementInput {
  @Field(() => LocalDateScalar, { description: 'When the person was given it.' })
  issuedOn!: string;

  @Field(() => String, { description: 'The key worker, by your own reference; 1 to 100 characters.' })
  keyWorker!: string;

  @Field(() => [String], { description: 'The regular team, by your own references; 1 to 30 of them.' })
  team!: string[];

  @Field(() => Boolean, { description: 'It says who the registered manager is and how to reach them.' })
  namesManager!: boolean;

  @Field(() => Boolean, { description: 'It says whom to call in an emergency and out of hours.' })
  namesOutOfHours!: boolean;
}

@InputType({ description: 'A mark that the time of a call must be kept.' })
export class MarkTimeCriticalInput extends OnPlacementInput {
  @Field(() => Int, { description: "Place of the call in the need's calls, from 0." })
  call!: number;

  @Field(() => Boolean, { description: 'Whether it is time-critical.' })
  timeCritical!: boolean;
}

@InputType({ description: 'A placement that runs already, as LAS has it.' })
export class RunningPlacementInput {
  @Field(() => String, { description: 'Id of its service line on LAS: by it a placement is taken over once.' })
  lasLineId!: string;

  @Field(() => ID, { description: 'The provider that delivers it.' })
  providerId!: string;

  @Field(() => PersonInput, { description: 'The person.' })
  person!: PersonInput;

  @Field(() => [ContactInput], { defaultValue: [], description: 'The people around (IDG-09).' })
  contacts!: ContactInput[];

  @Field(() => CohortWord, { defaultValue: 'ADULT', description: 'Adult, or child or young person (IDG-11).' })
  cohort!: Cohort;

  @Field(() => CareTypeWord, { description: 'Kind of care (ASM-28).' })
  careType!: CareType;

  @Field(() => [GroupWord], { description: 'Service-user groups (ASM-18).' })
  groups!: ServiceUserGroup[];

  @Field(() => [RequestedCallInput], { description: 'Calls of the week.' })
  calls!: RequestedCallInput[];

  @Field(() => LocalDateScalar, { description: 'First day of care.' })
  startedOn!: string;

  @Field(() => PenceScalar, { description: 'Hourly rate, as agreed.' })
  hourlyRatePence!: number;

  @Field(() => CarePlanInput, { description: 'The authorised care plan (ASM-10).' })
  carePlan!: CarePlanInput;
}

@InputType({ description: 'Placements that ran before the council joined the hub.' })
export class TakeOverPlacementsInput {
  @Field(() => String, KEY)
  idempotencyKey!: string;

  @Field(() => [RunningPlacementInput], { description: '1 to 200 of them: all are taken over, or none.' })
  placements!: RunningPlacementInput[];
}

@InputType({ description: 'A variation of a placement, as LAS has it.' })
export class RecordVariationInput extends OnPlacementInput {
  @Field(() => String, { description: 'Its id on LAS: by it a variation is recorded once.' })
  lasVariationId!: string;

  @Field(() => VariationKindWord, { description: 'What it does.' })
  kind!: RecordedKind;

  @Field(() => VariationInitiatorWord, { defaultValue: 'COUNCIL', description: 'Who began it (VAR-15).' })
  initiator!: VariationInitiator;

  @Field(() => LocalDateScalar, { description: 'First day of it.' })
  effectiveFrom!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day: of a temporary increase always (VAR-06).' })
  effectiveTo?: string | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes a week from then on, where they change.' })
  weeklyWorkerMinutes?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it would put person or carer at risk (VAR-01).' })
  putsAtRisk!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the care teams have agreed all the same (VAR-01).',
  })
  careTeamsAgreed!: boolean;
}

@InputType({ description: 'The line of a service on LAS.' })
export class RecordServiceLineInput extends OnPlacementInput {
  @Field(() => String, { description: 'Id that LAS gave to it.' })
  lasLineId!: string;
}

@InputType({ description: 'A care plan to be authorised.' })
export class AuthorisePlanInput extends OnPlacementInput {
  @Field(() => CarePlanInput, { nullable: true, description: 'What it says; left out, what its latest version says.' })
  carePlan?: CarePlanInput | null;
}

@InputType({ description: 'Interim documentation.' })
export class SetInterimPlanInput extends OnPlacementInput {
  @Field(() => String, { description: 'Why an authorised plan cannot be issued now.' })
  reason!: string;

  @Field(() => CarePlanInput, {
    nullable: true,
    description: 'What it says; left out, what the latest version of the plan says.',
  })
  carePlan?: CarePlanInput | null;
}

@InputType({ description: 'The end of a D2A package, as confirmed.' })
export class ConfirmD2aEndDateInput extends OnPlacementInput {
  @Field(() => LocalDateScalar, { description: 'Last date of the package.' })
  endDate!: string;
}

@InputType({ description: 'The end of a placement.' })
export class EndPlacementInput extends OnPlacementInput {
  @Field(() => ClosureReasonWord, { description: 'Why.' })
  reason!: ClosureReason;

  @Field(() => LocalDateScalar, { description: 'Last day of care.' })
  endDate!: string;
}

export function callOf(call: RequestedCallInput): RequestedCall {
  return {
    days: [...call.days],
    startTime: call.startTime,
    minutes: call.minutes,
    workers: call.workers,
    activities: [...call.activities],
    timeCritical: call.timeCritical,
    ...(call.night && { night: call.night }),
  };
}

export function planOf(plan: CarePlanInput | null | undefined): PlanDescribed | null {
  if (!plan) return null;
  return {
    careManagerId: plan.careManagerId ?? null,
    weeklyMinutes: plan.weeklyMinutes ?? null,
    activities: [...plan.activities],
    outcomes: [...plan.outcomes],
    totalBudgetPence: plan.totalBudgetPence ?? null,
    medication: [...plan.medication],
    otherServices: [...plan.otherServices],
  };
}

export function runningPlacementOf(input: RunningPlacementInput): TakeOverPlacement {
  return {
    ...personOf({ ...input, endOfLife: null }),
    lasLineId: input.lasLineId,
    providerId: input.providerId,
    careType: input.careType,
    groups: [...input.groups],
    calls: input.calls.map(callOf),
    startedOn: input.startedOn,
    hourlyRatePence: input.hourlyRatePence,
    carePlan: planOf(input.carePlan)!,
  };
}

function personOf({
  person,
  contacts,
  endOfLife,
  cohort,
}: Pick<NeedInput, 'person' | 'contacts' | 'endOfLife' | 'cohort'>): PersonBrought {
  return {
    person: {
      councilPersonId: person.councilPersonId,
      nhsNumber: person.nhsNumber ?? null,
      name: person.name,
      dateOfBirth: person.dateOfBirth,
      address: person.address,
      postcode: person.postcode,
      telephone: person.telephone ?? null,
      preferences: person.preferences ?? null,
    },
    contacts: contacts.map((contact) => ({
      role: contact.role,
      name: contact.name,
      order: contact.order,
      authority: contact.authority,
      routes: contact.routes.map(({ kind, value }) => ({ kind, value })),
      preferredFormat: contact.preferredFormat ?? null,
    })),
    endOfLife: endOfLife ? { category: endOfLife.category ?? null, imminent: endOfLife.imminent } : null,
    cohort,
  };
}

function needOf(input: NeedInput) {
  return {
    ...personOf(input),
    idempotencyKey: input.idempotencyKey,
    version: input.version,
    groups: [...input.groups],
    specialist: input.specialist,
    skills: [...input.skills],
    carerGender: input.carerGender ?? null,
    languages: [...input.languages],
    complexNeeds: input.complexNeeds,
    complexNeedsDetail: input.complexNeedsDetail ?? null,
    commissioners: [...input.commissioners],
    assessmentSummary: input.assessmentSummary ?? null,
    carePlan: planOf(input.carePlan),
  };
}

export function serviceRequestOf(input: SubmitServiceRequestInput): SubmitServiceRequest {
  const { panelDecision, form } = input;
  return {
    ...needOf(input),
    lasRequestId: input.lasRequestId,
    channel: input.channel,
    serviceType: input.serviceType,
    funding: input.funding,
    careType: input.careType,
    urgency: input.urgency,
    neededFrom: input.neededFrom,
    calls: input.calls.map(callOf),
    assessmentCompletedAt: input.assessmentCompletedAt ?? null,
    carePlanCompletedAt: input.carePlanCompletedAt ?? null,
    carePlanAuthorisedAt: input.carePlanAuthorisedAt ?? null,
    panelDecision: panelDecision
      ? {
          purpose: panelDecision.purpose,
          outcome: panelDecision.outcome,
          decidedAt: panelDecision.decidedAt,
          conditions: panelDecision.conditions ?? null,
          respiteAllowanceConfirmed: panelDecision.respiteAllowanceConfirmed ?? null,
        }
      : null,
    form: form ? { kind: form.kind, completedAt: form.completedAt } : null,
    withBrokerageAt: input.withBrokerageAt ?? null,
    deliveryNotes: input.deliveryNotes ?? null,
  };
}

export function dischargePassportOf(input: SubmitDischargePassportInput): SubmitDischargePassport {
  const { eligibility, passport } = input;
  return {
    ...needOf(input),
    passportId: input.passportId,
    eligibility: eligibility
      ? {
          eligible: eligibility.eligible,
          decidedByD2aTeam: eligibility.decidedByD2aTeam,
          decidedAt: eligibility.decidedAt,
        }
      : null,
    passport: {
      callsPerDay: passport.callsPerDay ?? null,
      callMinutes: passport.callMinutes ?? null,
      expectedDischargeAt: passport.expectedDischargeAt ?? null,
      twoWorkers: passport.twoWorkers ?? null,
      schedule: passport.schedule.map(callOf),
      purpose: passport.purpose ?? null,
      arrangements: passport.arrangements ?? null,
    },
  };
}
