import { lockNamed } from '../../../../kernel/database/locks.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { normaliseNhsNumber } from '../../../../kernel/values/nhs-number.js';
import { Person } from '../../entities/people/person.js';
import { contactsFor } from '../../rules/people/contacts.js';
import type { PersonBrought } from '../../rules/people/person.js';

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
  await lockNamed(t, `cases/${council}/person/${councilPersonId}`);
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
