import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { OFF, type PayableVisit, type PayTerms, payLine } from '../../../../subgraphs/monitoring/rules/pay/pay-line.js';
import { VISIT_STATES } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';

const policy = DEFAULT_POLICY;
const visit = (over: Partial<PayableVisit> = {}): PayableVisit => ({
  state: 'COMPLETED',
  flags: [],
  day: '2026-06-01',
  plannedStart: new Date('2026-06-01T07:00:00Z'),
  workersNeeded: 1,
  plannedMinutes: 30,
  actualMinutes: 31,
  payableMinutes: 30,
  ...over,
});
const terms = (over: Partial<PayTerms> = {}): PayTerms => ({
  careType: 'STANDARD_ADULT',
  funding: 'COUNCIL_ARRANGED',
  hourlyRatePence: 2100,
  nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: null },
  changes: [],
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

  it('PAY-05, IDG-13: a D2A line that the log does not support is held, and other care needs none', () => {
    const told = { toldAt: new Date('2026-05-30T09:00:00Z'), lastDay: null, variationId: null };
    const award = { ...told, kind: 'AWARDED' as const, day: null };
    const discharge = { ...told, kind: 'DISCHARGE_FINALISED' as const, day: '2026-06-01' };
    const d2a = (messages: PayTerms['messages']) => line({}, { careType: 'D2A', messages });
    expect(d2a([award, discharge])).toMatchObject({ validation: 'VALIDATED', status: 'PAYABLE', reasons: [] });
    expect(d2a([award])).toMatchObject({
      validation: 'QUERY',
      status: 'HELD',
      amountPence: 1050,
      reasons: ['NO_FORMAL_MESSAGE'],
    });
    expect(line({}, { messages: [] })).toMatchObject({ validation: null, status: 'PAYABLE' });
  });

  it.each(OFF)('PAY-10, DEL-01: nothing is scheduled or paid for a visit that is off because %s', (off) => {
    expect(line({ off, flags: [] })).toMatchObject({
      status: 'NOT_PAYABLE',
      scheduledMinutes: 0,
      payableMinutes: 0,
      amountPence: 0,
      reasons: [off],
    });
    // What the visit says goes before what its flags say.
    expect(line({ off: null, flags: ['SUSPENDED'] })).toMatchObject({ status: 'PAYABLE', reasons: [] });
  });

  it('PAY-11: an open query of the council holds what is worth something, and nothing else', () => {
    expect(line({ query: 'LOGGED_AFTERWARDS' })).toMatchObject({
      status: 'HELD',
      amountPence: 1050,
      reasons: ['OPEN_QUERY'],
    });
    expect(line({ query: 'LOGGED_AFTERWARDS', state: 'MISSED' })).toMatchObject({
      status: 'NOT_PAYABLE',
      reasons: ['MISSED'],
    });
    expect(line({ query: 'LOGGED_AFTERWARDS', payableMinutes: 0 })).toMatchObject({ status: 'NOT_PAYABLE' });
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

  const NIGHT = { plannedStart: new Date('2026-06-01T21:00:00Z'), plannedMinutes: 540 };

  it('PAY-03, PROV-32: a sleep-in night is paid at its flat rate, not by the hour', () => {
    expect(line({ ...NIGHT, actualMinutes: 540, payableMinutes: 540 }, { night: 'SLEEP_IN' })).toMatchObject({
      status: 'PAYABLE',
      band: 'SLEEP_IN',
      ratePence: 6150,
      amountPence: 6150,
      reasons: [],
    });
  });

  it.each([
    [540, 1, 6150],
    [270, 1, 3075],
    [525, 1, 5979],
    [15, 1, 171],
    [0, 1, 0],
    [1080, 2, 12_300],
    [810, 2, 9225],
  ])('PAY-03: %d worker-minutes payable of a night with %d workers are %d pence', (payableMinutes, workers, pence) => {
    const night = { ...NIGHT, plannedMinutes: 540 * workers, workersNeeded: workers };
    const paid = line({ ...night, actualMinutes: payableMinutes, payableMinutes }, { night: 'SLEEP_IN' });
    expect(paid.amountPence).toBe(pence);
  });

  it('PAY-03, AWRD-10: a night without a rate of its kind is held, whatever an hour costs', () => {
    expect(line({ ...NIGHT, payableMinutes: 540 }, { night: 'WAKING_NIGHT' })).toMatchObject({
      status: 'HELD',
      band: 'WAKING_NIGHT',
      ratePence: null,
      amountPence: 0,
      reasons: ['NO_RATE'],
    });
    expect(line({ ...NIGHT, payableMinutes: 540 }, { night: 'SLEEP_IN', hourlyRatePence: null })).toMatchObject({
      status: 'PAYABLE',
      amountPence: 6150,
    });
  });

  it('PAY-03: a call at night that is neither kind of night is paid by the hour, and says so', () => {
    const late = { plannedStart: new Date('2026-06-01T22:00:00Z') };
    expect(line(late)).toMatchObject({
      band: 'NIGHT',
      ratePence: 2100,
      amountPence: 1050,
      reasons: ['NIGHT_AT_BLENDED_RATE'],
    });
    expect(line({ ...late, state: 'MISSED' }).reasons).toEqual(['MISSED']);
  });
});
