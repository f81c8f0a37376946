import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { SERVICE_TYPES, type ServiceType } from '../../../../schema/events/cases.js';
import type { LongListKeys as Keys } from '../../rules/sourcing/long-list-keys.js';
import { ServiceTypeWord } from './words.js';

/** By what a member is put on the long lists of one council, beside its categories and its expertise (PROV-14). */
@ObjectType({ description: 'By what a member is put on the long lists of a council (PROV-14).' })
@Entity({
  tableName: 'long_list_keys',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Unique({ properties: ['providerId', 'council'] })
export class LongListKeys implements Keys {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => [ServiceTypeWord], { description: 'Types of service that it gives.' })
  @Enum({ items: () => [...SERVICE_TYPES], array: true })
  serviceTypes!: ServiceType[];

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of the patches that it covers; null is the whole borough.',
  })
  @Property({ type: 'string[]', nullable: true })
  patches!: string[] | null;

  @Field(() => DateTimeScalar, { description: 'When it was last recorded.' })
  @Property({ type: 'Date', length: 3 })
  recordedAt!: Date;
}
