import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Authorized, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { CqcLocationIdScalar, DateTimeScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import { type ContactRoute, contactsOf } from '../../rules/register/contact.js';
import {
  PROVIDER_CATEGORIES,
  PROVIDER_POSTS,
  type ProviderCategory,
  type ProviderPost,
  type ProviderRecord,
} from '../../rules/register/provider-record.js';
import { EVERYBODY } from '../readers.js';
import { CategoryWord, ContactRouteWord, PostWord, ServiceUserGroupWord, SkillWord } from './words.js';

@ObjectType({ description: 'An office of a provider (PROV-01).' })
export class Office {
  @Field(() => PostcodeScalar, { description: 'Where it is.' })
  postcode!: string;
}

@ObjectType({
  description: "How to reach a provider: an organisation's line or mailbox, never a person's own (PROV-01).",
})
export class Contact {
  @Field(() => ContactRouteWord, { description: 'When it is answered.' })
  route!: ContactRoute;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  telephone!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;
}

/** A fact that all councils share (PROV-01); a provider reads its own row and no other (IDG-23). */
@ObjectType({ description: 'An organisation that gives care (PROV-01).' })
@Reads('register:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'provider',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider('id') }),
})
@Index({ properties: ['name', 'id'] })
export class Provider {
  [OptionalProps]?: 'version';

  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Authorized(EVERYBODY)
  @Field(() => String, { description: 'Name of the organisation.' })
  @Property({ type: 'text' })
  name!: string;

  @Authorized(EVERYBODY)
  @Field(() => CqcLocationIdScalar, { description: 'CQC id of the location whose registration and ratings count.' })
  @Property({ type: 'text', unique: true })
  cqcLocationId!: string;

  @Authorized(EVERYBODY)
  @Field(() => [CategoryWord], { description: 'What kinds of care it gives (PROV-13).' })
  @Enum({ items: () => [...PROVIDER_CATEGORIES], array: true })
  categories!: ProviderCategory[];

  @Authorized(EVERYBODY)
  @Field(() => [ServiceUserGroupWord], { description: 'Groups of people it cares for.' })
  @Property({ type: 'string[]' })
  groups!: ServiceUserGroup[];

  @Authorized(EVERYBODY)
  @Field(() => [SkillWord], { description: 'What its workers are trained for.' })
  @Property({ type: 'string[]' })
  skills: Skill[] = [];

  @Authorized(EVERYBODY)
  @Field(() => [String], { description: 'Patch codes or places that it serves.' })
  @Property({ type: 'string[]' })
  areas!: string[];

  @Authorized(EVERYBODY)
  @Field(() => [PostWord], { description: 'The posts that are filled.' })
  @Enum({ items: () => [...PROVIDER_POSTS], array: true })
  postsFilled!: ProviderPost[];

  @Authorized(EVERYBODY)
  @Field(() => [Office], { description: 'Its offices.' })
  @Property({ type: 'json' })
  offices!: Office[];

  @Authorized(EVERYBODY)
  @Field(() => [Contact], { description: 'How to reach it: in the office, out of hours, and on call.' })
  @Property({ type: 'json' })
  contacts!: Contact[];

  @Authorized(EVERYBODY)
  @Field(() => Int, { description: '1 when it came on the register, and one more with every amendment (PROV-01).' })
  @Property({ type: 'integer', default: 1 })
  version: number = 1;

  @Authorized(EVERYBODY)
  @Field(() => DateTimeScalar, { description: 'When it came on the register.' })
  @Property({ type: 'Date', length: 3 })
  registeredAt!: Date;
}

/** The columns of a record. */
export function columnsOf(record: ProviderRecord) {
  return {
    name: record.name,
    cqcLocationId: record.cqcLocationId,
    categories: [...record.categories],
    groups: [...record.groups],
    skills: [...record.skills],
    areas: [...record.areas],
    postsFilled: [...record.postsFilled],
    offices: record.offices.map(({ postcode }) => ({ postcode })),
    contacts: contactsOf(record.contacts),
  };
}
