import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ExceptionOutcome, TopUpStatus } from '../../../../schema/events/cases.js';
import type {
  TopUpAgreement as Agreement,
  TopUpException as Exception,
  TopUp as Facts,
} from '../../rules/placements/top-up.js';
import { personalRows } from '../row-policies.js';
import { ExceptionOutcomeWord, TopUpStatusWord } from './words.js';

@ObjectType({ description: 'What a third party agrees to pay (AWRD-11).' })
export class TopUpAgreement implements Agreement {
  @Field(() => String, { description: 'Who pays; empty until it is recorded, for an award does not tell it.' })
  thirdParty!: string;

  @Field(() => TopUpStatusWord, { description: 'How far it has come.' })
  status!: TopUpStatus;

  @Field(() => LocalDateScalar, { description: 'When it was requested.' })
  requestedOn!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was signed.' })
  signedOn!: string | null;
}

@ObjectType({ description: "The council's decision on exceptional circumstances (CHOI-06)." })
export class TopUpException implements Exception {
  @Field(() => ExceptionOutcomeWord, { description: 'The decision.' })
  outcome!: ExceptionOutcome;

  @Field(() => LocalDateScalar, { description: 'When it was decided.' })
  decidedOn!: string;

  @Field(() => String, {
    description: 'Why; empty if it was decided at the choice of the home, with which it is kept.',
  })
  reason!: string;
}

/** One version of the third-party top-up of a place in a home. A version is written once; the latest counts. [AWRD-11, PAY-09] */
@ObjectType({ description: 'One version of the third-party top-up of a place in a home (AWRD-11, PAY-09).' })
@Entity({ tableName: 'top_up', rowLevelSecurity: 'force', policies: personalRows() })
@Unique({ properties: ['placementId', 'version'] })
export class TopUp implements Facts {
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

  @Field(() => Int, { description: '1 for the first; the latest counts.' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => PenceScalar, { description: 'What the price of a week is above the fee.' })
  @Property({ type: 'integer' })
  amountPence!: number;

  @Field(() => PenceScalar, { description: "The council's standard fee a week that the price was held against." })
  @Property({ type: 'integer' })
  standardFeePence!: number;

  @Field(() => String, { description: 'Version of that fee.' })
  @Property({ type: 'text' })
  feeVersion!: string;

  @Field(() => TopUpAgreement, { nullable: true, description: "The third party's agreement." })
  @Property({ type: 'json', nullable: true })
  agreement!: TopUpAgreement | null;

  @Field(() => TopUpException, { nullable: true, description: 'The exceptional decision in its place.' })
  @Property({ type: 'json', nullable: true })
  exception!: TopUpException | null;

  @Field(() => String, { description: 'The credential that recorded it.' })
  @Property({ type: 'text' })
  recordedBy!: string;

  @Field(() => Date, { description: 'When it was recorded.' })
  @Property({ length: 3 })
  recordedAt!: Date;
}
