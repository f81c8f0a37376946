import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  payableOfCall,
  payableOfStays,
  payableShareWithoutCare,
} from '../../../../subgraphs/monitoring/rules/pay/payable.js';
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

  it('PAY-02, ASM-30: no more workers are paid than were commissioned, those who stayed longest', () => {
    const call = { minutes: 30, workers: 1 };
    expect(payableOfStays([30, 20, 30], call, DEFAULT_POLICY)).toBe(30);
    expect(payableOfStays([20, 30, 60], { ...call, workers: 2 }, DEFAULT_POLICY)).toBe(60);
    expect(payableOfStays([20], { ...call, workers: 2 }, DEFAULT_POLICY)).toBe(15);
    expect(payableOfStays([], call, DEFAULT_POLICY)).toBe(0);
    const logs = ['W1', 'W2', 'W3'].map((worker) => aLog({ id: worker, worker, departedAt: at(60) }));
    expect(outcome({ workersNeeded: 1 }, logs).payableMinutes).toBe(30);
  });

  it.each([
    [50, 60],
    [49, 45],
    [60, 60],
  ])('PAY-02, SM-8: %d worker-minutes that a correction found at a call of two pay %d', (actualMinutes, payable) => {
    expect(payableOfCall(actualMinutes, 60, DEFAULT_POLICY, 2)).toBe(payable);
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
