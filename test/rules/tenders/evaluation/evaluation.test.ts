import { evaluation } from '../../../../subgraphs/tenders/rules/evaluation/evaluation.js';
import { aNeed, anOffer, answered, aPatchProvider, at, policy } from '../fixtures.js';

describe('evaluation', () => {
  const asked = { need: aNeed(), serviceType: 'DOMICILIARY', stage: 'PATCH', lot: null, policy } as const;
  const now = at('2026-03-04 12:00');
  const known = (provider = aPatchProvider()) => ({ standing: provider.facts, uncountedWeeklyMinutes: 0 });

  it('EVAL-01, EVAL-04: an eligible bid is measured by every published criterion', () => {
    const { eligible, checks, criteria } = evaluation(answered(), known(), asked, now);
    expect(eligible).toBe(true);
    expect(checks.map(({ id }) => id)).toContain('COMPLETENESS');
    expect(criteria.map(({ id }) => id)).toEqual(policy.evaluation.criteria);
  });

  it('EVAL-04, ROUT-28: an offer is measured by no criterion, for the person chooses whatever it says', () => {
    const late = anOffer({ startDate: '2026-05-01' });
    expect(evaluation({ form: 'OFFER', content: late }, known(), asked, now)).toMatchObject({
      eligible: true,
      criteria: [],
    });
  });

  it('EVAL-01: a bid whose provider is no longer eligible is not measured', () => {
    const found = evaluation(answered(), known(aPatchProvider().rated('INADEQUATE')), asked, now);
    expect(found).toMatchObject({ eligible: false, criteria: [] });
    expect(found.checks).toContainEqual(expect.objectContaining({ id: 'CQC_GATE', result: 'FAIL' }));
  });

  it('EVAL-01: a provider that the register never named has no checks and is not eligible', () => {
    expect(evaluation(answered(), null, asked, now)).toEqual({ checks: [], eligible: false, criteria: [] });
  });
});
