import { invoiceFindings } from '../../../../subgraphs/monitoring/rules/pay/invoice.js';

describe('an invoice beside the statement', () => {
  const of = (over: Record<string, unknown> = {}) => ({
    id: 'v1',
    missed: false,
    payableMinutes: 30,
    amountPence: 1050,
    status: 'PAYABLE' as const,
    ...over,
  });
  it.each([
    ['as payable', 30, 1050, of(), []],
    ['less than payable', 15, 525, of(), []],
    ['no visit that is known', 30, 1050, null, [['UNMATCHED', 'PAY-11', 0]]],
    ['more minutes', 45, 1050, of(), [['OVER_CLAIMED', 'PAY-11', 0]]],
    ['a penny more', 30, 1051, of(), [['OVER_CLAIMED', 'PAY-11', 1]]],
    ['a missed visit', 30, 1050, of({ missed: true, payableMinutes: 0 }), [['MISSED_CLAIMED', 'PAY-01', 1050]]],
    ['a held one', 30, 1050, of({ status: 'HELD' }), [['NOT_PAYABLE_YET', 'PAY-11', 0]]],
  ] as const)('PAY-11: claiming %s', (_what, minutes, amount, claimed, findings) => {
    const found = invoiceFindings([{ line: 1, minutes, amountPence: amount, visit: claimed }]);
    expect(found.map(({ finding, rule, overPence }) => [finding, rule, overPence])).toEqual(findings);
  });

  it('PAY-01, PAY-11: a visit claimed again is a duplicate, and a missed one is a breach each time', () => {
    const claim = (line: number, visit: ReturnType<typeof of>) => ({ line, minutes: 30, amountPence: 1050, visit });
    const missed = of({ id: 'v2', missed: true });
    const found = invoiceFindings([claim(1, of()), claim(2, of()), claim(3, missed), claim(4, missed)]);
    expect(found.map(({ line, finding }) => [line, finding])).toEqual([
      [2, 'DUPLICATE'],
      [3, 'MISSED_CLAIMED'],
      [4, 'MISSED_CLAIMED'],
    ]);
  });
});
