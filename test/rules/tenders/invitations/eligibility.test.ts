import {
  eligibilityChecks,
  eligibilityRefusals,
  isEligible,
  requiredChecks,
} from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { aBid, answered, aPatchProvider, aProvider, asking } from '../fixtures.js';

describe('eligibility', () => {
  it('EVAL-01: every check is made and kept with its inputs, though the first has failed', () => {
    const checks = eligibilityChecks(asking(aProvider().with({ registered: false }).rated('INADEQUATE')));
    expect(checks.map(({ id, result }) => [id, result])).toEqual([
      ['REGISTRATION', 'FAIL'],
      ['MEMBERSHIP', 'FAIL'],
      ['CQC_GATE', 'FAIL'],
      ['AGE_BAND', 'PASS'],
      ['CEILING', 'PASS'],
    ]);
    for (const check of checks) expect(Object.keys(check.inputs)).not.toHaveLength(0);
    expect(JSON.parse(JSON.stringify(checks))).toEqual(checks);
  });

  it('EVAL-01: each failed check is a refusal of its own, under its own rule', () => {
    const provider = aPatchProvider().rated('REQUIRES_IMPROVEMENT').registeredFor('CHILDREN_0_18');
    expect(eligibilityRefusals(eligibilityChecks(asking(provider)), 'INVITE')).toMatchObject([
      { rule: 'PROV-06', code: 'RATING_BARS' },
      { rule: 'PROV-09', code: 'AGE_BAND_NOT_COVERED' },
    ]);
  });

  it('EVAL-01: a check that was not made refuses as a failed one does', () => {
    const checks = eligibilityChecks(asking(aPatchProvider(), { purpose: 'AWARD' }), answered());
    expect(isEligible(checks, 'AWARD')).toBe(true);
    for (const id of requiredChecks('AWARD')) {
      const without = checks.filter((check) => check.id !== id);
      expect(eligibilityRefusals(without, 'AWARD')).toMatchObject([{ rule: 'EVAL-01', code: 'CHECK_MISSING' }]);
    }
  });

  it('ROUT-04: with a bid, its completeness is one of the checks', () => {
    const checks = eligibilityChecks(asking(aPatchProvider(), { purpose: 'BID' }), answered(aBid({ startTime: null })));
    expect(checks.at(-1)).toEqual({
      id: 'COMPLETENESS',
      rule: 'ROUT-04',
      inputs: { missing: ['input.startTime'] },
      result: 'FAIL',
    });
    expect(isEligible(checks, 'BID')).toBe(false);
  });
});
