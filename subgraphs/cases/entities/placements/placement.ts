import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import {
  CARE_TYPES,
  type CareType,
  type FirstCallAgreementKind,
  type NightRates,
} from '../../../../schema/events/cases.js';
import { CLOSURE_REASONS, type ClosureReason } from '../../rules/placements/ending.js';
import { PLACEMENT_STATES, type PlacementState, placementStates } from '../../rules/placements/placement-states.js';
import { SERVICE_TYPES, type ServiceType } from '../../rules/requests/request-type.js';
import { COUNCIL_READERS, TERMS_READERS } from '../readers.js';
import type { OfferedCallTime, PackageNeed } from '../requests/need.js';
import { CareTypeWord, ServiceTypeWord } from '../requests/words.js';
import { FirstCallAgreementWord, PlacementStateWord } from './words.js';

const OVER = placementStates.terminal.map((state) => `'${state}'`).join(', ');

/** By a text, for it is kept as JSON. */
@ObjectType({ description: 'That the council agreed to a first call, as its provider says (WIN-06, WIN-07, WIN-19).' })
export class FirstCallAgreement {
  @Field(() => FirstCallAgreementWord, { description: 'What was agreed to.' })
  what!: FirstCallAgreementKind;

  @Field(() => String, { description: 'The credential that said so.' })
  by!: string;

  @Field(() => DateTimeScalar, { description: 'When it said so.' })
  at!: string;

  @Field(() => DateTimeScalar, { description: 'The call that was agreed to.' })
  firstCallAt!: string;
}

/**
 * SM-4: one provider's agreement to deliver a package, with the terms of its award pinned (AWRD-10).
 *
 * The public fields of the row itself are administrative: they stay with the provider when the placement has ended.
 * What tells of the need or the person is asked for through fields that answer while it is live.
 */
@ObjectType({ description: "One provider's agreement to deliver a package (SM-4)." })
@Reads('placements:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'placement',
  rowLevelSecurity: 'force',
  policies: rowPolicies('cases', { provider: ownedByProvider() }),
})
@Unique({ name: 'one_live_placement_per_package', properties: ['packageId'], where: `state not in (${OVER})` })
@Unique({ properties: ['awardId', 'packageId'] })
@Unique({ properties: ['council', 'lasLineId'] })
@Index({ properties: ['packageId'] })
@Index({ properties: ['reference'] })
@Index({ properties: ['personId', 'providerId'] })
@Index({ properties: ['providerId', 'awardedAt', 'id'] })
@Index({ properties: ['council', 'state', 'awardedAt', 'id'] })
export class Placement {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that placed it.' })
  @Property({ type: 'text' })
  council!: string;

  @Field(() => String, { description: 'What people call it, such as PL-7KX2M9Q.' })
  @Property({ type: 'text' })
  reference!: string;

  @Field(() => String, { description: 'Reference of the package.' })
  @Property({ type: 'text' })
  packageReference!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** The home in which the person lives, or stays; null of any other care, and of a home that the hub did not match. */
  @Property({ type: 'uuid', nullable: true })
  homeId: string | null = null;

  /** Null, as its award is, for a placement taken over from before the hub (ASM-37). */
  @Property({ type: 'uuid', nullable: true })
  callOffId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  awardId: string | null = null;

  @Field(() => PlacementStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...PLACEMENT_STATES] })
  state!: PlacementState;

  @Field(() => ServiceTypeWord, { description: 'What is delivered.' })
  @Enum({ items: () => [...SERVICE_TYPES] })
  serviceType!: ServiceType;

  @Field(() => CareTypeWord, { description: 'Kind of care (ASM-28).' })
  @Enum({ items: () => [...CARE_TYPES] })
  careType!: CareType;

  /** The need as it was awarded. */
  @Property({ type: 'json' })
  need!: PackageNeed;

  /** Whether the provider's CQC registration covers the person's age: without it, it reads nothing of them. (IDG-11) */
  @Property({ type: 'boolean' })
  coversAge!: boolean;

  @Field(() => Int, { description: 'Worker-minutes a week, as awarded; 0 in a home (AWRD-10).' })
  @Property({ type: 'integer' })
  weeklyWorkerMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes a week, as varied since (SM-6).' })
  @Property({ type: 'integer' })
  currentWeeklyWorkerMinutes!: number;

  @Authorized(...TERMS_READERS)
  @Field(() => PenceScalar, {
    nullable: true,
    description: 'Hourly rate, as awarded; null for a place in a home (AWRD-10).',
  })
  @Property({ type: 'integer', nullable: true })
  hourlyRatePence: number | null = null;

  /** What a whole night costs, as awarded (PROV-32, AWRD-10). */
  @Property({ type: 'json' })
  nightRatesPence!: NightRates;

  @Authorized(...TERMS_READERS)
  @Field(() => PenceScalar, {
    nullable: true,
    description:
      'Price of a week, its nights at their flat rates, or of the place in a home; null if what it needs was not agreed.',
  })
  @Property({ type: 'integer', nullable: true })
  weeklyPricePence: number | null = null;

  /** What a third party has signed to pay of it, by the latest version of its top-up: who that is, no provider reads. (PAY-09) */
  @Property({ type: 'integer' })
  thirdPartyWeeklyPence: number = 0;

  @Authorized(...TERMS_READERS)
  @Field(() => PenceScalar, {
    nullable: true,
    description:
      "In a scheme: this person's share of the core support a week, paid directly to the provider (ISF-03). Null elsewhere.",
  })
  @Property({ type: 'integer', nullable: true })
  virtualBudgetPence: number | null = null;

  @Authorized(...COUNCIL_READERS)
  @Field(() => PenceScalar, {
    nullable: true,
    description:
      'In a scheme: the rest of the individual budget a week at the award, for the individual service fund (ISF-04). Null elsewhere, and without an agreed budget.',
  })
  @Property({ type: 'integer', nullable: true })
  isfWeeklyPence: number | null = null;

  @Authorized(...TERMS_READERS)
  @Field(() => PenceScalar, { nullable: true, description: 'Budget of the service at the award, from the plan.' })
  @Property({ type: 'integer', nullable: true })
  totalBudgetPence: number | null = null;

  @Field(() => Int, { nullable: true, description: 'Version of the care plan at the award (AWRD-10).' })
  @Property({ type: 'integer', nullable: true })
  carePlanVersion: number | null = null;

  /** Version of the policy that the call-off was opened under. */
  @Property({ type: 'text' })
  policyVersion!: string;

  @Field(() => LocalDateScalar, { description: 'Start, as offered and then as confirmed (AWRD-06).' })
  @Property({ type: 'string', length: 10 })
  startDate!: string;

  @Field(() => LocalTimeScalar, { description: 'Time of the first call, as offered and then as confirmed.' })
  @Property({ type: 'string', length: 5 })
  startTime!: string;

  @Field(() => Boolean, {
    description: 'Whether the provider assesses first: then it confirms after that, and says on which day (ROUT-29).',
  })
  @Property({ type: 'boolean' })
  assessesFirst!: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "Day on which the agency's own assessment was complete (AWRD-06).",
  })
  @Property({ type: 'string', length: 10, nullable: true })
  assessmentCompletedOn: string | null = null;

  @Field(() => Int, { nullable: true, description: 'Respite: nights of the stay (AWRD-06).' })
  @Property({ type: 'integer', nullable: true })
  lengthOfStayNights: number | null = null;

  @Field(() => Date, { description: 'When it was awarded.' })
  @Property({ length: 3 })
  awardedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When the full request was opened to the provider (AWRD-08).' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  documentsSentAt: Date | null = null;

  @Field(() => Date, { nullable: true, description: 'When the provider first read it: the receipt (AWRD-08).' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  documentsReadAt: Date | null = null;

  @Field(() => Date, { nullable: true, description: 'When the provider confirmed the first call (ROUT-10).' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  confirmedAt: Date | null = null;

  @Field(() => Date, { nullable: true, description: 'When the first call is to take place (ROUT-10).' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  firstCallAt: Date | null = null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'D2A: the first day on which the provider may be held to a first call, by when it was notified; any earlier call is by agreement (WIN-06, WIN-07).',
  })
  @Property({ type: 'text', nullable: true })
  firstCallRequiredFrom: string | null = null;

  /** The day that the provider offered or has confirmed; null once the discharge is another day's. (WIN-06) */
  @Property({ type: 'string', length: 10, nullable: true })
  firstCallAgreedOn: string | null = null;

  @Field(() => [FirstCallAgreement], {
    description: 'D2A: what about its first call was by agreement with the council, the latest last (WIN-06, WIN-19).',
  })
  @Property({ type: 'json' })
  firstCallAgreements: FirstCallAgreement[] = [];

  @Field(() => Date, { nullable: true, description: 'D2A: the discharge as last agreed (ROUT-19).' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  dischargeAt: Date | null = null;

  @Field(() => Date, {
    nullable: true,
    description: 'D2A: the last instant at which the first call is in time (ROUT-15).',
  })
  @Property({ type: 'datetime', length: 3, nullable: true })
  firstCallDueAt: Date | null = null;

  @Property({ type: 'json' })
  offeredTimes: OfferedCallTime[] = [];

  @Authorized(...TERMS_READERS)
  @Field(() => String, { nullable: true, description: 'Id of the service line on LAS (AWRD-02).' })
  @Property({ type: 'text', nullable: true })
  lasLineId: string | null = null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When the first call was made: earlier than the start of a placement that waits for its IPO (AWRD-03).',
  })
  @Property({ type: 'datetime', length: 3, nullable: true })
  firstCallMadeAt: Date | null = null;

  @Field(() => Date, { nullable: true, description: 'When care began.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  startedAt: Date | null = null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'D2A: the last date on which a visit is permitted, from the first call on (ROUT-16).',
  })
  @Property({ type: 'string', length: 10, nullable: true })
  d2aLastDate: string | null = null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'D2A: last date of the package, as confirmed (ROUT-17).',
  })
  @Property({ type: 'string', length: 10, nullable: true })
  d2aEndDate: string | null = null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Last day of care; before `endedAt` is set, as announced (AWRD-12).',
  })
  @Property({ type: 'string', length: 10, nullable: true })
  endDate: string | null = null;

  @Field(() => Date, { nullable: true, description: 'When it ended or was withdrawn.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  endedAt: Date | null = null;

  @Enum({ items: () => [...CLOSURE_REASONS], nullable: true })
  endReason: ClosureReason | null = null;

  @Authorized(...COUNCIL_READERS)
  @Field(() => String, { nullable: true, description: 'Why it was withdrawn, as a code (AWRD-09).' })
  @Property({ type: 'text', nullable: true })
  withdrawalReason: string | null = null;
}
