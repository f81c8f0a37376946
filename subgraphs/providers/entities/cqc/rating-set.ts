import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { KeyQuestion } from '../../../../schema/events/providers.js';
import { RATINGS, type Rating } from '../../../../schema/policy.js';
import type { RatingSet } from '../../rules/cqc/ratings.js';
import { RatingWord } from './words.js';

/** Stored under the words of the contract, shown under those of the field. */
@ObjectType({ description: "A rating for each of CQC's five key questions (PROV-03)." })
export class KeyQuestionRatings implements Record<KeyQuestion, Rating> {
  @Field(() => RatingWord, { name: 'safe', description: 'Is it safe?' })
  SAFE!: Rating;

  @Field(() => RatingWord, { name: 'effective', description: 'Is it effective?' })
  EFFECTIVE!: Rating;

  @Field(() => RatingWord, { name: 'caring', description: 'Is it caring?' })
  CARING!: Rating;

  @Field(() => RatingWord, { name: 'responsive', description: 'Is it responsive?' })
  RESPONSIVE!: Rating;

  @Field(() => RatingWord, { name: 'wellLed', description: 'Is it well led?' })
  WELL_LED!: Rating;
}

/** One day's publication in the history of a location (PROV-03). */
@ObjectType('CqcRatings', { description: 'What CQC published of a location on one day (PROV-03).' })
@Entity({
  tableName: 'rating_set',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
@Unique({ properties: ['locationId', 'publishedOn'] })
export class PublishedRatings implements RatingSet {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  locationId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of publication; null if nothing is published.' })
  @Property({ type: 'string', length: 10 })
  publishedOn!: string;

  @Field(() => RatingWord, { description: 'The overall rating.' })
  @Enum({ items: () => [...RATINGS] })
  overall!: Rating;

  @Field(() => KeyQuestionRatings, { description: 'The five key questions.' })
  @Property({ type: 'json' })
  keyQuestions!: KeyQuestionRatings;
}
