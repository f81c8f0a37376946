import { KPI_LINES } from '../../../../subgraphs/monitoring/rules/figures/kpi-register.js';

describe('the KPI register', () => {
  it('SHOW-05: the register has every line of the contract’s sheet and of the measures beside it, once', () => {
    const ids = KPI_LINES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const lines = { 1: 7, 2: 6, 3: 6, 4: 4, 5: 2, 6: 2, 7: 3 };
    const appendix = Object.entries(lines).flatMap(([part, count]) =>
      Array.from({ length: count }, (_, nth) => `KPI-${part}.${nth + 1}`),
    );
    const further = Array.from({ length: 21 }, (_, nth) => `KPI-${20 + nth}`);
    expect(new Set(ids.map((id) => id.split('/')[0]))).toEqual(new Set([...appendix, ...further]));
  });

  it('SHOW-05: a line with no denominator of its own is the count that it names', () => {
    for (const { id, unit, numerator, denominator } of KPI_LINES.filter((line) => line.numerator)) {
      expect([id, denominator === null]).toEqual([id, unit === 'COUNT']);
      expect(numerator).not.toBe(denominator);
    }
  });
});
