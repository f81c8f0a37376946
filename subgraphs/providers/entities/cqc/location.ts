import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import {
  CqcLocationIdScalar,
  DateTimeScalar,
  LocalDateScalar,
  PostcodeScalar,
} from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { AGE_BANDS, type AgeBand, type GateDoubt } from '../../../../schema/events/providers.js';
import { RATINGS, type Rating } from '../../../../schema/policy.js';
import { NOT_YET_RATED, type RatingSet } from '../../rules/cqc/ratings.js';
import { KeyQuestionRatings } from './rating-set.js';
import { AgeBandWord } from './words.js';

/**
 * A place that CQC registers, as its record was last read (PROV-02, PROV-03, PROV-09). Until a record has been read it is
 * neither registered nor rated. The register holds that the post of manager is filled, and not by whom.
 */
@ObjectType('CqcLocation', { description: 'A place that CQC registers and rates (PROV-02, PROV-03).' })
@Entity({
  tableName: 'location',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
@Index({ properties: ['providerId'] })
@Index({ properties: ['name', 'id'] })
export class Location {
  [OptionalProps]?:
    | 'registered'
    | 'careHome'
    | 'serviceTypes'
    | 'specialisms'
    | 'ageBands'
    | 'registeredManagerInPost'
    | 'dormant'
    | 'overall'
    | 'keyQuestions';

  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => CqcLocationIdScalar, { description: "CQC's id of the location." })
  @Property({ type: 'text', unique: true })
  cqcLocationId!: string;

  @Field(() => String, { nullable: true, description: "CQC's id of the registered provider behind it." })
  @Property({ type: 'text', nullable: true })
  cqcProviderId: string | null = null;

  @Field(() => String, { nullable: true, description: 'Name of the location; null until a record was read.' })
  @Property({ type: 'text', nullable: true })
  name: string | null = null;

  @Field(() => Boolean, { description: 'Whether CQC registers it (PROV-02).' })
  @Property({ type: 'boolean' })
  registered: boolean = false;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day of the registration.' })
  @Property({ type: 'string', length: 10, nullable: true })
  registeredOn: string | null = null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the registration.' })
  @Property({ type: 'string', length: 10, nullable: true })
  deregisteredOn: string | null = null;

  @Field(() => PostcodeScalar, { nullable: true, description: 'Postcode of the location.' })
  @Property({ type: 'text', nullable: true })
  postcode: string | null = null;

  @Field(() => String, { nullable: true, description: 'The local authority in which it lies.' })
  @Property({ type: 'text', nullable: true })
  localAuthority: string | null = null;

  @Field(() => Boolean, { description: 'Whether it is a care home.' })
  @Property({ type: 'boolean' })
  careHome: boolean = false;

  @Field(() => [String], { description: "Types of service, in CQC's words." })
  @Property({ type: 'string[]' })
  serviceTypes: string[] = [];

  @Field(() => [String], { description: "Specialisms, in CQC's words." })
  @Property({ type: 'string[]' })
  specialisms: string[] = [];

  @Field(() => [AgeBandWord], { description: 'Ages it is registered to care for (PROV-09).' })
  @Enum({ items: () => [...AGE_BANDS], array: true })
  ageBands: AgeBand[] = [];

  @Field(() => Boolean, { description: 'Whether the post of registered manager is filled.' })
  @Property({ type: 'boolean' })
  registeredManagerInPost: boolean = false;

  @Field(() => Boolean, { description: 'Whether it is registered and gives no care at present.' })
  @Property({ type: 'boolean' })
  dormant: boolean = false;

  @Field(() => Int, { nullable: true, description: 'For how many people it is registered; null if no record says.' })
  @Property({ type: 'integer', nullable: true })
  beds: number | null = null;

  @Enum({ items: () => [...RATINGS] })
  overall: Rating = NOT_YET_RATED.overall;

  @Property({ type: 'json' })
  keyQuestions: KeyQuestionRatings = { ...NOT_YET_RATED.keyQuestions };

  @Property({ type: 'string', length: 10, nullable: true })
  publishedOn: string | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its record was last read; null before the first.' })
  @Property({ type: 'Date', length: 3, nullable: true })
  readAt: Date | null = null;
}

/** What makes a location's use doubtful, if a record of it was read. */
export function doubtsOf({ dormant, registeredManagerInPost, readAt }: Location): readonly GateDoubt[] {
  if (!readAt) return [];
  return [
    ...(dormant ? (['DORMANT'] as const) : []),
    ...(registeredManagerInPost ? [] : (['NO_REGISTERED_MANAGER'] as const)),
  ];
}

/** What CQC rates a location now. */
export function ratingsOf({ overall, keyQuestions, publishedOn }: Location): RatingSet {
  return { overall, keyQuestions, publishedOn };
}
