import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { LocalDateScalar, NHSNumberScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Authority, Contact, ContactRole } from '../../rules/people/contacts.js';
import type { EndOfLifeCategory, EndOfLifeMarker } from '../../rules/people/end-of-life.js';
import type { Cohort } from '../../rules/people/person.js';
import { CARE_READERS, CONTACT_READERS, IDENTITY_READERS } from '../readers.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';
import {
  COHORTS,
  CohortWord,
  ContactAuthorityWord,
  ContactRoleWord,
  ContactRouteWord,
  EndOfLifeWord,
} from './words.js';

@ObjectType({ description: 'A way to reach a contact.' })
export class ContactRoute {
  @Field(() => ContactRouteWord, { description: 'Kind of route.' })
  kind!: 'TELEPHONE' | 'TEXT' | 'EMAIL' | 'POST';

  @Field(() => String, { description: 'Number or address.' })
  value!: string;
}

@ObjectType({ description: 'Somebody around the person (IDG-09).' })
export class PersonContact implements Contact {
  @Field(() => ContactRoleWord, { description: 'Who they are to the person.' })
  role!: ContactRole;

  @Field(() => String, { description: 'Their name.' })
  name!: string;

  @Field(() => Int, { description: 'Place in the order in which they are tried, from 1.' })
  order!: number;

  @Field(() => ContactAuthorityWord, { description: 'What they may be asked.' })
  authority!: Authority;

  @Field(() => [ContactRoute], { description: 'Ways to reach them.' })
  routes!: ContactRoute[];

  @Field(() => String, { nullable: true, description: 'How they want to be told.' })
  preferredFormat!: string | null;
}

@ObjectType({ description: 'Marker that death is likely within a year (ASM-27).' })
export class EndOfLife implements EndOfLifeMarker {
  @Field(() => EndOfLifeWord, { nullable: true, description: 'Why.' })
  category!: EndOfLifeCategory | null;

  @Field(() => Boolean, { description: 'Whether death is expected within hours or days.' })
  imminent!: boolean;
}

/** The council's copy of a person; LAS is the master. Every field below `id` says who it is about. */
@ObjectType({
  description: 'A person for whom care is arranged. Each time a record is opened, that is recorded (IDG-16).',
})
@Reads('requests:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'person',
  rowLevelSecurity: 'force',
  policies: personalRows(throughLivePlacement('person', 'id', 'person_id')),
})
@Unique({ properties: ['council', 'councilPersonId'] })
@Index({ properties: ['council', 'nhsNumber'] })
export class Person {
  @Field(() => ID, { description: "The hub's opaque id; it says nothing about the person (IDG-07)." })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Authorized(...IDENTITY_READERS)
  @Field(() => String, { nullable: true, description: "The council's own id, the key across its systems (IDG-07)." })
  @Property({ type: 'text' })
  councilPersonId!: string;

  @Authorized(...IDENTITY_READERS)
  @Field(() => NHSNumberScalar, { nullable: true, description: 'NHS number, where it is known.' })
  @Property({ type: 'text', nullable: true })
  nhsNumber!: string | null;

  @Authorized(...IDENTITY_READERS)
  @Field(() => String, { nullable: true, description: 'Name.' })
  @Property({ type: 'text' })
  name!: string;

  @Authorized(...IDENTITY_READERS)
  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of birth.' })
  @Property({ type: 'string', length: 10 })
  dateOfBirth!: string;

  @Authorized(...IDENTITY_READERS)
  @Field(() => String, { nullable: true, description: 'Address without the postcode.' })
  @Property({ type: 'text' })
  address!: string;

  @Authorized(...IDENTITY_READERS)
  @Field(() => PostcodeScalar, { nullable: true, description: 'Whole postcode.' })
  @Property({ type: 'text' })
  postcode!: string;

  @Authorized(...CONTACT_READERS)
  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  @Property({ type: 'text', nullable: true })
  telephone!: string | null;

  @Authorized(...CARE_READERS)
  @Field(() => CohortWord, { nullable: true, description: 'Adult, or child or young person.' })
  @Enum({ items: () => [...COHORTS] })
  cohort!: Cohort;

  @Authorized(...CARE_READERS)
  @Field(() => EndOfLife, { nullable: true, description: 'End-of-life marker (ASM-27).' })
  @Property({ type: 'json', nullable: true })
  endOfLife!: EndOfLife | null;

  @Authorized(...CARE_READERS)
  @Field(() => String, { nullable: true, description: 'What matters to the person: communication, culture, faith.' })
  @Property({ type: 'text', nullable: true })
  preferences!: string | null;

  @Authorized(...CONTACT_READERS)
  @Field(() => [PersonContact], {
    nullable: true,
    description: 'The people around, in the order in which they are tried (IDG-09).',
  })
  @Property({ type: 'json' })
  contacts!: PersonContact[];

  @Authorized(...IDENTITY_READERS)
  @Field(() => Date, { nullable: true, description: "When the council's case system last described the person." })
  @Property({ length: 3 })
  updatedAt!: Date;
}
