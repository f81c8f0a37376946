import {
  placeKindPaid,
  placeKindsNeeded,
  placesFreeBy,
  standingInHome,
  weeklyPriceOn,
} from '../../../../subgraphs/tenders/rules/matching/home.js';
import { aHome, aHomeNeed, aProvider } from '../fixtures.js';

describe('what a need asks of a home', () => {
  it.each([
    [{ nursing: false, lengthOfStayNights: null }, ['RESIDENTIAL'], 'RESIDENTIAL'],
    [{ nursing: true, lengthOfStayNights: null }, ['NURSING'], 'NURSING'],
    [{ nursing: false, lengthOfStayNights: 14 }, ['RESPITE'], 'RESPITE'],
    [{ nursing: true, lengthOfStayNights: 14 }, ['RESPITE', 'NURSING'], 'RESPITE'],
  ])('PROV-21, ASM-06, ASM-08: %o asks for %j, and pays for %s', (home, needed, paid) => {
    const need = { ...aHomeNeed().home!, ...home };
    expect([placeKindsNeeded(need), placeKindPaid(need)]).toEqual([needed, paid]);
  });

  it('PROV-22: places that are free by the day count, those of a day later and of another kind do not', () => {
    const free = [
      { kind: 'RESIDENTIAL', count: 1, from: '2026-03-09' },
      { kind: 'RESIDENTIAL', count: 2, from: '2026-03-10' },
      { kind: 'NURSING', count: 4, from: '2026-03-01' },
    ] as const;
    const home = aHome('h', { vacancies: { statedAt: 'x', freshTo: '2026-03-10', free } });
    const days = ['2026-03-08', '2026-03-09', '2026-03-10'];
    expect(days.map((day) => placesFreeBy(home, 'RESIDENTIAL', day))).toEqual([0, 1, 3]);
    expect(placesFreeBy(aHome('h', { vacancies: null }), 'RESIDENTIAL', '2026-03-09')).toBeNull();
  });

  it('PROV-21: the price of a week is that of its day', () => {
    const prices = [
      { kind: 'RESIDENTIAL', agreed: false, pence: 80_000, from: '2026-01-01' },
      { kind: 'RESIDENTIAL', agreed: true, pence: 79_000, from: '2026-04-01' },
    ] as const;
    const on = ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01'];
    expect(on.map((day) => weeklyPriceOn({ prices }, 'RESIDENTIAL', day))).toEqual([null, 80_000, 80_000, 79_000]);
  });

  it('ROUT-30, PROV-02, PROV-08: a provider stands in its home as the home is registered and rated', () => {
    const { facts } = aProvider();
    const home = aHome('h', { overall: 'OUTSTANDING', doubts: ['DORMANT'] });
    expect(standingInHome(facts, home)).toEqual({ ...facts, overall: 'OUTSTANDING', doubts: ['DORMANT'] });
    expect(standingInHome(facts, aHome('h', { registered: false })).registered).toBe(false);
    expect(standingInHome({ ...facts, registered: false }, home).registered).toBe(false);
  });
});
