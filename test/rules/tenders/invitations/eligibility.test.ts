import fc from 'fast-check';
import { AGE_BANDS } from '../../../../schema/events/providers.js';
import { RATINGS } from '../../../../schema/policy.js';
import { ageBandCheck, bandsNeeded } from '../../../../subgraphs/tenders/rules/invitations/age-band.js';
import { ceilingCheck } from '../../../../subgraphs/tenders/rules/invitations/ceiling.js';
import { cqcGateCheck } from '../../../../subgraphs/tenders/rules/invitations/cqc-gate.js';
import {
  eligibilityChecks,
  eligibilityRefusals,
  isEligible,
  requiredChecks,
} from '../../../../subgraphs/tenders/rules/invitations/eligibility.js';
import { invitationDecision } from '../../../../subgraphs/tenders/rules/invitations/invitation.js';
import { membershipCheck } from '../../../../subgraphs/tenders/rules/invitations/membership.js';
import { registrationCheck } from '../../../../subgraphs/tenders/rules/invitations/registration.js';
import { aBid, aNeed, aPatchProvider, aProvider, asking, policy, policyWith } from '../fixtures.js';

describe('registration', () => {
  it('PROV-02: a provider that is not registered with CQC fails', () => {
    expect(registrationCheck(asking(aPatchProvider())).result).toBe('PASS');
    expect(registrationCheck(asking(aPatchProvider().with({ registered: false }))).result).toBe('FAIL');
  });
});

describe('membership', () => {
  it.each([
    ['the patch of the person', aProvider().in('East'), 'PASS'],
    ['another patch', aProvider().in('West'), 'FAIL'],
    ['two patches, one of them the right one', aProvider().in('West').in('East'), 'PASS'],
    ['the framework alone', aProvider().onTheFramework(), 'FAIL'],
    ['nothing', aProvider(), 'FAIL'],
    ['the patch, suspended', aProvider().in('East', { status: 'SUSPENDED' }), 'FAIL'],
    ['the patch, left', aProvider().in('East', { status: 'EXITED' }), 'FAIL'],
    ['the patch, from today', aProvider().in('East', { from: '2026-03-04' }), 'PASS'],
    ['the patch, from tomorrow', aProvider().in('East', { from: '2026-03-05' }), 'FAIL'],
    ['the patch, until today', aProvider().in('East', { to: '2026-03-04' }), 'PASS'],
    ['the patch, until yesterday', aProvider().in('East', { to: '2026-03-03' }), 'FAIL'],
  ] as const)('ROUT-03: the patch stage asks a member of %s: %s', (_, provider, result) => {
    expect(membershipCheck(asking(provider))).toMatchObject({ rule: 'ROUT-03', result });
  });

  it.each([
    ['another patch', aProvider().in('East'), 'PASS'],
    ['the patch itself, which has been asked', aProvider().in('South'), 'FAIL'],
    ['both, so it has been asked too', aProvider().in('South').in('East'), 'FAIL'],
    ['both, suspended in the patch itself', aProvider().in('South', { status: 'SUSPENDED' }).in('East'), 'FAIL'],
    ['another patch, having left this one', aProvider().in('South', { status: 'EXITED' }).in('East'), 'PASS'],
    ['the framework', aProvider().onTheFramework(), 'FAIL'],
  ] as const)('ROUT-08: the other patches are asked for the South, a member of %s: %s', (_, provider, result) => {
    const need = aNeed({ patch: 'South' });
    expect(membershipCheck(asking(provider, { need, stage: 'OTHER_PATCHES' }))).toMatchObject({
      rule: 'ROUT-08',
      result,
    });
  });

  it.each([
    ['the framework', aProvider().onTheFramework(), 'PASS'],
    ['the framework, suspended', aProvider().onTheFramework({ status: 'SUSPENDED' }), 'FAIL'],
    ['a patch', aProvider().in('East'), 'FAIL'],
  ] as const)('PROV-18: the framework stage asks a member of %s, whatever the patch: %s', (_, provider, result) => {
    expect(membershipCheck(asking(provider, { stage: 'FRAMEWORK' }))).toMatchObject({ rule: 'PROV-18', result });
  });
});

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

describe('age band', () => {
  it.each([
    ['an adult', 'ADULT', null, ['ADULTS_18_PLUS']],
    ['a baby', 'CYP', 0, ['CHILDREN_0_18']],
    ['a child of 17', 'CYP', 17, ['CHILDREN_0_18']],
    ['a young person of 18', 'CYP', 18, ['CHILDREN_0_18', 'ADULTS_18_PLUS']],
    ['a young person of 25', 'CYP', 25, ['CHILDREN_0_18', 'ADULTS_18_PLUS']],
    ['a young person whose age is not told', 'CYP', null, ['CHILDREN_0_18', 'ADULTS_18_PLUS']],
  ] as const)('PROV-09, AMB-29: %s, cohort %s of age %s, needs a registration for %j', (_, cohort, cypAge, bands) => {
    expect(bandsNeeded({ cohort, cypAge })).toEqual(bands);
  });

  it('PROV-09: a provider passes exactly where it holds every band needed', () => {
    const person = fc.oneof(
      fc.constant({ cohort: 'ADULT' as const, cypAge: null }),
      fc.record({ cohort: fc.constant('CYP' as const), cypAge: fc.option(fc.integer({ min: 0, max: 25 })) }),
    );
    fc.assert(
      fc.property(person, fc.subarray([...AGE_BANDS]), (who, held) => {
        const check = ageBandCheck(asking(aPatchProvider().registeredFor(...held), { need: aNeed(who) }));
        const lacking = bandsNeeded(who).filter((band) => !held.includes(band));
        expect(check.result).toBe(lacking.length === 0 ? 'PASS' : 'FAIL');
      }),
    );
  });
});

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
    const checks = eligibilityChecks(asking(aPatchProvider(), { purpose: 'AWARD' }), aBid());
    expect(isEligible(checks, 'AWARD')).toBe(true);
    for (const id of requiredChecks('AWARD')) {
      const without = checks.filter((check) => check.id !== id);
      expect(eligibilityRefusals(without, 'AWARD')).toMatchObject([{ rule: 'EVAL-01', code: 'CHECK_MISSING' }]);
    }
  });

  it('ROUT-04: with a bid, its completeness is one of the checks', () => {
    const checks = eligibilityChecks(asking(aPatchProvider(), { purpose: 'BID' }), aBid({ startTime: null }));
    expect(checks.at(-1)).toEqual({
      id: 'COMPLETENESS',
      rule: 'ROUT-04',
      inputs: { missing: ['input.startTime'] },
      result: 'FAIL',
    });
    expect(isEligible(checks, 'BID')).toBe(false);
  });
});

describe('invitation', () => {
  const stage = { need: aNeed(), stage: 'PATCH', on: '2026-03-04', policy } as const;

  it('ROUT-03: every eligible patch provider is invited, and why the others are not is kept', () => {
    const standings = [
      aPatchProvider('provider-oak'),
      aPatchProvider('provider-elm').rated('REQUIRES_IMPROVEMENT'),
      aProvider('provider-ash').in('West'),
      aPatchProvider('provider-yew').rated('NOT_YET_RATED'),
    ];
    const decisions = standings.map((standing) => invitationDecision(standing.facts, stage, 0));
    const failed = decisions.map(({ providerId, invited, checks }) => [
      providerId,
      invited,
      checks.filter((check) => check.result === 'FAIL').map((check) => check.id),
    ]);
    expect(failed).toEqual([
      ['provider-oak', true, []],
      ['provider-elm', false, ['CQC_GATE']],
      ['provider-ash', false, ['MEMBERSHIP']],
      ['provider-yew', true, []],
    ]);
  });

  it('EVAL-01: a decision carries the version of the standing it rests on, and all checks', () => {
    const decision = invitationDecision(aPatchProvider().with({ version: 12 }).facts, stage, 0);
    expect(decision.standingVersion).toBe(12);
    expect(decision.checks.map((check) => check.id)).toEqual(requiredChecks('INVITE'));
  });

  it('PROV-23: an award not counted yet may keep a provider from being invited', () => {
    const { facts } = aPatchProvider().caringFor({ privately: 1180, allocated: 1800 });
    expect(invitationDecision(facts, stage, 0).invited).toBe(true);
    expect(invitationDecision(facts, stage, 15).invited).toBe(false);
  });
});
