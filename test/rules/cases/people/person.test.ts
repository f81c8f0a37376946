import { type PersonFacts, personRefusals } from '../../../../subgraphs/cases/rules/people/person.js';
import { aPerson, told } from '../given.js';

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
