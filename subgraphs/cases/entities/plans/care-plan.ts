import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Activity } from '../../../../schema/events/cases.js';
import type { Involved } from '../../../../schema/involved.js';
import { CARE_PLAN_STATUSES, type CarePlanStatus, type PlanDescribed } from '../../rules/plans/care-plan.js';
import type {
  InformalSupport,
  OutcomePartner,
  PathwayStep,
  PlanInvolvement,
  StrengthSummary,
} from '../../rules/plans/strengths.js';
import { ActivityWord } from '../requests/words.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';
import { CarePlanStatusWord, InvolvedWord } from './words.js';

@ObjectType({ description: 'A step towards the goals (ASM-20).' })
export class PlanPathwayStep implements PathwayStep {
  @Field(() => String, { description: 'The service.' })
  service!: string;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'What it costs a week; null if it costs the budget nothing.',
  })
  weeklyCostPence!: number | null;
}

@ObjectType({ description: 'Unpaid support or an asset that the person has (ASM-20).' })
export class PlanInformalSupport implements InformalSupport {
  @Field(() => String, { description: 'The support.' })
  support!: string;

  @Field(() => String, { nullable: true, description: 'How it is kept up.' })
  sustainedBy!: string | null;
}

@ObjectType({ description: 'What a strength-based assessment found, in short (ASM-20).' })
export class PlanStrengths implements StrengthSummary {
  @Field(() => [String], { description: 'Goals that improve wellbeing.' })
  goals!: string[];

  @Field(() => [PlanPathwayStep], { description: 'The pathway to them, costed and non-costed.' })
  pathway!: PlanPathwayStep[];

  @Field(() => [PlanInformalSupport], { description: 'Informal support and assets.' })
  informalSupport!: PlanInformalSupport[];

  @Field(() => String, { nullable: true, description: "The person's support at a glance." })
  snapshot!: string | null;
}

@ObjectType({ description: 'A provider beside the lead, for one outcome of a co-produced plan (ASM-38).' })
export class PlanPartner implements OutcomePartner {
  @Field(() => Int, { description: "Place of the outcome in the plan's outcomes, from 0." })
  outcome!: number;

  @Field(() => ID, { description: 'The id of the partner.' })
  providerId!: string;
}

@ObjectType({ description: "How somebody of the person's side took part in the plan (CHOI-11)." })
export class PlanInvolved implements PlanInvolvement {
  @Field(() => InvolvedWord, { description: 'Who took part.' })
  who!: Involved;

  @Field(() => String, { description: 'How.' })
  how!: string;

  @Field(() => String, { nullable: true, description: 'What was chosen; null if nothing was to be chosen.' })
  chose!: string | null;
}

/** A provider does not read the version that names another. */
const NAMES_NO_OTHER = `(provider_id is null or provider_id::text = current_setting('hub.organisation', true))`;

/** The council's care plan. A version is written once; what follows it only marks it as superseded. [ASM-10] */
@ObjectType({ description: "One version of the council's care plan (ASM-10)." })
@Entity({
  tableName: 'care_plan',
  rowLevelSecurity: 'force',
  policies: personalRows(`${throughLivePlacement('care_plan', 'package_id', 'package_id')} and ${NAMES_NO_OTHER}`),
})
@Unique({ properties: ['packageId', 'version'] })
export class CarePlan implements PlanDescribed {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Field(() => Int, { description: '1 for the first.' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => CarePlanStatusWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...CARE_PLAN_STATUSES] })
  status!: CarePlanStatus;

  @Field(() => String, { nullable: true, description: "The care manager, by the council's id of staff." })
  @Property({ type: 'text', nullable: true })
  careManagerId: string | null = null;

  @Field(() => ID, {
    nullable: true,
    description: 'The provider that delivers it, and leads it where it has partners; null before the award (ASM-38).',
  })
  @Property({ type: 'uuid', nullable: true })
  providerId: string | null = null;

  @Field(() => Int, { nullable: true, description: 'Minutes of service a week.' })
  @Property({ type: 'integer', nullable: true })
  weeklyMinutes: number | null = null;

  @Field(() => [ActivityWord], { description: 'Activities.' })
  @Property({ type: 'string[]' })
  activities!: Activity[];

  @Field(() => [String], { description: 'Outcomes to be reached.' })
  @Property({ type: 'json' })
  outcomes!: string[];

  @Field(() => PenceScalar, { nullable: true, description: 'Budget of the service as a whole.' })
  @Property({ type: 'integer', nullable: true })
  totalBudgetPence: number | null = null;

  @Field(() => [String], { description: 'Help with medication that is agreed, one entry each (ASM-29).' })
  @Property({ type: 'json' })
  medication!: string[];

  @Field(() => [String], { description: 'Other services around the person (ASM-17).' })
  @Property({ type: 'json' })
  otherServices!: string[];

  @Field(() => PlanStrengths, { nullable: true, description: 'What a strength-based assessment found (ASM-20).' })
  @Property({ type: 'json', nullable: true })
  strengths: PlanStrengths | null = null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'Budget a week within which support is flexible (ASM-21).',
  })
  @Property({ type: 'integer', nullable: true })
  availableBudgetPence: number | null = null;

  @Field(() => [PlanPartner], {
    description: 'Providers beside the one that delivers and coordinates the plan, by outcome (ASM-38).',
  })
  @Property({ type: 'json' })
  partners: PlanPartner[] = [];

  @Field(() => [PlanInvolved], {
    description: "Who of the person's side took part in making it, and what was chosen (CHOI-11).",
  })
  @Property({ type: 'json' })
  involvement: PlanInvolved[] = [];

  @Field(() => String, {
    nullable: true,
    description: 'Interim documentation: why the plan itself cannot be issued (ASM-12).',
  })
  @Property({ type: 'text', nullable: true })
  interimReason: string | null = null;

  /** When the council authorised its content, which may be before the award names the provider. */
  @Field(() => Date, { nullable: true, description: 'When it was authorised.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  authorisedAt: Date | null = null;

  @Field(() => Date, { description: 'When the hub received it.' })
  @Property({ length: 3 })
  issuedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When a later version replaced it.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  replacedAt: Date | null = null;
}
