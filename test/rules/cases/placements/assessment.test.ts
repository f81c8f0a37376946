import { assessmentRefusal, awaitsAssessment } from '../../../../subgraphs/cases/rules/placements/assessment.js';

const days = { awardedOn: '2026-06-01', today: '2026-06-03' };

describe("a provider's own assessment", () => {
  it.each([
    ['that comes first, not recorded', true, null, 'ASSESSMENT_NOT_COMPLETED'],
    ['that comes first, of the day before the award', true, '2026-05-31', 'ASSESSMENT_NOT_COMPLETED'],
    ['that comes first, of the day of the award', true, '2026-06-01', undefined],
    ['that comes first, of today', true, '2026-06-03', undefined],
    ['that comes first, of tomorrow', true, '2026-06-04', 'ASSESSMENT_NOT_COMPLETED'],
    ['that need not come first, not recorded', false, null, undefined],
    ['that need not come first, of the day before the award', false, '2026-05-31', undefined],
  ])('ROUT-29: one %s', (_, assessesFirst, assessmentCompletedOn, code) => {
    const refusal = assessmentRefusal({ assessesFirst, assessmentCompletedOn }, days);
    expect(refusal?.code).toBe(code);
    if (refusal) expect(refusal).toMatchObject({ rule: 'ROUT-29', field: 'input.assessmentCompletedOn' });
  });

  it('ROUT-29: a placement waits for the one that comes first, until it is recorded', () => {
    const waiting = { assessesFirst: true, assessmentCompletedOn: null, firstCallMadeAt: null };
    expect(awaitsAssessment(waiting)).toBe(true);
    expect(awaitsAssessment({ ...waiting, assessmentCompletedOn: '2026-06-03' })).toBe(false);
    expect(awaitsAssessment({ ...waiting, assessesFirst: false })).toBe(false);
    // Care that began without it waits for nothing.
    expect(awaitsAssessment({ ...waiting, firstCallMadeAt: new Date('2026-06-03T08:00:00Z') })).toBe(false);
  });
});
