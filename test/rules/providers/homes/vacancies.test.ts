import {
  placesFree,
  type Vacancy,
  type VacancyStatement,
  vacancyRefusals,
} from '../../../../subgraphs/providers/rules/homes/vacancies.js';

const now = new Date('2026-06-01T09:00:00Z');
const row = (over: Partial<Vacancy> = {}): Vacancy => ({ kind: 'RESIDENTIAL', count: 2, from: '2026-06-01', ...over });
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

describe('vacancies', () => {
  it.each<[string, Partial<VacancyStatement>, string[]]>([
    ['as they should be', {}, []],
    ['none at all', { vacancies: [] }, []],
    ['of a clock five minutes ahead', { statedAt: minutes(5) }, []],
    ['of a clock further ahead', { statedAt: new Date(minutes(5).getTime() + 1) }, ['STATED_IN_FUTURE input.statedAt']],
    ['stated 366 days ago', { statedAt: new Date('2025-05-31T09:00:00Z') }, []],
    ['stated longer ago', { statedAt: new Date('2025-05-30T09:00:00Z') }, ['STATED_TOO_LONG_AGO input.statedAt']],
    ['no place', { vacancies: [row({ count: 0 })] }, []],
    ['fewer than none', { vacancies: [row({ count: -1 })] }, ['VACANCY_COUNT_INVALID input.vacancies.0.count']],
    ['half a place', { vacancies: [row({ count: 1.5 })] }, ['VACANCY_COUNT_INVALID input.vacancies.0.count']],
    ['every bed', { vacancies: [row({ count: 20 })] }, []],
    ['more than the beds', { vacancies: [row({ count: 21 })] }, ['VACANCY_COUNT_INVALID input.vacancies.0.count']],
    [
      'more than the beds together',
      { vacancies: [row({ count: 20 }), row({ kind: 'RESPITE', count: 1 })] },
      ['MORE_VACANCIES_THAN_BEDS input.vacancies'],
    ],
    [
      'with nursing in a home without',
      { vacancies: [row(), row({ kind: 'NURSING' })] },
      ['PLACE_KIND_NOT_GIVEN input.vacancies.1.kind'],
    ],
    ['free for a year', { vacancies: [row({ from: '2025-05-31' })] }, []],
    ['free for longer', { vacancies: [row({ from: '2025-05-30' })] }, ['VACANCY_DAY_TOO_FAR input.vacancies.0.from']],
    ['free in a year', { vacancies: [row({ from: '2027-06-02' })] }, []],
    ['free later', { vacancies: [row({ from: '2027-06-03' })] }, ['VACANCY_DAY_TOO_FAR input.vacancies.0.from']],
    ['the same twice', { vacancies: [row(), row({ count: 1 })] }, ['ROW_TWICE input.vacancies.1']],
    ['the same on another day', { vacancies: [row(), row({ from: '2026-06-02' })] }, []],
    ['one row too many', { vacancies: Array(51).fill(row()) }, ['TOO_MANY_ROWS input.vacancies']],
  ])('PROV-22: are taken or refused: %s', (_, change, expected) => {
    const statement = { statedAt: now, vacancies: [row()], ...change };
    const refusals = vacancyRefusals(statement, { now, beds: 20, kinds: ['RESIDENTIAL', 'RESPITE'] });
    expect(refusals.map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
  });

  it('PROV-22: are at most 300 if no record says how many beds there are', () => {
    const of = (count: number) =>
      vacancyRefusals({ statedAt: now, vacancies: [row({ count })] }, { now, beds: null, kinds: ['RESIDENTIAL'] });
    expect(of(300)).toEqual([]);
    expect(of(301)).toMatchObject([{ rule: 'PROV-22', code: 'VACANCY_COUNT_INVALID' }]);
  });

  it('PROV-22: of a day are those that are free by then', () => {
    const vacancies = [row(), row({ count: 3, from: '2026-06-10' }), row({ kind: 'RESPITE', count: 1 })];
    expect(placesFree(vacancies, 'RESIDENTIAL', '2026-05-31')).toBe(0);
    expect(placesFree(vacancies, 'RESIDENTIAL', '2026-06-09')).toBe(2);
    expect(placesFree(vacancies, 'RESIDENTIAL', '2026-06-10')).toBe(5);
    expect(placesFree(vacancies, 'NURSING', '2026-06-10')).toBe(0);
  });
});
