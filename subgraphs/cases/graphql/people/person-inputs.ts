import { Field, InputType, Int } from 'type-graphql';
import { LocalDateScalar, NHSNumberScalar, PostcodeScalar } from '../../../../kernel/graphql/scalars.js';
import { ContactAuthorityWord, ContactRoleWord, ContactRouteWord, EndOfLifeWord } from '../../entities/people/words.js';
import type { Authority, ContactRole } from '../../rules/people/contacts.js';
import type { EndOfLifeCategory } from '../../rules/people/end-of-life.js';
import type { Cohort, PersonBrought } from '../../rules/people/person.js';

@InputType({ description: 'The person, as the case system has them.' })
export class PersonInput {
  @Field(() => String, { description: "The council's own id of the person (IDG-07)." })
  councilPersonId!: string;

  @Field(() => NHSNumberScalar, { nullable: true, description: 'NHS number, where it is known.' })
  nhsNumber?: string | null;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => LocalDateScalar, { description: 'Date of birth.' })
  dateOfBirth!: string;

  @Field(() => String, { description: 'Address without the postcode.' })
  address!: string;

  @Field(() => PostcodeScalar, { description: 'Whole postcode.' })
  postcode!: string;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  telephone?: string | null;

  @Field(() => String, { nullable: true, description: 'What matters to the person: communication, culture, faith.' })
  preferences?: string | null;
}

@InputType({ description: 'A way to reach a contact.' })
export class ContactRouteInput {
  @Field(() => ContactRouteWord, { description: 'Kind of route.' })
  kind!: 'TELEPHONE' | 'TEXT' | 'EMAIL' | 'POST';

  @Field(() => String, { description: 'Number or address.' })
  value!: string;
}

@InputType({ description: 'Somebody around the person (IDG-09).' })
export class ContactInput {
  @Field(() => ContactRoleWord, { description: 'Who they are to the person.' })
  role!: ContactRole;

  @Field(() => String, { description: 'Their name.' })
  name!: string;

  @Field(() => Int, { description: 'Place in the order in which they are tried, from 1.' })
  order!: number;

  @Field(() => ContactAuthorityWord, { description: 'What they may be asked.' })
  authority!: Authority;

  @Field(() => [ContactRouteInput], { description: 'Ways to reach them.' })
  routes!: ContactRouteInput[];

  @Field(() => String, { nullable: true, description: 'How they want to be told.' })
  preferredFormat?: string | null;
}

@InputType({ description: 'Marker that death is likely within a year (ASM-27).' })
export class EndOfLifeInput {
  @Field(() => EndOfLifeWord, { nullable: true, description: 'Why. It is needed unless death is imminent.' })
  category?: EndOfLifeCategory | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether death is expected within hours or days.' })
  imminent!: boolean;
}

/** Who it is about, as plain values. */
export function personOf({
  person,
  contacts,
  endOfLife,
  cohort,
}: {
  readonly person: PersonInput;
  readonly contacts: readonly ContactInput[];
  readonly endOfLife?: EndOfLifeInput | null;
  readonly cohort: Cohort;
}): PersonBrought {
  return {
    person: {
      councilPersonId: person.councilPersonId,
      nhsNumber: person.nhsNumber ?? null,
      name: person.name,
      dateOfBirth: person.dateOfBirth,
      address: person.address,
      postcode: person.postcode,
      telephone: person.telephone ?? null,
      preferences: person.preferences ?? null,
    },
    contacts: contacts.map((contact) => ({
      role: contact.role,
      name: contact.name,
      order: contact.order,
      authority: contact.authority,
      routes: contact.routes.map(({ kind, value }) => ({ kind, value })),
      preferredFormat: contact.preferredFormat ?? null,
    })),
    endOfLife: endOfLife ? { category: endOfLife.category ?? null, imminent: endOfLife.imminent } : null,
    cohort,
  };
}
