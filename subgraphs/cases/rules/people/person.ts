import { ageOn } from '../../../../kernel/time/working-time.js';
import { isNhsNumber } from '../../../../kernel/values/nhs-number.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NamedContact } from './contacts.js';
import type { EndOfLifeMarker } from './end-of-life.js';

/** Children and young people, or adults; the two overlap from 18 to 25. [IDG-11, AMB-29] */
export type Cohort = 'ADULT' | 'CYP';

/** What a package must know about its person. Dates are `YYYY-MM-DD`. */
export interface PersonFacts {
  /** The council's own id of the person, the key across its systems. (IDG-07) */
  readonly councilPersonId: string;
  readonly nhsNumber: string | null;
  readonly dateOfBirth: string;
  readonly postcode: string;
}

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
  readonly contacts: readonly NamedContact[];
  readonly endOfLife: EndOfLifeMarker | null;
  readonly cohort: Cohort;
}

const ADULT_FROM = 18;
const YOUNG_UP_TO = 25;

/** More than any case has: what is screened for is looked for in every text of an advert. */
const MOST_CONTACTS = 20;
const MOST_ROUTES = 6;
const LONGEST_NAME = 200;
const LONGEST_LINE = 300;
const LONGEST_ADDRESS = 500;

/**
 * Refuses a person or contacts beyond what any case has: more than 20 contacts, 6 ways to reach one, or a name, an
 * address, a number or a reference of improper length. Asked before all else, because the other rules look for each of
 * these in every text. [IDG-27]
 */
export function identityBoundsRefusals({ person, contacts }: Pick<PersonBrought, 'person' | 'contacts'>): Refusal[] {
  if (contacts.length > MOST_CONTACTS) return [tooMany(MOST_CONTACTS, 'contacts', 'input.contacts')];
  return [
    ...tooLong(LONGEST_NAME, { name: person.name, councilPersonId: person.councilPersonId }, 'input.person'),
    ...tooLong(LONGEST_LINE, { telephone: person.telephone ?? '' }, 'input.person'),
    ...tooLong(LONGEST_ADDRESS, { address: person.address }, 'input.person'),
    ...contacts.flatMap(({ name, routes }, nth) => {
      const field = `input.contacts.${nth}`;
      if (routes.length > MOST_ROUTES) return [tooMany(MOST_ROUTES, 'ways to reach a contact', `${field}.routes`)];
      return [
        ...tooLong(LONGEST_NAME, { name }, field),
        ...routes.flatMap(({ value }, route) => tooLong(LONGEST_LINE, { value }, `${field}.routes.${route}`)),
      ];
    }),
  ];
}

function tooMany(most: number, what: string, field: string): Refusal {
  return refuse('IDG-27', 'LIST_TOO_LONG', `At most ${most} ${what} are taken.`, field);
}

function tooLong(most: number, texts: Readonly<Record<string, string>>, path: string): Refusal[] {
  return Object.entries(texts)
    .filter(([, text]) => text.length > most)
    .map(([name]) => refuse('IDG-27', 'TEXT_TOO_LONG', `It takes at most ${most} characters.`, `${path}.${name}`));
}

/**
 * What keeps a person's record from standing behind a request for care from `neededFrom`: no council id (IDG-07), an
 * NHS number that is none, a postcode that cannot be read and so resolves to no patch (PROV-16), or an age outside the
 * cohort (IDG-11). No message repeats what was given.
 */
export function personRefusals(person: PersonFacts, cohort: Cohort, neededFrom: string): Refusal[] {
  const refusals: Refusal[] = [];
  if (person.councilPersonId.trim() === '') {
    refusals.push(
      refuse(
        'IDG-07',
        'COUNCIL_ID_MISSING',
        "The council's own id of the person is needed: it is the key across systems.",
        'input.person.councilPersonId',
      ),
    );
  }
  if (person.nhsNumber !== null && !isNhsNumber(person.nhsNumber)) {
    refusals.push(
      refuse(
        'IDG-07',
        'NHS_NUMBER_NOT_VALID',
        'An NHS number has ten digits and a valid check digit; leave it out when it is not known.',
        'input.person.nhsNumber',
      ),
    );
  }
  if (!parsePostcode(person.postcode)) {
    refusals.push(
      refuse(
        'PROV-16',
        'POSTCODE_NOT_READABLE',
        'A whole UK postcode is needed to find the patch.',
        'input.person.postcode',
      ),
    );
  }
  if (person.dateOfBirth > neededFrom) {
    refusals.push(
      refuse(
        'IDG-11',
        'BORN_AFTER_START',
        'The date of birth must not lie after the day on which care is needed.',
        'input.person.dateOfBirth',
      ),
    );
  } else {
    refusals.push(...cohortRefusal(cohort, ageOn(person.dateOfBirth, neededFrom)));
  }
  return refusals;
}

function cohortRefusal(cohort: Cohort, age: number): Refusal[] {
  if (cohort === 'CYP' ? age <= YOUNG_UP_TO : age >= ADULT_FROM) return [];
  return [
    refuse(
      'IDG-11',
      'COHORT_NOT_OF_AGE',
      `ADULT is from ${ADULT_FROM} years, CYP up to and including ${YOUNG_UP_TO}, on the day care is needed.`,
      'input.cohort',
    ),
  ];
}
