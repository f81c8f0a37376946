import { ceilingCheck } from '../../../../subgraphs/tenders/rules/invitations/ceiling.js';
import { aNeed, aPatchProvider, aProvider, asking, policyWith } from '../fixtures.js';

describe('3,000-hour ceiling', () => {
  const hours = (weekly: number) => aNeed({ weeklyWorkerMinutes: weekly * 60 });

  it.each([
    ['PROV-23: 1,180 private and 1,800 allocated with 20 new make exactly the ceiling', 1180, 1800, 20, 'PASS'],
    ['PROV-23: 20.25 new make a quarter of an hour too much', 1180, 1800, 20.25, 'FAIL'],
    ['PROV-23: one minute below passes', 1180, 1799, 20 + 59 / 60, 'PASS'],
    ['PROV-23: private hours alone may fill it', 3000, 0, 0.5, 'FAIL'],
    ['PROV-23: private hours not declared are a warning', null, 1800, 20, 'WARN'],
    ['PROV-23: private hours not declared excuse nothing that is known', null, 2990, 20, 'FAIL'],
  ] as const)('%s', (_, privately, allocated, candidate, result) => {
    const provider = aPatchProvider().caringFor({ privately, allocated });
    expect(ceilingCheck(asking(provider, { need: hours(candidate) })).result).toBe(result);
  });

  it('EVAL-03: awards that the register has not counted yet are added', () => {
    const facts = asking(aPatchProvider().caringFor({ privately: 1180, allocated: 1800 }), { need: hours(20) });
    expect(ceilingCheck({ ...facts, uncountedWeeklyMinutes: 1 })).toMatchObject({
      result: 'FAIL',
      inputs: { totalWeeklyMinutes: 180_001, ceilingWeeklyMinutes: 180_000 },
    });
  });

  it('AMB-03: above it the framework stage warns, and fails where the policy names the framework', () => {
    const facts = asking(aProvider().onTheFramework().caringFor({ privately: 1180, allocated: 1900 }), {
      stage: 'FRAMEWORK',
    });
    const both = policyWith('capacity', { appliesTo: ['PATCH', 'FRAMEWORK'] });
    expect(ceilingCheck(facts).result).toBe('WARN');
    expect(ceilingCheck({ ...facts, policy: both }).result).toBe('FAIL');
  });

  it('AMB-03: the other patches are patch providers too', () => {
    const facts = asking(aProvider().in('West').caringFor({ privately: 1180, allocated: 1900 }), {
      stage: 'OTHER_PATCHES',
    });
    expect(ceilingCheck(facts).result).toBe('FAIL');
  });

  it('AMB-03: a council may leave the new package out of the count', () => {
    const facts = asking(aPatchProvider().caringFor({ privately: 1200, allocated: 1800 }), { need: hours(20) });
    expect(ceilingCheck({ ...facts, policy: policyWith('capacity', { includeCandidate: false }) }).result).toBe('PASS');
    expect(ceilingCheck(facts).result).toBe('FAIL');
  });
});
