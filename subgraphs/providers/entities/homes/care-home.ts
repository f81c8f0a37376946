import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import { PLACE_KINDS, type PlaceKind } from '../../../../schema/events/providers.js';
import type { CareHome as Home } from '../../rules/homes/care-home.js';
import { ServiceUserGroupWord, SkillWord } from '../register/words.js';
import { PlaceKindWord } from './words.js';

/** A fact that all councils share: a home is one CQC location of its provider, and what it can do (PROV-21). */
@ObjectType({ description: 'A care home: one CQC location of a provider, and what it can do (PROV-21).' })
@Reads('register:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'care_home',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
@Index({ properties: ['providerId'] })
@Index({ properties: ['groups'], type: 'gin' })
@Index({ properties: ['skills'], type: 'gin' })
export class CareHome implements Home {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid', unique: true })
  locationId!: string;

  @Field(() => [PlaceKindWord], { description: 'The kinds of place that it gives.' })
  @Enum({ items: () => [...PLACE_KINDS], array: true })
  kinds!: PlaceKind[];

  @Field(() => [ServiceUserGroupWord], { description: 'Groups of people that it accepts.' })
  @Property({ type: 'string[]' })
  groups!: ServiceUserGroup[];

  @Field(() => [SkillWord], { description: 'What its workers are trained for.' })
  @Property({ type: 'string[]' })
  skills!: Skill[];

  @Field(() => DateTimeScalar, { description: 'When it was last recorded.' })
  @Property({ type: 'Date', length: 3 })
  recordedAt!: Date;
}
