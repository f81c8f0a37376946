import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { QafRating as Rating } from '../../rules/quality/qaf-rating.js';
import { REGISTER } from '../readers.js';

/** What a council's Quality Assurance Framework says of a provider (PROV-34). */
@ObjectType({ description: 'A rating under a council’s Quality Assurance Framework (PROV-34).' })
@Entity({
  tableName: 'qaf_rating',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Index({ properties: ['providerId', 'council'] })
@Check({ name: 'qaf_rating_score', expression: 'score between 0 and max' })
export class QafRating implements Rating {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => Int, { description: 'The score, 0 to max.' })
  @Property({ type: 'integer' })
  score!: number;

  @Field(() => Int, { description: 'The highest score of the scale of its day.' })
  @Property({ type: 'integer' })
  max!: number;

  @Field(() => String, { nullable: true, description: 'The band, as the council calls it; null below all bands.' })
  @Property({ type: 'text', nullable: true })
  band!: string | null;

  @Authorized(REGISTER)
  @Field(() => String, { description: 'Who assessed it: a post or a team.' })
  @Property({ type: 'text' })
  assessor!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the assessment.' })
  @Property({ type: 'string', length: 10 })
  assessedOn!: string;

  @Field(() => LocalDateScalar, { description: 'The last day on which it counts.' })
  @Property({ type: 'string', length: 10 })
  expiresOn!: string;

  @Property({ type: 'Date', length: 3 })
  recordedAt!: Date;
}
