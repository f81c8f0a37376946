import fc from 'fast-check';
import type { GateAnswer } from '../../../../schema/events/providers.js';
import {
  DEFAULT_POLICY,
  GATE_PURPOSES,
  type GatePurpose,
  type Policy,
  type Rating,
} from '../../../../schema/policy.js';
import { gateChanges, gateFor, gatesOf } from '../../../../subgraphs/providers/rules/cqc/gate.js';
import { anyRatingSet, rated } from '../fixtures.js';

const policy = DEFAULT_POLICY.cqc.gate;
const anyQuestion: Policy['cqc']['gate'] = { ...policy, scope: 'ANY_KEY_QUESTION' };
const registered = (ratings = rated()) => ({ registered: true, ratings, doubts: [] });

const anyAnswer = fc.constantFrom<GateAnswer>('ALLOW', 'WARN', 'BLOCK');
const anyRow = fc.record({
  OUTSTANDING: anyAnswer,
  GOOD: anyAnswer,
  REQUIRES_IMPROVEMENT: anyAnswer,
  NOT_YET_RATED: anyAnswer,
});
const anyPolicy: fc.Arbitrary<Policy['cqc']['gate']> = fc.record({
  scope: fc.constantFrom('OVERALL' as const, 'ANY_KEY_QUESTION' as const),
  matrix: fc.record({ LONG_LIST: anyRow, INVITE: anyRow, AWARD: anyRow, USER_CHOICE: anyRow, INCREASE: anyRow }),
});

describe('the CQC gate', () => {
  const matrix: Array<[GatePurpose, Rating, GateAnswer]> = [
    ['INVITE', 'OUTSTANDING', 'ALLOW'],
    ['INVITE', 'GOOD', 'ALLOW'],
    ['INVITE', 'REQUIRES_IMPROVEMENT', 'BLOCK'],
    ['INVITE', 'NOT_YET_RATED', 'WARN'],
    ['INVITE', 'INADEQUATE', 'BLOCK'],
    ['LONG_LIST', 'REQUIRES_IMPROVEMENT', 'BLOCK'],
    ['AWARD', 'GOOD', 'ALLOW'],
    ['AWARD', 'REQUIRES_IMPROVEMENT', 'BLOCK'],
    ['AWARD', 'NOT_YET_RATED', 'WARN'],
    ['USER_CHOICE', 'REQUIRES_IMPROVEMENT', 'WARN'],
    ['USER_CHOICE', 'INADEQUATE', 'BLOCK'],
    ['INCREASE', 'REQUIRES_IMPROVEMENT', 'WARN'],
    ['INCREASE', 'INADEQUATE', 'BLOCK'],
  ];

  it.each(matrix)('PROV-08: by default %s of a provider rated %s: %s', (purpose, overall, answer) => {
    expect(gateFor(purpose, registered(rated(overall)), policy)).toEqual({ answer, reason: overall });
  });

  it('PROV-06: a key question at Requires Improvement does not gate where the overall rating does', () => {
    const facts = registered(rated('GOOD', { SAFE: 'REQUIRES_IMPROVEMENT' }));
    expect(gateFor('AWARD', facts, policy)).toEqual({ answer: 'ALLOW', reason: 'GOOD' });
    expect(gateFor('AWARD', facts, anyQuestion)).toEqual({ answer: 'BLOCK', reason: 'REQUIRES_IMPROVEMENT' });
  });

  it('PROV-06: of several items the strictest answer counts, and of the same answers the worst rating tells why', () => {
    const facts = registered(rated('REQUIRES_IMPROVEMENT', { SAFE: 'INADEQUATE', CARING: 'NOT_YET_RATED' }));
    expect(gateFor('AWARD', facts, anyQuestion)).toEqual({ answer: 'BLOCK', reason: 'INADEQUATE' });
    const lenient = registered(rated('REQUIRES_IMPROVEMENT', { CARING: 'NOT_YET_RATED' }));
    expect(gateFor('INCREASE', lenient, anyQuestion)).toEqual({ answer: 'WARN', reason: 'REQUIRES_IMPROVEMENT' });
  });

  it.each(['DORMANT', 'NO_REGISTERED_MANAGER'] as const)(
    'PROV-08: %s warns of what would be allowed, and opens nothing',
    (doubt) => {
      const facts = (overall: Rating) => ({ ...registered(rated(overall)), doubts: [doubt] });
      expect(gateFor('AWARD', facts('GOOD'), policy)).toEqual({ answer: 'WARN', reason: doubt });
      expect(gateFor('AWARD', facts('NOT_YET_RATED'), policy)).toEqual({ answer: 'WARN', reason: 'NOT_YET_RATED' });
      expect(gateFor('AWARD', facts('INADEQUATE'), policy)).toEqual({ answer: 'BLOCK', reason: 'INADEQUATE' });
    },
  );

  it('PROV-07: Inadequate overall blocks every purpose under every policy', () => {
    fc.assert(
      fc.property(anyRatingSet, anyPolicy, fc.constantFrom(...GATE_PURPOSES), (set, anyGate, purpose) => {
        const gate = gateFor(purpose, registered({ ...set, overall: 'INADEQUATE' }), anyGate);
        expect(gate).toEqual({ answer: 'BLOCK', reason: 'INADEQUATE' });
      }),
    );
  });

  it('PROV-02: a provider that CQC does not register is blocked under every policy, however it was rated', () => {
    fc.assert(
      fc.property(anyRatingSet, anyPolicy, fc.constantFrom(...GATE_PURPOSES), (ratings, anyGate, purpose) => {
        expect(gateFor(purpose, { registered: false, ratings, doubts: ['DORMANT'] }, anyGate)).toEqual({
          answer: 'BLOCK',
          reason: 'NOT_REGISTERED',
        });
      }),
    );
  });

  it('PROV-08: reading the key questions too never loosens an answer', () => {
    const strictness: GateAnswer[] = ['ALLOW', 'WARN', 'BLOCK'];
    fc.assert(
      fc.property(anyRatingSet, anyPolicy, fc.constantFrom(...GATE_PURPOSES), (set, anyGate, purpose) => {
        const one = gateFor(purpose, registered(set), { ...anyGate, scope: 'OVERALL' }).answer;
        const all = gateFor(purpose, registered(set), { ...anyGate, scope: 'ANY_KEY_QUESTION' }).answer;
        expect(strictness.indexOf(all)).toBeGreaterThanOrEqual(strictness.indexOf(one));
      }),
    );
  });

  it('PROV-08, NTF-27: a fall from Good to Requires Improvement changes all five answers, each with its reason', () => {
    const before = gatesOf(registered(), policy);
    const after = gatesOf(registered(rated('REQUIRES_IMPROVEMENT')), policy);
    expect(gateChanges(before, after)).toEqual([
      { purpose: 'LONG_LIST', from: 'ALLOW', to: 'BLOCK', reason: 'REQUIRES_IMPROVEMENT' },
      { purpose: 'INVITE', from: 'ALLOW', to: 'BLOCK', reason: 'REQUIRES_IMPROVEMENT' },
      { purpose: 'AWARD', from: 'ALLOW', to: 'BLOCK', reason: 'REQUIRES_IMPROVEMENT' },
      { purpose: 'USER_CHOICE', from: 'ALLOW', to: 'WARN', reason: 'REQUIRES_IMPROVEMENT' },
      { purpose: 'INCREASE', from: 'ALLOW', to: 'WARN', reason: 'REQUIRES_IMPROVEMENT' },
    ]);
  });

  it('PROV-08, NTF-27: from Good to Outstanding nothing changes', () => {
    expect(gateChanges(gatesOf(registered(), policy), gatesOf(registered(rated('OUTSTANDING')), policy))).toEqual([]);
  });
});
