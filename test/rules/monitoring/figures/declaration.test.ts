import { declarationRefusals } from '../../../../subgraphs/monitoring/rules/figures/declaration.js';
import { KPI_LINES } from '../../../../subgraphs/monitoring/rules/figures/kpi-register.js';

describe('what a provider declares', () => {
  it.each([
    [[], ['LINES_COUNT']],
    [[['KPI-4.1', 3]], []],
    [[['KPI-4.1', 0]], []],
    [[['KPI-4.2', 99.95]], []],
    [[['KPI-4.2', 99.955]], ['VALUE_INVALID']],
    [[['KPI-4.1', -1]], ['VALUE_INVALID']],
    [[['KPI-4.1', Number.NaN]], ['VALUE_INVALID']],
    [[['KPI-99', 1]], ['NO_SUCH_LINE']],
    [
      [
        ['KPI-4.1', 1],
        ['KPI-4.1', 1],
      ],
      ['LINE_TWICE'],
    ],
  ] as ReadonlyArray<[ReadonlyArray<[string, number]>, string[]]>)('CM-05: %j is refused for %j', (lines, codes) => {
    const refusals = declarationRefusals(lines.map(([line, value]) => ({ line, value })));
    expect(refusals.map(({ code }) => code)).toEqual(codes);
  });

  it('CM-05: every line of the sheet may be declared at once, and no more than a hundred lines', () => {
    expect(declarationRefusals(KPI_LINES.map(({ id }) => ({ line: id, value: 1 })))).toEqual([]);
    const many = Array.from({ length: 101 }, () => ({ line: 'KPI-4.1', value: 1 }));
    expect(declarationRefusals(many).map(({ code }) => code)).toEqual(['LINES_COUNT']);
  });
});
