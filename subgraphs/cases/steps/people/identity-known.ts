import type { Person } from '../../entities/people/person.js';
import type { Package } from '../../entities/requests/package.js';
import { type KnownIdentity, knownIdentity } from '../../rules/requests/screening.js';

/** Everything by which a text about a case that is held could tell whose it is. [IDG-01] */
export function identityKnown(person: Person, { sourceId }: Package): KnownIdentity {
  const { contacts, cohort } = person;
  return knownIdentity({ person, contacts, endOfLife: null, cohort }, sourceId);
}
