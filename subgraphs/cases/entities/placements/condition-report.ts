import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { newId } from '../../../../kernel/values/ids.js';
import type { ConditionChange } from '../../../../schema/events/cases.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';
import { ConditionChangeWord } from './words.js';

/** That somebody under discharge to assess has changed, as their provider saw it. Each is kept. [ROUT-18] */
@ObjectType({ description: 'That somebody under discharge to assess has changed, as the provider saw it (ROUT-18).' })
@Entity({
  tableName: 'condition_report',
  rowLevelSecurity: 'force',
  policies: personalRows(
    `provider_id::text = current_setting('hub.organisation', true) and ${throughLivePlacement('condition_report', 'package_id', 'package_id')}`,
  ),
})
@Index({ properties: ['placementId'] })
export class ConditionReport {
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

  @Field(() => ConditionChangeWord, { description: 'How.' })
  @Property({ type: 'text' })
  kind!: ConditionChange;

  @Field(() => Date, { description: 'When it was seen.' })
  @Property({ length: 3 })
  observedAt!: Date;

  @Field(() => Date, { description: 'When it was reported.' })
  @Property({ length: 3 })
  reportedAt!: Date;
}
