import {
  identityBoundsRefusals,
  type PersonDescribed,
  type PersonFacts,
  personRefusals,
} from '../../../../subgraphs/cases/rules/people/person.js';
import { aPerson, told } from '../given.js';

describe('how much is taken of a person and those around', () => {
  const person: PersonDescribed = { ...aPerson, name: 'A', address: 'B', telephone: null, preferences: null };
  const contact = { role: 'FAMILY', order: 1, authority: 'MAY_DECIDE', preferredFormat: null } as const;
  const route = { kind: 'TELEPHONE', value: '1' } as const;
  const contacts = (many: number, routes: number, over: object = {}) =>
    Array.from({ length: many }, () => ({ ...contact, name: 'C', routes: Array(routes).fill(route), ...over }));
  const x = (characters: number) => 'x'.repeat(characters);

  it.each<[string, Partial<PersonDescribed>, ReturnType<typeof contacts>, string[]]>([
    ['as much as is taken', { name: x(200), address: x(500), telephone: x(300) }, contacts(20, 6), []],
    [
      'texts that are longer by one',
      { name: x(201), address: x(501), telephone: x(301), councilPersonId: x(201) },
      [],
      ['name', 'councilPersonId', 'telephone', 'address'].map((each) => `TEXT_TOO_LONG input.person.${each}`),
    ],
    ['one contact more', {}, contacts(21, 1), ['LIST_TOO_LONG input.contacts']],
    ['one way to reach somebody more', {}, contacts(1, 7), ['LIST_TOO_LONG input.contacts.0.routes']],
    [
      'a contact with a long name, and a long number',
      {},
      contacts(1, 1, { name: x(201), routes: [{ ...route, value: x(301) }] }),
      ['TEXT_TOO_LONG input.contacts.0.name', 'TEXT_TOO_LONG input.contacts.0.routes.0.value'],
    ],
  ])('IDG-27: %s', (_, over, around, refusals) => {
    expect(
      identityBoundsRefusals({ person: { ...person, ...over }, contacts: around }).map(
        ({ code, field }) => `${code} ${field}`,
      ),
    ).toEqual(refusals);
  });
});

describe('the person behind a request', () => {
  it('IDG-07: a person with council id, postcode and age is enough; the NHS number may be unknown', () => {
    expect(personRefusals(aPerson, 'ADULT', '2026-06-01')).toEqual([]);
    expect(personRefusals({ ...aPerson, nhsNumber: null }, 'ADULT', '2026-06-01')).toEqual([]);
  });

  it.each([
    ['no council id', { councilPersonId: ' ' }, 'IDG-07 input.person.councilPersonId'],
    ['an NHS number with a wrong check digit', { nhsNumber: '999 000 0019' }, 'IDG-07 input.person.nhsNumber'],
    ['half a postcode', { postcode: 'BR1' }, 'PROV-16 input.person.postcode'],
    ['a birth after the start', { dateOfBirth: '2026-06-02' }, 'IDG-11 input.person.dateOfBirth'],
  ] as ReadonlyArray<[string, Partial<PersonFacts>, string]>)(
    'IDG-07, IDG-11, PROV-16: %s is refused',
    (_, change, refusal) => {
      expect(told(personRefusals({ ...aPerson, ...change }, 'ADULT', '2026-06-01'))).toEqual([refusal]);
    },
  );

  it('IDG-07: no refusal repeats what was given of the person', () => {
    const wrong: PersonFacts = {
      councilPersonId: '',
      nhsNumber: '999 000 0019',
      dateOfBirth: '2027-02-03',
      postcode: 'Rosenweg 9',
    };
    const told = JSON.stringify(personRefusals(wrong, 'ADULT', '2026-06-01'));
    for (const given of ['999 000 0019', '9990000019', '2027', 'Rosenweg']) expect(told).not.toContain(given);
  });

  it.each([
    ['CYP', '2026-06-01', true],
    ['CYP', '2008-06-02', true],
    ['CYP', '2000-06-02', true],
    ['CYP', '2000-06-01', false],
    ['ADULT', '2008-06-01', true],
    ['ADULT', '2008-06-02', false],
    ['ADULT', '1926-06-01', true],
  ] as const)(
    'IDG-11: cohort %s for somebody born %s who needs care from 1 June 2026: %s',
    (cohort, dateOfBirth, fits) => {
      const refusals = personRefusals({ ...aPerson, dateOfBirth }, cohort, '2026-06-01');
      expect(told(refusals)).toEqual(fits ? [] : ['IDG-11 input.cohort']);
    },
  );
});
