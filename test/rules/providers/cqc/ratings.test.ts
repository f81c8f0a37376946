import fc from 'fast-check';
import { RATINGS } from '../../../../schema/policy.js';
import {
  combined,
  isRated,
  itemsBelowGood,
  NOT_YET_RATED,
  RATED_ITEMS,
  ratingHistory,
  ratingOf,
  worse,
} from '../../../../subgraphs/providers/rules/cqc/ratings.js';
import { anyRating, anyRatingSet, rated } from '../fixtures.js';

describe('ratings as held', () => {
  it('PROV-03: six items are held, the overall rating and the five key questions', () => {
    expect(RATED_ITEMS).toEqual(['OVERALL', 'SAFE', 'EFFECTIVE', 'CARING', 'RESPONSIVE', 'WELL_LED']);
    expect(ratingOf(rated('GOOD', { CARING: 'OUTSTANDING' }), 'CARING')).toBe('OUTSTANDING');
    expect(ratingOf(rated('REQUIRES_IMPROVEMENT'), 'OVERALL')).toBe('REQUIRES_IMPROVEMENT');
  });

  it('PROV-03: of two ratings the worse, and any rating is worse than none', () => {
    const inOrder = [...RATINGS];
    expect(inOrder.toSorted((one, other) => (worse(one, other) === one ? -1 : 1))).toEqual([
      'INADEQUATE',
      'REQUIRES_IMPROVEMENT',
      'GOOD',
      'OUTSTANDING',
      'NOT_YET_RATED',
    ]);
    fc.assert(fc.property(anyRating, anyRating, (one, other) => expect(worse(one, other)).toBe(worse(other, one))));
  });

  it.each([
    ['Good throughout', rated(), []],
    ['unrated', NOT_YET_RATED, []],
    ['one key question at Requires Improvement', rated('GOOD', { SAFE: 'REQUIRES_IMPROVEMENT' }), ['SAFE']],
    ['an Inadequate key question, too', rated('GOOD', { WELL_LED: 'INADEQUATE' }), ['WELL_LED']],
    ['overall and one question', rated('REQUIRES_IMPROVEMENT', { SAFE: 'INADEQUATE' }), ['OVERALL', 'SAFE']],
  ])('PROV-05: the items below Good of a location %s', (_name, set, expected) => {
    expect(itemsBelowGood(set)).toEqual(expected);
  });

  it('PROV-03: two services rated on one day count at the worse rating of each item', () => {
    const one = rated('GOOD', { SAFE: 'REQUIRES_IMPROVEMENT' });
    const other = rated('INADEQUATE', { SAFE: 'GOOD' });
    expect(combined(one, other)).toEqual(rated('INADEQUATE', { SAFE: 'REQUIRES_IMPROVEMENT' }));
  });

  it('PROV-03: a set is rated as soon as one item of it is', () => {
    expect(isRated(NOT_YET_RATED)).toBe(false);
    expect(isRated({ ...NOT_YET_RATED, overall: 'GOOD' })).toBe(true);
    expect(isRated({ ...NOT_YET_RATED, keyQuestions: { ...NOT_YET_RATED.keyQuestions, SAFE: 'GOOD' } })).toBe(true);
  });

  it('PROV-03: history keeps one set a day, newest first, and nothing undated or empty', () => {
    const history = ratingHistory([
      rated('GOOD', {}, '2019-10-31'),
      rated('REQUIRES_IMPROVEMENT', {}, '2021-02-08'),
      rated('GOOD', {}, '2021-02-08'),
      rated('GOOD', {}, null),
      { ...NOT_YET_RATED, publishedOn: '2025-01-01' },
      rated('INADEQUATE', {}, '2015-01-23'),
    ]);
    expect(history.map(({ publishedOn, overall }) => [publishedOn, overall])).toEqual([
      ['2021-02-08', 'REQUIRES_IMPROVEMENT'],
      ['2019-10-31', 'GOOD'],
      ['2015-01-23', 'INADEQUATE'],
    ]);
  });

  it('PROV-03: the history does not depend on the order of arrival, nor on how often a set arrives', () => {
    fc.assert(
      fc.property(fc.array(anyRatingSet, { maxLength: 12 }), (sets) => {
        const history = ratingHistory(sets);
        expect(ratingHistory([...sets.toReversed(), ...history])).toEqual(history);
        expect(history.every(isRated)).toBe(true);
      }),
    );
  });
});
