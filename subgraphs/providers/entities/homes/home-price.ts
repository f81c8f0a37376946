import { Check, Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { PLACE_KINDS, type PlaceKind } from '../../../../schema/events/providers.js';
import type { HomePrice as Price } from '../../rules/homes/weekly-price.js';
import { PlaceKindWord } from './words.js';

/**
 * What a kind of place in a home costs a week from a day on (PROV-21). A price that was agreed with a council is that
 * council's own (IDG-26); one without a council is the home's own, and known to all.
 */
@ObjectType({ description: 'What a kind of place in a home costs a week, from a day on (PROV-21).' })
@Entity({
  tableName: 'home_price',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { shared: 'council is null', provider: ownedByProvider() }),
})
@Index({ properties: ['homeId', 'kind'] })
@Check({ name: 'home_price_pence', expression: 'pence > 0' })
export class HomePrice implements Price {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  homeId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => Council, {
    nullable: true,
    description: "The council with which it was agreed; null for the home's own price, which is for all.",
  })
  @Property({ type: 'text', nullable: true })
  council!: string | null;

  @Field(() => PlaceKindWord, { description: 'What kind of place.' })
  @Enum({ items: () => [...PLACE_KINDS] })
  kind!: PlaceKind;

  @Field(() => PenceScalar, { description: 'Pence a week.' })
  @Property({ type: 'bigint', runtimeType: 'number' })
  pence!: number;

  @Field(() => LocalDateScalar, { description: 'First day; the next price of this kind ends it.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_from' })
  from!: string;
}
