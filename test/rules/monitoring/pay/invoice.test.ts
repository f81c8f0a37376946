import {
  invoiceFindings,
  invoiceNumberRefusal,
  invoiceRefusals,
} from '../../../../subgraphs/monitoring/rules/pay/invoice.js';

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
    ['no visit that is known', 30, 1050, null, [['UNMATCHED', 'PAY-11', 1050]]],
    ['more minutes', 45, 1050, of(), [['OVER_CLAIMED', 'PAY-11', 0]]],
    ['a penny more', 30, 1051, of(), [['OVER_CLAIMED', 'PAY-11', 1]]],
    ['a missed visit', 30, 1050, of({ missed: true, payableMinutes: 0 }), [['MISSED_CLAIMED', 'PAY-01', 1050]]],
    ['a held one', 30, 1050, of({ status: 'HELD' }), [['NOT_PAYABLE_YET', 'PAY-11', 0]]],
  ] as const)('PAY-11: claiming %s', (_what, minutes, amount, claimed, findings) => {
    const found = invoiceFindings([{ line: 1, minutes, amountPence: amount, visit: claimed }], new Set());
    expect(found.map(({ finding, rule, overPence }) => [finding, rule, overPence])).toEqual(findings);
  });

  it('PAY-01, PAY-11: a visit claimed again is a duplicate, and a missed one is a breach each time', () => {
    const claim = (line: number, visit: ReturnType<typeof of>) => ({ line, minutes: 30, amountPence: 1050, visit });
    const missed = of({ id: 'v2', missed: true });
    const found = invoiceFindings([claim(1, of()), claim(2, of()), claim(3, missed), claim(4, missed)], new Set());
    expect(found.map(({ line, finding }) => [line, finding])).toEqual([
      [2, 'DUPLICATE'],
      [3, 'MISSED_CLAIMED'],
      [4, 'MISSED_CLAIMED'],
    ]);
  });

  it('PAY-11: a visit that another invoice has claimed is a duplicate at once', () => {
    const lines = [{ line: 1, minutes: 30, amountPence: 1050, visit: of() }];
    expect(invoiceFindings(lines, new Set(['v1']))).toEqual([
      { line: 1, finding: 'DUPLICATE', rule: 'PAY-11', overPence: 1050 },
    ]);
  });

  const line = (over: Record<string, number> = {}) => ({ line: 1, minutes: 30, amountPence: 1050, ...over });
  it.each([
    ['no lines', [], ['INVOICE_SIZE lines']],
    ['1,001 lines', Array.from({ length: 1001 }, (_, nth) => line({ line: nth + 1 })), ['INVOICE_SIZE lines']],
    ['1,000 lines', Array.from({ length: 1000 }, (_, nth) => line({ line: nth + 1 })), []],
    [
      '£10,000,000 altogether',
      Array.from({ length: 100 }, (_, nth) => line({ line: nth + 1, amountPence: 10_000_000 })),
      [],
    ],
    [
      'more altogether',
      Array.from({ length: 101 }, (_, nth) => line({ line: nth + 1, amountPence: 10_000_000 })),
      ['OUT_OF_RANGE lines'],
    ],
    ['a line without a number', [line({ line: 0 })], ['LINE_NUMBER lines.0.line']],
    ['a number twice', [line(), line()], ['LINE_NUMBER lines.1.line']],
    ['two days and £100,000', [line({ minutes: 2880, amountPence: 10_000_000 })], []],
    ['a minute more', [line({ minutes: 2881 })], ['OUT_OF_RANGE lines.0.minutes']],
    ['a penny more', [line({ amountPence: 10_000_001 })], ['OUT_OF_RANGE lines.0.amountPence']],
    [
      'less than nothing',
      [line({ minutes: -1, amountPence: -1 })],
      ['OUT_OF_RANGE lines.0.minutes', 'OUT_OF_RANGE lines.0.amountPence'],
    ],
  ])('PAY-11: an invoice with %s', (_what, lines, refusals) => {
    expect(invoiceRefusals(lines, 'lines').map(({ code, field }) => `${code} ${field}`)).toEqual(refusals);
  });

  it.each([
    ['INV-2026/06.1', true],
    ['A'.repeat(50), true],
    ['A'.repeat(51), false],
    ['', false],
    [' 1', false],
    ['Mrs Ünal', false],
    ['1\n2', false],
  ])('PAY-11: an invoice number %j is one: %s', (number, isOne) => {
    expect(invoiceNumberRefusal(number) === undefined).toBe(isOne);
  });
});
