import type { Rating } from '../../../../schema/policy.js';
import { breaksMinimumRating, meetsMinimumRating } from '../../../../subgraphs/providers/rules/cqc/minimum-rating.js';

describe('the minimum rating', () => {
  it.each<[Rating, boolean]>([
    ['OUTSTANDING', true],
    ['GOOD', true],
    ['REQUIRES_IMPROVEMENT', false],
    ['INADEQUATE', false],
    ['NOT_YET_RATED', false],
  ])('PROV-04: %s meets it: %s', (overall, meets) => {
    expect(meetsMinimumRating(overall)).toBe(meets);
  });

  it.each<[Rating, boolean, boolean]>([
    ['GOOD', false, false],
    ['REQUIRES_IMPROVEMENT', true, false],
    ['REQUIRES_IMPROVEMENT', false, true],
    ['INADEQUATE', true, false],
    ['INADEQUATE', false, true],
    ['NOT_YET_RATED', false, false],
  ])('PROV-04: a member rated %s, its plan complying: %s, breaks it: %s', (overall, compliant, breaks) => {
    expect(breaksMinimumRating(overall, compliant)).toBe(breaks);
  });
});
