import type { Transaction } from '../../../../kernel/database/work.js';
import { normaliseNhsNumber } from '../../../../kernel/values/nhs-number.js';
import { Person, type PersonContact } from '../../entities/people/person.js';
import { contactsFor } from '../../rules/people/contacts.js';
import type { EndOfLifeMarker } from '../../rules/people/end-of-life.js';
import type { Cohort } from '../../rules/people/person.js';
import type { KnownIdentity } from '../../rules/requests/screening.js';

/** A person as the council's case system describes them. */
export interface PersonDescribed {
  readonly councilPersonId: string;
  readonly nhsNumber: string | null;
  readonly name: string;
  readonly dateOfBirth: string;
  readonly address: string;
  readonly postcode: string;
  readonly telephone: string | null;
  readonly preferences: string | null;
}

/** Who it is about and who is around them, as a request brings them. */
export interface PersonBrought {
  readonly person: PersonDescribed;
  readonly contacts: readonly PersonContact[];
  readonly endOfLife: EndOfLifeMarker | null;
  readonly cohort: Cohort;
}

/** Takes turns: until this transaction ends, nobody else works on the same thing of the same council. */
export async function takeTurn(t: Transaction, council: string, thing: string): Promise<void> {
  await t.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`cases/${council}/${thing}`]);
}

/**
 * Keeps the person as now described, under the one hub id that this council's person has. LAS is the master, so what
 * it says replaces what was held. Answers also what was held before, null for somebody new.
 */
export async function keepPerson(
  t: Transaction,
  council: string,
  brought: PersonBrought,
): Promise<{ readonly person: Person; readonly before: Readonly<Record<string, unknown>> | null }> {
  const { councilPersonId } = brought.person;
  await takeTurn(t, council, `person/${councilPersonId}`);
  const held = await t.em.findOne(Person, { council, councilPersonId });
  const before = held && factsOf(held);
  const person = held ?? new Person();
  person.council = council;
  person.councilPersonId = councilPersonId;
  person.nhsNumber = brought.person.nhsNumber && normaliseNhsNumber(brought.person.nhsNumber);
  person.name = brought.person.name;
  person.dateOfBirth = brought.person.dateOfBirth;
  person.address = brought.person.address;
  person.postcode = brought.person.postcode;
  person.telephone = brought.person.telephone;
  person.preferences = brought.person.preferences;
  person.cohort = brought.cohort;
  person.endOfLife = brought.endOfLife && {
    category: brought.endOfLife.category,
    imminent: brought.endOfLife.imminent,
  };
  person.contacts = contactsFor(brought.contacts, 'MAY_BE_INFORMED').map((each) => ({
    role: each.role,
    name: each.name,
    order: each.order,
    authority: each.authority,
    routes: each.routes.map(({ kind, value }) => ({ kind, value })),
    preferredFormat: each.preferredFormat,
  }));
  person.updatedAt = await t.now();
  t.em.persist(person);
  return { person, before };
}

/** The person's facts under the names by which access and audit know them. */
export function factsOf(person: Person): Readonly<Record<string, unknown>> {
  const { councilPersonId, nhsNumber, name, dateOfBirth, telephone, contacts, endOfLife, cohort, preferences } = person;
  return {
    councilPersonId,
    nhsNumber,
    name,
    dateOfBirth,
    address: `${person.address} ${person.postcode}`,
    telephone,
    contacts,
    endOfLife,
    cohort,
    preferences,
  };
}

/** Everything by which a text of an advert could tell whom it is about. [IDG-01] */
export function knownIdentity(brought: PersonBrought, sourceId: string): KnownIdentity {
  const { person, contacts } = brought;
  const routes = contacts.flatMap((contact) => contact.routes);
  const valuesOf = (...kinds: string[]) => routes.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  return {
    names: [person.name, ...contacts.map((contact) => contact.name)],
    addressLines: [person.address, ...valuesOf('POST')].flatMap((address) => address.split(/[\n,]/)),
    datesOfBirth: [person.dateOfBirth],
    references: [person.councilPersonId, sourceId, ...(person.nhsNumber ? [person.nhsNumber] : [])],
    telephones: [...(person.telephone ? [person.telephone] : []), ...valuesOf('TELEPHONE', 'TEXT')],
  };
}
