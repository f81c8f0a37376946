import {
  periodBefore,
  periodNamed,
  quarterHolding,
  quarterNameOf,
} from '../../../../subgraphs/monitoring/rules/figures/period.js';

describe('the periods of the sheets', () => {
  it.each([
    ['2026-27 Q1', '2026-04-01', '2026-06-30', 91, '2025-26 Q4'],
    ['2026-27 Q2', '2026-07-01', '2026-09-30', 92, '2026-27 Q1'],
    ['2026-27 Q4', '2027-01-01', '2027-03-31', 90, '2026-27 Q3'],
    ['2027-28 Q4', '2028-01-01', '2028-03-31', 91, '2027-28 Q3'],
    ['2099-00 Q4', '2100-01-01', '2100-03-31', 90, '2099-00 Q3'],
    ['2026-05', '2026-05-01', '2026-05-31', 31, '2026-04'],
    ['2028-02', '2028-02-01', '2028-02-29', 29, '2028-01'],
    ['2027-01', '2027-01-01', '2027-01-31', 31, '2026-12'],
  ])('KPI-1.1, AMB-23: %s runs from %s to %s', (name, from, to, days, before) => {
    const period = periodNamed(name)!;
    expect(period).toMatchObject({ name, from, to, days });
    expect(periodBefore(period).name).toBe(before);
  });

  it.each(['2026-27 Q5', '2026-28 Q1', '2026-27', '2026-13', '26-27 Q1', '0000-01 Q1', '', '2026-27 Q1 '])(
    'KPI-1.1: %j is no period',
    (name) => {
      expect(periodNamed(name)).toBeUndefined();
    },
  );

  it('KPI-1.1: a day lies in the quarter that holds it', () => {
    expect(quarterHolding('2026-05-09')).toMatchObject({ name: '2026-27 Q1', from: '2026-04-01', to: '2026-06-30' });
  });
});

describe('quarters by name', () => {
  it.each([
    ['2026-03-31', '2025-26 Q4'],
    ['2026-04-01', '2026-27 Q1'],
  ])('DEL-01: %s lies in %s', (day, name) => {
    expect(quarterNameOf(day)).toBe(name);
  });
});
