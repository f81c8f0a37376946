import fc from 'fast-check';
import { RATINGS } from '../../../../schema/policy.js';
import { cqcGateCheck } from '../../../../subgraphs/tenders/rules/invitations/cqc-gate.js';
import { aPatchProvider, asking, policy, policyWith } from '../fixtures.js';

describe('CQC gate', () => {
  it.each([
    ['OUTSTANDING', 'PASS', 'PROV-08'],
    ['GOOD', 'PASS', 'PROV-08'],
    ['REQUIRES_IMPROVEMENT', 'FAIL', 'PROV-06'],
    ['INADEQUATE', 'FAIL', 'PROV-07'],
    ['NOT_YET_RATED', 'WARN', 'PROV-08'],
  ] as const)('PROV-08: rated %s, a new package is a %s under %s', (rating, result, rule) => {
    for (const purpose of ['INVITE', 'BID', 'AWARD'] as const) {
      expect(cqcGateCheck(asking(aPatchProvider().rated(rating), { purpose }))).toMatchObject({ result, rule });
    }
  });

  it('PROV-06: by default a key question that requires improvement bars nobody', () => {
    const provider = aPatchProvider().rated('GOOD', 'REQUIRES_IMPROVEMENT');
    expect(cqcGateCheck(asking(provider)).result).toBe('PASS');
  });

  it.each([
    ['GOOD', 'GOOD', 'PASS', 'PROV-08'],
    ['GOOD', 'REQUIRES_IMPROVEMENT', 'FAIL', 'PROV-06'],
    ['GOOD', 'INADEQUATE', 'FAIL', 'PROV-07'],
    ['GOOD', 'NOT_YET_RATED', 'WARN', 'PROV-08'],
    ['REQUIRES_IMPROVEMENT', 'GOOD', 'FAIL', 'PROV-06'],
  ] as const)('AMB-06: by key questions, %s with one %s is a %s', (overall, question, result, rule) => {
    const byQuestion = policyWith('cqc', { gate: { ...policy.cqc.gate, scope: 'ANY_KEY_QUESTION' } });
    const provider = aPatchProvider().rated(overall, question);
    expect(cqcGateCheck(asking(provider, { policy: byQuestion }))).toMatchObject({ result, rule });
  });

  it('PROV-08: invitation and award have each their own row, and a bid is asked as an invitation', () => {
    const { matrix } = policy.cqc.gate;
    const lenient = policyWith('cqc', {
      gate: { ...policy.cqc.gate, matrix: { ...matrix, INVITE: { ...matrix.INVITE, REQUIRES_IMPROVEMENT: 'WARN' } } },
    });
    const facts = asking(aPatchProvider().rated('REQUIRES_IMPROVEMENT'), { policy: lenient });
    expect((['INVITE', 'BID', 'AWARD'] as const).map((purpose) => cqcGateCheck({ ...facts, purpose }).result)).toEqual([
      'WARN',
      'WARN',
      'FAIL',
    ]);
  });

  it('PROV-07: no policy lets an Inadequate provider in', () => {
    const allowAll = {
      OUTSTANDING: 'ALLOW',
      GOOD: 'ALLOW',
      REQUIRES_IMPROVEMENT: 'ALLOW',
      NOT_YET_RATED: 'ALLOW',
    } as const;
    const matrix = {
      LONG_LIST: allowAll,
      INVITE: allowAll,
      AWARD: allowAll,
      USER_CHOICE: allowAll,
      INCREASE: allowAll,
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...RATINGS),
        fc.constantFrom('OVERALL' as const, 'ANY_KEY_QUESTION' as const),
        (question, scope) => {
          const facts = asking(aPatchProvider().rated('INADEQUATE', question), {
            policy: policyWith('cqc', { gate: { scope, matrix } }),
          });
          expect(cqcGateCheck(facts)).toMatchObject({ result: 'FAIL', rule: 'PROV-07' });
        },
      ),
    );
  });
});
