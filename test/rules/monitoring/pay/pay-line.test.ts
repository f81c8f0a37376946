import fc from 'fast-check';
import { NIGHT_TYPES } from '../../../../schema/events/cases.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { NOT_EXPECTED } from '../../../../subgraphs/monitoring/rules/calls/expected-call.js';
import { type PayableVisit, type PayTerms, payLine } from '../../../../subgraphs/monitoring/rules/pay/pay-line.js';
import { VISIT_QUERIES } from '../../../../subgraphs/monitoring/rules/visits/visit-query.js';
import { VISIT_STATES } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';

const policy = DEFAULT_POLICY;
const visit = (over: Partial<PayableVisit> = {}): PayableVisit => ({
  state: 'COMPLETED',
  off: null,
  query: null,
  correction: null,
  day: '2026-06-01',
  expectedStart: new Date('2026-06-01T07:00:00Z'),
  commissionedMinutes: 30,
  minutes: 30,
  workersNeeded: 1,
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
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.constantFrom(null, ...VISIT_QUERIES),
        fc.constantFrom(null, ...NIGHT_TYPES),
        (payableMinutes, query, night) => {
          expect(line({ state: 'MISSED', payableMinutes, query }, { night })).toMatchObject({
            status: 'NOT_PAYABLE',
            payableMinutes: 0,
            amountPence: 0,
            reasons: ['MISSED'],
          });
        },
      ),
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
    // What the council accepted on evidence needs no message; a correction that accepts nothing does.
    const corrected = (acceptedMinutes: number | null) =>
      line({ correction: { acceptedMinutes } }, { careType: 'D2A', messages: [award] });
    expect(corrected(30)).toMatchObject({ validation: 'QUERY', status: 'PAYABLE', reasons: ['ACCEPTED'] });
    expect(corrected(null)).toMatchObject({ status: 'HELD', reasons: ['NO_FORMAL_MESSAGE'] });
  });

  const OFF = { commissionedMinutes: 0, payableMinutes: 0 };

  it.each(NOT_EXPECTED)('PAY-10, DEL-01: nothing is scheduled or paid for a visit that is off because %s', (off) => {
    for (const made of [{ state: 'CANCELLED', actualMinutes: 0 } as const, {}]) {
      expect(line({ ...OFF, ...made, off })).toMatchObject({
        status: 'NOT_PAYABLE',
        scheduledMinutes: 0,
        payableMinutes: 0,
        amountPence: 0,
        reasons: [off],
      });
    }
  });

  it.each(NOT_EXPECTED)('PAY-02: what is off because %s and was accepted is paid as far as it was accepted', (off) => {
    const correction = { acceptedMinutes: 20 };
    expect(line({ ...OFF, off, correction, payableMinutes: 20 })).toMatchObject({
      status: 'PAYABLE',
      scheduledMinutes: 0,
      payableMinutes: 20,
      amountPence: 700,
      reasons: ['ACCEPTED'],
    });
    const night = { ...OFF, off, correction: { acceptedMinutes: 270 }, minutes: 540, payableMinutes: 270 };
    expect(line(night, { night: 'SLEEP_IN' })).toMatchObject({
      status: 'PAYABLE',
      payableMinutes: 270,
      amountPence: 3075,
      reasons: ['ACCEPTED'],
    });
  });

  it('PAY-11, DEL-07: an open query of the council holds what is worth something, and nothing else', () => {
    expect(line({ query: 'WORKED_ELSEWHERE' })).toMatchObject({
      status: 'HELD',
      amountPence: 1050,
      reasons: ['OPEN_QUERY'],
    });
    expect(line({ query: 'CLAIMED_AFTER_MISSED', state: 'MISSED' })).toMatchObject({
      status: 'NOT_PAYABLE',
      amountPence: 0,
      reasons: ['MISSED'],
    });
    expect(line({ ...OFF, query: 'MADE_BUT_NOT_EXPECTED', off: 'SUSPENDED' })).toMatchObject({
      status: 'NOT_PAYABLE',
      amountPence: 0,
      reasons: ['SUSPENDED'],
    });
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

  const NIGHT = { expectedStart: new Date('2026-06-01T21:00:00Z'), minutes: 540, commissionedMinutes: 540 };

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
    const night = { ...NIGHT, commissionedMinutes: 540 * workers, workersNeeded: workers };
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
    const late = { expectedStart: new Date('2026-06-01T22:00:00Z') };
    expect(line(late)).toMatchObject({
      band: 'NIGHT',
      ratePence: 2100,
      amountPence: 1050,
      reasons: ['NIGHT_AT_BLENDED_RATE'],
    });
    expect(line({ ...late, state: 'MISSED' }).reasons).toEqual(['MISSED']);
  });
});
