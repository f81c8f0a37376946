import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { newId } from '../../../../kernel/values/ids.js';
import { D2A_PURPOSES, type D2aPurpose } from '../../rules/requests/discharge-passport.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';
import { PackageCall } from './need.js';
import { D2aPurposeWord } from './words.js';

/** One version of the Discharge Passport/Referral Form, kept whole: `submitted` is all that came with it. [ASM-24] */
@ObjectType({ description: 'One version of the discharge passport (ASM-24).' })
@Entity({
  tableName: 'discharge_passport',
  rowLevelSecurity: 'force',
  policies: personalRows(throughLivePlacement('discharge_passport', 'package_id', 'package_id')),
})
@Unique({ properties: ['packageId', 'version'] })
export class DischargePassport {
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

  @Field(() => Int, { description: 'Calls a day.' })
  @Property({ type: 'integer' })
  callsPerDay!: number;

  @Field(() => Int, { description: 'Length of a call in minutes.' })
  @Property({ type: 'integer' })
  callMinutes!: number;

  @Field(() => Date, { description: 'Expected discharge.' })
  @Property({ length: 3 })
  expectedDischargeAt!: Date;

  @Field(() => Boolean, { description: 'Whether two workers are needed.' })
  @Property({ type: 'boolean' })
  twoWorkers!: boolean;

  @Field(() => [PackageCall], { description: 'Schedule of visits.' })
  @Property({ type: 'json' })
  schedule!: PackageCall[];

  @Field(() => D2aPurposeWord, { description: 'What it is for (ASM-26).' })
  @Enum({ items: () => [...D2A_PURPOSES] })
  purpose!: D2aPurpose;

  @Field(() => String, { nullable: true, description: 'Arrangements: transport, equipment, who lets the provider in.' })
  @Property({ type: 'text', nullable: true })
  arrangements: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'What was found in hospital, for the provider to start on (ASM-15).',
  })
  @Property({ type: 'text', nullable: true })
  assessmentSummary: string | null = null;

  @Field(() => Date, { description: 'When the hub received it.' })
  @Property({ length: 3 })
  receivedAt!: Date;

  @Property({ type: 'json', nullable: true, lazy: true })
  submitted!: unknown;
}
