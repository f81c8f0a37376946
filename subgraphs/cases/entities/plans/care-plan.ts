import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Activity } from '../../../../schema/events/cases.js';
import { CARE_PLAN_STATUSES, type CarePlanContent, type CarePlanStatus } from '../../rules/plans/care-plan.js';
import { ActivityWord } from '../requests/words.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';
import { CarePlanStatusWord } from './words.js';

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
export class CarePlan implements CarePlanContent {
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
