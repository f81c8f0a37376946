import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { newId } from '../../../../kernel/values/ids.js';
import type { ReturnAnswer } from '../../../../schema/events/cases.js';
import type { InabilityReason, HospitalReturn as Reported } from '../../rules/placements/hospital-return.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';
import { InabilityReasonWord, ReturnAnswerWord } from './words.js';

/** What a provider has said of the return of somebody whom it supported before hospital: one for each discharge. [ROUT-20] */
@ObjectType({ description: 'The return from hospital of somebody whom the provider supported before (ROUT-20).' })
@Entity({
  tableName: 'hospital_return',
  rowLevelSecurity: 'force',
  policies: personalRows(
    `provider_id::text = current_setting('hub.organisation', true) and ${throughLivePlacement('hospital_return', 'package_id', 'package_id')}`,
  ),
})
@Unique({ properties: ['placementId', 'dischargedAt'] })
export class HospitalReturn implements Reported {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => Date, { description: 'When the person was discharged, as the provider knows it.' })
  @Property({ length: 3 })
  dischargedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When the next of kin was told of the discharge.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  nextOfKinInformedAt: Date | null = null;

  @Field(() => ReturnAnswerWord, { nullable: true, description: 'What becomes of the plan.' })
  @Property({ type: 'text', nullable: true })
  answer: ReturnAnswer | null = null;

  @Field(() => Date, { nullable: true, description: 'When the council was first told what becomes of the plan.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  answeredAt: Date | null = null;

  @Field(() => InabilityReasonWord, { nullable: true, description: 'Why the needs can no longer be met.' })
  @Property({ type: 'text', nullable: true })
  reason: InabilityReason | null = null;

  @Field(() => String, { nullable: true, description: 'The rationale of that, in words.' })
  @Property({ type: 'text', nullable: true })
  rationale: string | null = null;

  @Field(() => Date, { description: 'When it was first reported.' })
  @Property({ length: 3 })
  reportedAt!: Date;
}
