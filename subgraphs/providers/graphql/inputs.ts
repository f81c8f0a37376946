import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import {
  CqcLocationIdScalar,
  DateTimeScalar,
  LocalDateScalar,
  LocalTimeScalar,
  PenceScalar,
  PostcodeScalar,
} from '../../../kernel/graphql/scalars.js';
import type { Weekday } from '../../../kernel/time/working-time.js';
import type { CareType, ServiceUserGroup } from '../../../schema/events/cases.js';
import type { Vehicle } from '../../../schema/events/providers.js';
import type { ImportCqcRecord } from '../commands/cqc/import-cqc-record.js';
import type { RecordImprovementPlan } from '../commands/cqc/record-improvement-plan.js';
import type { ImportWards, WardRow } from '../commands/geography/import-wards.js';
import type { DeclareCapacity } from '../commands/hours/declare-capacity.js';
import type { DeclarePrivateHours } from '../commands/hours/declare-private-hours.js';
import type { AdmitMember } from '../commands/membership/admit-member.js';
import type { ChangeMembership } from '../commands/membership/change-membership.js';
import type { CloseLowRateQuery } from '../commands/rates/close-low-rate-query.js';
import type { RecordRate } from '../commands/rates/record-rate.js';
import type { AmendProvider } from '../commands/register/amend-provider.js';
import type { RegisterProvider } from '../commands/register/register-provider.js';
import {
  AlertMonitorWord,
  CareTypeWord,
  CategoryWord,
  ContactRouteWord,
  PostWord,
  RatedItemWord,
  RateKindWord,
  ServiceUserGroupWord,
  TimeBandWord,
  VehicleWord,
  WeekdayWord,
} from '../entities/words.js';
import type { RatedItem } from '../rules/cqc/ratings.js';
import type { AlertMonitor, OnCallBand, ProcedureDocument } from '../rules/hours/alert-resource.js';
import type { TimeBand } from '../rules/hours/capacity-statement.js';
import type { RateKind } from '../rules/rates/rates.js';
import type { ContactRoute, ProviderCategory, ProviderPost } from '../rules/register/provider-record.js';

@InputType({ description: 'An office of a provider.' })
export class OfficeInput {
  @Field(() => PostcodeScalar, { description: 'Where it is.' })
  postcode!: string;
}

@InputType({ description: "How to reach a provider: an organisation's line or mailbox, never a person's." })
export class ProviderContactInput {
  @Field(() => ContactRouteWord, { description: 'When it is answered.' })
  route!: ContactRoute;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  telephone!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;
}

@InputType({ description: 'A provider for the register (PROV-01, PROV-13).' })
export class RegisterProviderInput implements RegisterProvider {
  @Field(() => String, { description: 'Name of the organisation.' })
  name!: string;

  @Field(() => CqcLocationIdScalar, { description: 'The CQC location whose registration and ratings count.' })
  cqcLocationId!: string;

  @Field(() => [CategoryWord], { description: 'What kinds of care it gives.' })
  categories!: ProviderCategory[];

  @Field(() => [ServiceUserGroupWord], { description: 'Groups of people it cares for.' })
  groups!: ServiceUserGroup[];

  @Field(() => [String], { nullable: true, description: 'What its workers are trained for.' })
  skills?: string[] | null;

  @Field(() => [String], { description: 'Patch codes or places that it serves.' })
  areas!: string[];

  @Field(() => [PostWord], { description: 'The posts that are filled.' })
  postsFilled!: ProviderPost[];

  @Field(() => [OfficeInput], { description: 'Its offices.' })
  offices!: OfficeInput[];

  @Field(() => [ProviderContactInput], { description: 'How to reach it: a telephone number for each route.' })
  contacts!: ProviderContactInput[];
}

@InputType({ description: 'What changes in the record of a provider; what is left out stays (PROV-01).' })
export class AmendProviderInput implements AmendProvider {
  @Field(() => ID, { description: 'The provider.' })
  providerId!: string;

  @Field(() => [CategoryWord], { nullable: true, description: 'What kinds of care it gives.' })
  categories?: ProviderCategory[] | null;

  @Field(() => [ServiceUserGroupWord], { nullable: true, description: 'Groups of people it cares for.' })
  groups?: ServiceUserGroup[] | null;

  @Field(() => [String], { nullable: true, description: 'What its workers are trained for.' })
  skills?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Patch codes or places that it serves.' })
  areas?: string[] | null;

  @Field(() => [PostWord], { nullable: true, description: 'The posts that are filled; one left out is vacant.' })
  postsFilled?: ProviderPost[] | null;

  @Field(() => [OfficeInput], { nullable: true, description: 'Its offices.' })
  offices?: OfficeInput[] | null;

  @Field(() => [ProviderContactInput], {
    nullable: true,
    description: 'How to reach it: a telephone number for each route.',
  })
  contacts?: ProviderContactInput[] | null;
}

@InputType({ description: "A location record of CQC's syndication service (PROV-03)." })
export class ImportCqcRecordInput implements ImportCqcRecord {
  @Field(() => GraphQLJSON, { description: 'The record as CQC gives it. Names of persons in it are not read.' })
  record!: unknown;

  @Field(() => ID, { nullable: true, description: 'Whose location it is, where the register does not know it yet.' })
  providerId?: string | null;
}

@InputType({ description: 'A membership of a contract vehicle (PROV-12).' })
export class AdmitMemberInput implements AdmitMember {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => ID, { description: 'The provider.' })
  providerId!: string;

  @Field(() => VehicleWord, { description: 'The contract vehicle.' })
  vehicle!: Vehicle;

  @Field(() => String, { nullable: true, description: 'Code of the patch of a PATCH membership.' })
  patch?: string | null;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when left out.' })
  to?: string | null;

  @Field(() => String, { description: 'Version of the terms that the provider signed.' })
  termsVersion!: string;

  @Field(() => [CategoryWord], {
    defaultValue: [],
    description: 'Categories that it covers; all of the provider when empty.',
  })
  categories!: ProviderCategory[];
}

@InputType({ description: 'A change of a membership (SM-5).' })
export class ChangeMembershipInput implements ChangeMembership {
  @Field(() => ID, { description: 'The membership.' })
  membershipId!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@InputType({ description: 'A ward, and the patch that it is in on these days (PROV-15).' })
export class WardInput implements WardRow {
  @Field(() => String, { description: "The national statistics office's code." })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when left out.' })
  to?: string | null;
}

@InputType({ description: "Rows of a council's map of wards and patches (PROV-15)." })
export class ImportWardsInput implements ImportWards {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => [WardInput], { description: 'The rows; taken all or none.' })
  rows!: WardInput[];
}

/** Texts, not scalars: a row at fault is reported by its line, and the others are taken. */
@InputType({ description: 'A line of the postcode table (PROV-16).' })
export class WardPostcodeInput {
  @Field(() => Int, { description: 'The line of the file that it stood on, for the report.' })
  line!: number;

  @Field(() => String, { description: 'A whole postcode.' })
  postcode!: string;

  @Field(() => String, { description: 'Code or name of the ward.' })
  ward!: string;

  @Field(() => String, { description: 'First day, YYYY-MM-DD.' })
  validFrom!: string;

  @Field(() => String, { nullable: true, description: 'Last day, YYYY-MM-DD; open when left out.' })
  validTo?: string | null;
}

@InputType({ description: "Rows of a council's postcode table (PROV-16)." })
export class ImportWardPostcodesInput {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => [WardPostcodeInput], { description: 'The rows; those at fault are passed over.' })
  rows!: WardPostcodeInput[];
}

@InputType({ description: 'Worker-minutes a week that are free in one patch and time band (PROV-24).' })
export class FreeCapacityInput {
  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;

  @Field(() => TimeBandWord, { description: 'Part of the day.' })
  timeBand!: TimeBand;

  @Field(() => String, { nullable: true, description: 'Workers with this skill; any worker when left out.' })
  skill?: string | null;

  @Field(() => Int, { description: 'Worker-minutes a week.' })
  freeWeeklyMinutes!: number;
}

@InputType({ description: 'What a provider has free, in place of what it stated before (PROV-24).' })
export class DeclareCapacityInput implements DeclareCapacity {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => DateTimeScalar, { description: "When it was true, by the rostering system's clock." })
  statedAt!: Date;

  @Field(() => [FreeCapacityInput], { description: 'The whole picture: what is not in it is not free.' })
  free!: FreeCapacityInput[];

  @Field(() => String, { description: 'The same for every send of one statement.' })
  idempotencyKey!: string;
}

@InputType({ description: 'Hours that no council commissions (PROV-23).' })
export class DeclarePrivateHoursInput implements DeclarePrivateHours {
  @Field(() => Int, { description: 'Worker-minutes a week.' })
  weeklyMinutes!: number;

  @Field(() => String, { description: 'The same for every send of one declaration.' })
  idempotencyKey!: string;
}

@InputType({ description: 'Who is called about an alert: a line or mailbox, never a person’s (DEL-22).' })
export class AlertDeskInput {
  @Field(() => String, { description: 'Telephone number.' })
  telephone!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;
}

@InputType({ description: 'When somebody on call answers (WIN-16, AMB-12).' })
export class OnCallBandInput implements OnCallBand {
  @Field(() => [WeekdayWord], { description: 'Days on which it begins.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'Beginning.' })
  from!: string;

  @Field(() => LocalTimeScalar, { description: 'End; before the beginning, it is on the next day.' })
  to!: string;
}

@InputType({ description: 'Which document holds a procedure (DEL-29, PROV-11).' })
export class ProcedureDocumentInput implements ProcedureDocument {
  @Field(() => String, { description: 'Your own reference of it; 1 to 200 characters.' })
  reference!: string;

  @Field(() => LocalDateScalar, { description: 'When it was issued.' })
  issuedOn!: string;

  @Field(() => LocalDateScalar, { description: 'By when it is reviewed.' })
  reviewOn!: string;
}

@InputType({ description: 'Who watches over alerts, whom to call, and by which procedure (DEL-22, DEL-29).' })
export class DeclareAlertResourceInput {
  @Field(() => AlertMonitorWord, { description: 'Who watches.' })
  monitoredBy!: AlertMonitor;

  @Field(() => AlertDeskInput, { description: 'Who is called.' })
  desk!: AlertDeskInput;

  @Field(() => [OnCallBandInput], { description: 'When somebody on call answers: whenever visits are planned.' })
  onCall!: OnCallBandInput[];

  @Field(() => ProcedureDocumentInput, { description: 'The procedure for late and missed calls.' })
  lateCallProcedure!: ProcedureDocumentInput;

  @Field(() => String, { description: 'The same for every send of one declaration.' })
  idempotencyKey!: string;
}

@InputType({ description: 'An improvement plan as drafted (PROV-05).' })
export class RecordImprovementPlanInput implements RecordImprovementPlan {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => ID, { description: 'The provider.' })
  providerId!: string;

  @Field(() => [RatedItemWord], { description: 'What it is to bring back to Good.' })
  items!: RatedItem[];

  @Field(() => LocalDateScalar, { description: 'Its last day.' })
  endsOn!: string;
}

@InputType({ description: 'An improvement plan that the Quality Assurance Team was given (PROV-05).' })
export class ShareImprovementPlanInput {
  @Field(() => ID, { description: 'The plan.' })
  planId!: string;
}

@InputType({ description: 'A price from a date on (PROV-32).' })
export class RecordRateInput implements RecordRate {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => ID, { description: 'The provider.' })
  providerId!: string;

  @Field(() => RateKindWord, { description: 'What it is for.' })
  kind!: RateKind;

  @Field(() => [CareTypeWord], {
    nullable: true,
    description: 'Of a blended rate: the types of care it is for; all when left out.',
  })
  careTypes?: CareType[] | null;

  @Field(() => String, { nullable: true, description: "The pricing tool's name of an OTHER rate." })
  label?: string | null;

  @Field(() => ID, { nullable: true, description: 'The exceptional package it was negotiated for.' })
  packageId?: string | null;

  @Field(() => PenceScalar, { description: 'Per hour of a blended rate, per night of a night rate.' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when left out.' })
  to?: string | null;

  @Field(() => String, { nullable: true, description: 'Who approved a negotiated rate.' })
  approvedBy?: string | null;

  @Field(() => String, { nullable: true, description: 'Why a negotiated rate was negotiated.' })
  reason?: string | null;
}

@InputType({ description: 'The answer to a question about a low price (PROV-33).' })
export class CloseLowRateQueryInput implements CloseLowRateQuery {
  @Field(() => ID, { description: 'The query.' })
  queryId!: string;

  @Field(() => String, { description: 'How the price was explained.' })
  explanation!: string;
}
