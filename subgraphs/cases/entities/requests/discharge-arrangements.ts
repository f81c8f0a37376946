import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { newId } from '../../../../kernel/values/ids.js';
import type { AgreedDischarge } from '../../rules/requests/discharge-arrangements.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';

/** One version of what brokerage and the awarded provider agreed about a discharge; all are kept. [ROUT-19] */
@ObjectType({ description: 'One version of the agreed discharge (ROUT-19).' })
@Entity({
  tableName: 'discharge_arrangements',
  rowLevelSecurity: 'force',
  policies: personalRows(
    `provider_id::text = current_setting('hub.organisation', true) and ${throughLivePlacement('discharge_arrangements', 'package_id', 'package_id')}`,
  ),
})
@Unique({ properties: ['placementId', 'version'] })
export class DischargeArrangements implements AgreedDischarge {
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

  @Field(() => Int, { description: '1 for the first.' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => Date, { description: 'Date and time of the discharge.' })
  @Property({ length: 3 })
  dischargeAt!: Date;

  @Field(() => String, { description: 'Transport, equipment, who lets the provider in.' })
  @Property({ type: 'text' })
  arrangements!: string;

  @Field(() => Date, { description: 'When it was agreed.' })
  @Property({ length: 3 })
  agreedAt!: Date;
}
