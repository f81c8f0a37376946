import { Check, Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { DateTimeScalar, LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { newId } from '../../../../kernel/values/ids.js';
import { CARE_TYPES, type CareType } from '../../../../schema/events/cases.js';
import type { LowRateQuery as Query } from '../../rules/rates/low-rate.js';
import { type Rate as Price, RATE_KINDS, type RateKind } from '../../rules/rates/rate.js';
import { CareTypeWord, RateKindWord } from './words.js';

/** One price of a provider with one council, dated (PROV-32). A commercial fact: no other council sees it (IDG-26). */
@ObjectType({ description: 'One price of a provider with one council, dated (PROV-32).' })
@Entity({
  tableName: 'rate',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Index({ properties: ['providerId', 'council'] })
@Index({ properties: ['council', 'kind'] })
@Check({ name: 'rate_pence', expression: 'pence > 0' })
@Check({ name: 'rate_span', expression: 'valid_to is null or valid_from <= valid_to' })
export class Rate implements Price {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => RateKindWord, { description: 'What it pays for.' })
  @Enum({ items: () => [...RATE_KINDS] })
  kind!: RateKind;

  @Field(() => CareTypeWord, { nullable: true, description: 'The type of care that a blended rate is for.' })
  @Enum({ items: () => [...CARE_TYPES], nullable: true })
  careType!: CareType | null;

  @Field(() => String, { nullable: true, description: "The pricing tool's name for an OTHER rate." })
  @Property({ type: 'text', nullable: true })
  label!: string | null;

  @Field(() => ID, { nullable: true, description: 'The exceptional package it was negotiated for.' })
  @Property({ type: 'uuid', nullable: true })
  packageId!: string | null;

  @Field(() => PenceScalar, { description: 'Pence: per hour for a blended rate, per night for a night rate.' })
  @Property({ type: 'bigint', runtimeType: 'number' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_from' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when null.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_to', nullable: true })
  to!: string | null;

  @Authorized<Role>('broker', 'commissioner', 'contract-officer', 'operator')
  @Field(() => String, { nullable: true, description: 'Who approved a negotiated rate.' })
  @Property({ type: 'text', nullable: true })
  approvedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Why a negotiated rate was negotiated.' })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;
}

/** A question put to a provider about a price that looks artificially low; awards wait for its answer (PROV-33). */
@ObjectType({ description: 'A question about a price that looks artificially low; awards wait for it (PROV-33).' })
@Entity({
  tableName: 'low_rate_query',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Index({ properties: ['providerId', 'council'] })
export class LowRateQuery implements Query {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => CareTypeWord, { description: 'The type of care that the rate is for.' })
  @Enum({ items: () => [...CARE_TYPES] })
  careType!: CareType;

  @Field(() => PenceScalar, { description: 'The rate that was queried.' })
  @Property({ type: 'bigint', runtimeType: 'number' })
  pence!: number;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  @Property({ type: 'Date', length: 3 })
  openedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed; open when null.' })
  @Property({ type: 'Date', length: 3, nullable: true })
  closedAt: Date | null = null;

  @Field(() => String, { nullable: true, description: 'How the price was explained.' })
  @Property({ type: 'text', nullable: true })
  explanation: string | null = null;
}
