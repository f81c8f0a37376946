import { Check, Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { STANDARD_FEE_KINDS, type StandardFeeKind } from '../../../../schema/events/providers.js';
import type { StandardFee as Fee } from '../../rules/homes/standard-fee.js';
import { StandardFeeKindWord } from './words.js';

/** A version of a council's Standard Residential Fee or Standard Nursing Fee; once in force it stays as it is (PROV-21). */
@ObjectType({ description: 'What a council pays for a place in a home as its standard, from a day on (PROV-21).' })
@Reads('register:read')
@Entity({ tableName: 'standard_fee', rowLevelSecurity: 'force', policies: rowPolicies('providers') })
@Unique({ properties: ['council', 'kind', 'from'] })
@Check({ name: 'standard_fee_pence', expression: 'pence > 0' })
export class StandardFee implements Fee {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Field(() => StandardFeeKindWord, { description: 'Without nursing, or with it.' })
  @Enum({ items: () => [...STANDARD_FEE_KINDS] })
  kind!: StandardFeeKind;

  @Field(() => PenceScalar, { description: 'Pence a week.' })
  @Property({ type: 'bigint', runtimeType: 'number' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day; the next version ends it.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_from' })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'When it was set.' })
  @Property({ type: 'Date', length: 3 })
  setAt!: Date;
}
