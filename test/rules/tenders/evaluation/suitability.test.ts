import { criteriaRefusals, suitability } from '../../../../subgraphs/tenders/rules/evaluation/suitability.js';
import { answer, criteria, decidedAt } from '../awards/awarding.js';
import { aBid, aCall, aNeed, policy } from '../fixtures.js';

describe('criteria', () => {
  const need = aNeed({ calls: [aCall({ workers: 2, timeCritical: true })], skills: ['PEG_FEEDING', 'MAKATON'] });
  const able = aBid({ doubleHanded: true, timeCritical: true, skills: ['MAKATON', 'PEG_FEEDING', 'CATHETER_CARE'] });
  const failed = (bid = able, of = need) =>
    suitability(criteria, bid, of, policy, decidedAt)
      .filter((result) => result.result === 'FAIL')
      .map((result) => result.id);

  it.each([
    ['START_MEETS_NEED', { startDate: '2026-03-10' }],
    ['DOUBLE_HANDED', { doubleHanded: false }],
    ['TIME_CRITICAL', { timeCritical: false }],
    ['SKILLS', { skills: ['MAKATON'] }],
  ] as const)('EVAL-04: %s fails by itself', (criterion, change) => {
    expect(failed()).toEqual([]);
    expect(failed({ ...able, ...change })).toEqual([criterion]);
  });

  it('EVAL-04: a need that asks for nothing special is met without answers', () => {
    expect(failed(aBid(), aNeed())).toEqual([]);
  });

  it('EVAL-04: a result is kept for each criterion, with what it was judged upon', () => {
    expect(suitability(criteria, { ...able, skills: [] }, need, policy, decidedAt)).toContainEqual({
      id: 'SKILLS',
      rule: 'EVAL-04',
      inputs: { asked: ['PEG_FEEDING', 'MAKATON'], lacking: ['PEG_FEEDING', 'MAKATON'] },
      result: 'FAIL',
    });
  });

  it('EVAL-04: a criterion that was not configured at publication is not applied', () => {
    const late = aBid({ startDate: '2026-04-30' });
    expect(suitability(['SKILLS'], late, aNeed(), policy, decidedAt).map((result) => result.id)).toEqual(['SKILLS']);
    expect(suitability([], late, aNeed(), policy, decidedAt)).toEqual([]);
  });

  it('EVAL-04: results that are not those of the published criteria are refused', () => {
    const results = suitability(['SKILLS'], able, need, policy, decidedAt);
    expect(criteriaRefusals(['SKILLS'], results)).toEqual([]);
    expect(criteriaRefusals([], results)).toMatchObject([{ rule: 'EVAL-04', code: 'CRITERION_NOT_PUBLISHED' }]);
    expect(criteriaRefusals(['SKILLS', 'TIME_CRITICAL'], results)).toMatchObject([{ code: 'CRITERION_NOT_APPLIED' }]);
  });

  it('ROUT-05: a bid that fails a criterion is not awarded, not even as an exception', () => {
    const criteriaResults = suitability(criteria, aBid({ startDate: '2026-03-10' }), aNeed(), policy, decidedAt);
    const exception = { reason: 'SKILLS', justification: 'Known to the person.' } as const;
    expect(answer({ criteriaResults, exception })).toEqual(['EVAL-04 CRITERION_NOT_MET']);
  });
});
