import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Closure, D2aOffer as Offer } from '../../rules/hours/d2a-offer.js';

@ObjectType({ description: 'Between which hours of every day somebody answers (WIN-18).' })
export class ContactHours {
  @Field(() => LocalTimeScalar, { description: 'From.' })
  from!: string;

  @Field(() => LocalTimeScalar, { description: 'To.' })
  to!: string;
}

@ObjectType({ description: 'Days on which a provider takes no discharge to assess (WIN-20).' })
export class D2aClosure implements Closure {
  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day.' })
  to!: string;
}

/** A fact that all councils share, as a provider last declared it. */
@ObjectType({ description: 'What a provider offers for discharge to assess (WIN-18, WIN-20).' })
@Entity({
  tableName: 'd2a_offer',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
@Unique({ properties: ['providerId'] })
export class D2aOffer implements Offer {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => String, { description: 'The line on which families reach somebody.' })
  @Property({ type: 'text' })
  telephone!: string;

  @Field(() => ContactHours, { description: 'When somebody answers it.' })
  @Property({ type: 'json' })
  contactHours!: ContactHours;

  @Field(() => Boolean, { description: 'Whether a machine answers it at all other times.' })
  @Property({ type: 'boolean' })
  answerphone!: boolean;

  @Field(() => Boolean, { description: 'Whether families know of it, and support plans say so.' })
  @Property({ type: 'boolean' })
  explainedInPlans!: boolean;

  @Field(() => [D2aClosure], { description: 'The days on which it is closed; none, if it is available every day.' })
  @Property({ type: 'json' })
  closures!: D2aClosure[];

  @Field(() => DateTimeScalar, { description: 'When it was declared.' })
  @Property({ type: 'Date', length: 3 })
  declaredAt!: Date;
}
