import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { type PayableVisit, type PayTerms, payLine } from '../../../../subgraphs/monitoring/rules/pay/pay-line.js';
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

  it('PAY-03: a night at the one rate there is says so', () => {
    expect(line({}, { night: 'WAKING_NIGHT' }).reasons).toEqual(['NIGHT_AT_BLENDED_RATE']);
  });
});
