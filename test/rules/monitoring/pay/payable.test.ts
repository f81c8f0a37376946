import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { payableOfCall, payableShareWithoutCare } from '../../../../subgraphs/monitoring/rules/pay/payable.js';
import { aLog, at, outcome } from '../a-visit.js';

describe('what is payable', () => {
  it.each([
    [30, 30],
    [25, 30],
    [24, 30],
    [22, 15],
    [8, 15],
    [7, 0],
    [60, 30],
  ])('PAY-02: of %d minutes worked at a call of 30, %d', (actual, payable) => {
    expect(payableOfCall(actual, 30, DEFAULT_POLICY)).toBe(payable);
  });

  it('PAY-02: with two workers each is reckoned by itself', () => {
    const logs = [aLog({ departedAt: at(60) }), aLog({ id: 'other', worker: 'W2', departedAt: at(20) })];
    expect(outcome({ workersNeeded: 2 }, logs).payableMinutes).toBe(30 + 15);
  });

  it.each([
    ['MISSED', 0],
    ['NO_REPLY_CLOSED', 100],
    ['REFUSED', 0],
    ['CANCELLED', 0],
    ['ALERTED', 0],
  ] as const)('AMB-15: of a visit that is %s, %d percent', (state, share) => {
    expect(payableShareWithoutCare(state, DEFAULT_POLICY)).toBe(share);
  });

  it('PAY-01: a missed visit is not paid whatever the policy', () => {
    const payment = { roundingMinutes: 15, noReplyPct: 100, refusedPct: 100, cancelledPct: 100 };
    expect(payableShareWithoutCare('MISSED', { payment })).toBe(0);
    expect(payableShareWithoutCare('REFUSED', { payment })).toBe(100);
  });
});
