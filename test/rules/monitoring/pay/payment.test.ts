import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { invoiceFindings } from '../../../../subgraphs/monitoring/rules/pay/invoice.js';
import {
  amountPence,
  awaitsSignOff,
  bandOf,
  budgetPayments,
  commissionedMinutes,
  d2aValidation,
  type LevelChange,
  type PayableVisit,
  type PayTerms,
  payLine,
  topUp,
} from '../../../../subgraphs/monitoring/rules/pay/payment.js';
import { VISIT_STATES } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';

const policy = DEFAULT_POLICY;
const visit = (over: Partial<PayableVisit> = {}): PayableVisit => ({
  state: 'COMPLETED',
  flags: [],
  plannedStart: new Date('2026-06-01T07:00:00Z'),
  plannedMinutes: 30,
  actualMinutes: 31,
  payableMinutes: 30,
  ...over,
});
const terms = (over: Partial<PayTerms> = {}): PayTerms => ({
  careType: 'STANDARD_ADULT',
  funding: 'COUNCIL_ARRANGED',
  hourlyRatePence: 2100,
  night: null,
  awaitsSignOff: false,
  messages: [],
  ...over,
});
const line = (of: Partial<PayableVisit> = {}, under: Partial<PayTerms> = {}) =>
  payLine(visit(of), terms(under), policy);

describe('a line of a payable statement', () => {
  it('PAY-02: what was scheduled, given and payable, and the difference', () => {
    expect(line({ actualMinutes: 22, payableMinutes: 15 })).toMatchObject({
      status: 'PAYABLE',
      scheduledMinutes: 30,
      actualMinutes: 22,
      payableMinutes: 15,
      differenceMinutes: -8,
      amountPence: 525,
      reasons: ['SHORTER_THAN_PLANNED'],
    });
    expect(line()).toMatchObject({ payableMinutes: 30, differenceMinutes: 1, amountPence: 1050, reasons: [] });
  });

  it('PAY-01: a missed visit is never paid, whatever stands on it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.subarray(['LATE', 'CORRECTED', 'MANUAL']), (minutes, flags) => {
        expect(line({ state: 'MISSED', payableMinutes: minutes, flags })).toMatchObject({
          status: 'NOT_PAYABLE',
          payableMinutes: 0,
          amountPence: 0,
          reasons: ['MISSED'],
        });
      }),
    );
  });

  it.each(['DIRECT_PAYMENT', 'SELF_FUNDED'] as const)('PAY-04: nothing is paid for care that is %s', (funding) => {
    expect(line({}, { funding })).toMatchObject({ status: 'NOT_PAYABLE', amountPence: 0, reasons: [funding] });
  });

  it.each([
    ['CANCELLED', 0, 'NOT_PAYABLE', ['CANCELLED']],
    ['REFUSED', 0, 'NOT_PAYABLE', ['REFUSED']],
    ['REFUSED', 15, 'PAYABLE', ['REFUSED']],
    ['NO_REPLY_CLOSED', 30, 'PAYABLE', ['NO_REPLY_CLOSED']],
  ] as const)(
    'PAY-10, AMB-15: %s pays the %d minutes that the policy left on the visit',
    (state, minutes, status, reasons) => {
      expect(line({ state, payableMinutes: minutes, actualMinutes: 0 })).toMatchObject({
        status,
        payableMinutes: minutes,
        reasons,
      });
    },
  );

  it.each(['SUSPENDED', 'ENDED'])('PAY-10: nothing is scheduled or paid while care is %s', (flag) => {
    expect(line({ state: 'CANCELLED', flags: [flag], payableMinutes: 30, actualMinutes: 0 })).toMatchObject({
      status: 'NOT_PAYABLE',
      scheduledMinutes: 0,
      amountPence: 0,
      reasons: [flag],
    });
  });

  it('PAY-02: what is not over has no amount yet', () => {
    for (const state of VISIT_STATES) {
      const over = ['COMPLETED', 'REFUSED', 'MISSED', 'CANCELLED', 'NO_REPLY_CLOSED'].includes(state);
      expect([state, line({ state }).status === 'NOT_OVER']).toEqual([state, !over]);
    }
  });

  it.each([
    [['AWARDED', 'DISCHARGE_FINALISED'], 'VALIDATED', 'PAYABLE'],
    [['AWARDED'], 'QUERY', 'HELD'],
    [['DISCHARGE_FINALISED'], 'QUERY', 'HELD'],
    [[], 'QUERY', 'HELD'],
  ] as const)('PAY-05, IDG-13: a D2A line with %j in the log is %s', (messages, validation, status) => {
    expect(d2aValidation(messages)).toBe(validation);
    expect(line({}, { careType: 'D2A', messages })).toMatchObject({ validation, status });
    expect(line({}, { messages }).validation).toBeNull();
  });

  it('PAY-06: a change by a trusted assessor holds the line until it is signed off', () => {
    expect(line({}, { awaitsSignOff: true })).toMatchObject({
      status: 'HELD',
      amountPence: 1050,
      reasons: ['AWAITS_SIGN_OFF'],
    });
    expect(line({ state: 'MISSED' }, { awaitsSignOff: true })).toMatchObject({ status: 'NOT_PAYABLE' });
  });

  it('PAY-03: without a rate in force the line is held', () => {
    expect(line({}, { hourlyRatePence: null })).toMatchObject({ status: 'HELD', amountPence: 0, reasons: ['NO_RATE'] });
  });
});

describe('amounts and bands', () => {
  it.each([
    [15, 2100, 525],
    [30, 2101, 1051],
    [45, 2099, 1574],
    [15, 2098, 525],
    [1, 29, 0],
    [1, 30, 1],
    [0, 2100, 0],
  ])('PAY-03: %d minutes at %d pence are %d pence', (minutes, rate, pence) => {
    expect(amountPence(minutes, rate)).toBe(pence);
  });

  it('PAY-03: rounded once, and exact', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(100_000), (minutes, rate) => {
        const off = amountPence(minutes, rate) * 60 - minutes * rate;
        expect(off).toBeGreaterThan(-30);
        expect(off).toBeLessThanOrEqual(30);
      }),
    );
    expect(() => amountPence(1.5, 2100)).toThrow(RangeError);
    expect(() => amountPence(-1, 2100)).toThrow(RangeError);
  });

  it.each([
    ['2026-06-01T05:59:59Z', 'NIGHT'],
    ['2026-06-01T06:00:00Z', 'DAY'],
    ['2026-06-01T21:59:59Z', 'DAY'],
    ['2026-06-01T22:00:00Z', 'NIGHT'],
    ['2026-01-05T06:59:59Z', 'NIGHT'],
    ['2026-01-05T07:00:00Z', 'DAY'],
  ])('PAY-03: a call planned for %s is in the band %s', (start, band) => {
    expect(bandOf(new Date(start), null, policy)).toBe(band);
    expect(bandOf(new Date(start), 'SLEEP_IN', policy)).toBe('SLEEP_IN');
    expect(bandOf(new Date(start), 'WAKING_NIGHT', policy)).toBe('WAKING_NIGHT');
  });

  it('PAY-03: a night at the one rate there is says so', () => {
    expect(line({}, { night: 'WAKING_NIGHT' }).reasons).toEqual(['NIGHT_AT_BLENDED_RATE']);
  });
});

describe('what is commissioned', () => {
  const week = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05', '2026-06-06', '2026-06-07'];
  const change = (over: Partial<LevelChange>): LevelChange => ({
    kind: 'REDUCE',
    initiator: 'COUNCIL',
    effectiveFrom: '2026-06-04',
    effectiveTo: null,
    minutesAfter: 420,
    ...over,
  });
  it.each([
    ['nothing changed', [], 840],
    ['less from Thursday', [change({})], 600],
    [
      'more for two days',
      [change({ kind: 'TEMPORARY_INCREASE', effectiveTo: '2026-06-05', minutesAfter: 1540 })],
      1040,
    ],
    ['suspended from Thursday', [change({ kind: 'SUSPEND' })], 360],
    ['suspended on Thursday alone', [change({ kind: 'SUSPEND', effectiveTo: '2026-06-04' })], 720],
    [
      'suspended, and resumed on Saturday',
      [change({ kind: 'SUSPEND' }), change({ kind: 'RESUME', effectiveFrom: '2026-06-06' })],
      600,
    ],
    ['changed by a trusted assessor', [change({ initiator: 'TRUSTED_ASSESSOR', kind: 'INCREASE' })], 840],
  ] as const)('PAY-02, PAY-06, TA-12: over a week with %s', (_what, changes, minutes) => {
    expect(commissionedMinutes(840, changes, week)).toBe(minutes);
  });

  it('PAY-02: rounded once for the days together', () => {
    expect(commissionedMinutes(100, [], week.slice(0, 3))).toBe(43);
    expect(commissionedMinutes(100, [], week)).toBe(100);
  });

  it.each([
    ['2026-06-03', false],
    ['2026-06-04', true],
    ['2026-06-05', true],
    ['2026-06-06', false],
  ])('PAY-06: on %s a change awaits its sign-off: %s', (day, awaits) => {
    expect(awaitsSignOff([change({ initiator: 'TRUSTED_ASSESSOR', effectiveTo: '2026-06-05' })], day)).toBe(awaits);
    expect(awaitsSignOff([change({ effectiveTo: '2026-06-05' })], day)).toBe(false);
  });
});

describe('money that goes other ways', () => {
  it('PAY-08: virtual budget, fund and contribution are three payments', () => {
    expect(budgetPayments({ virtualBudgetPence: 10_000, fundPence: 40_000, contributionPence: 6000 })).toEqual([
      { line: 'TO_PROVIDER', pence: 10_000 },
      { line: 'TO_CARD', pence: 40_000 },
      { line: 'TO_COUNCIL', pence: 6000 },
    ]);
  });

  it('PAY-09: what a third party adds is kept apart from the council’s fee', () => {
    expect(topUp({ standardFeePence: 80_000, agreedPence: 95_000 })).toEqual({
      councilPence: 80_000,
      thirdPartyPence: 15_000,
    });
    expect(topUp({ standardFeePence: 80_000, agreedPence: 78_000 })).toEqual({
      councilPence: 78_000,
      thirdPartyPence: 0,
    });
  });
});

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
