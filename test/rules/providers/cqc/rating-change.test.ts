import fc from 'fast-check';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import type { ImprovementPlan } from '../../../../subgraphs/providers/rules/cqc/improvement-plan.js';
import {
  consequencesOf,
  ratingChanges,
  ratingsAfter,
  saysAnything,
  takesPlaceOf,
} from '../../../../subgraphs/providers/rules/cqc/rating-change.js';
import { isRated, NOT_YET_RATED, type RatingSet } from '../../../../subgraphs/providers/rules/cqc/ratings.js';
import { anyRatingSet, rated } from '../fixtures.js';

const terms = { planShareWorkingDays: 10, calendar: englandCalendar() };
const readAt = new Date('2026-04-07T08:00:00Z');
const shareBy = new Date('2026-03-16T23:59:59.999Z');

function following(before: RatingSet, now: RatingSet, plans: readonly ImprovementPlan[] = []) {
  return consequencesOf(before, now, { plans, readAt }, terms);
}

const good = rated('GOOD', {}, '2024-01-10');

/** A set as a record says it, every word of it known. */
const said = ({ overall, keyQuestions, publishedOn }: RatingSet) => ({
  items: { OVERALL: overall, ...keyQuestions },
  publishedOn,
});

describe('a newly published rating', () => {
  it('PROV-03: what changed is told item by item, and nothing where nothing did', () => {
    expect(ratingChanges(good, rated('OUTSTANDING', { SAFE: 'REQUIRES_IMPROVEMENT' }))).toEqual([
      { item: 'OVERALL', from: 'GOOD', to: 'OUTSTANDING' },
      { item: 'SAFE', from: 'GOOD', to: 'REQUIRES_IMPROVEMENT' },
    ]);
    expect(following(good, rated('GOOD'))).toEqual({ contractReview: null, planRequired: null });
  });

  it.each([
    ['a later set', rated('INADEQUATE', {}, '2026-03-02'), good, true],
    ['a correction of the same day', rated('INADEQUATE', {}, '2024-01-10'), good, true],
    ['an earlier set that arrives late', rated('OUTSTANDING', {}, '2019-10-31'), good, false],
    ['a record without ratings', NOT_YET_RATED, good, false],
    ['a record without a date', rated('OUTSTANDING', {}, null), good, false],
    ['the first rating', good, NOT_YET_RATED, true],
    ['a first rating without a date', rated('GOOD', {}, null), NOT_YET_RATED, true],
  ])('PROV-03: %s takes the place of what is held or not', (_name, read, held, takes) => {
    expect(takesPlaceOf(held, said(read))).toBe(takes);
  });

  it('PROV-03: whatever the order of arrival, the newest rated set is held in the end', () => {
    const apart = fc.uniqueArray(anyRatingSet.filter(isRated), {
      selector: ({ publishedOn }) => publishedOn,
      minLength: 1,
    });
    fc.assert(
      fc.property(apart, (sets) => {
        const held = sets.reduce(
          (so, read) => (takesPlaceOf(so, said(read)) ? ratingsAfter(so, said(read)) : so),
          NOT_YET_RATED,
        );
        const newest = sets.toSorted((one, other) => ((one.publishedOn ?? '') < (other.publishedOn ?? '') ? 1 : -1))[0];
        expect(held).toEqual(newest);
      }),
    );
  });
});

describe('ratings of which a part could not be read', () => {
  const items = { ...said(good).items, OVERALL: null, SAFE: 'INADEQUATE' } as const;

  it('PROV-03: what could not be read stays as it is held', () => {
    const held = rated('REQUIRES_IMPROVEMENT', { CARING: 'OUTSTANDING' }, '2024-01-10');
    expect(ratingsAfter(held, { items: { ...items, CARING: null }, publishedOn: '2025-01-14' })).toMatchObject({
      overall: 'REQUIRES_IMPROVEMENT',
      keyQuestions: { SAFE: 'INADEQUATE', CARING: 'OUTSTANDING', EFFECTIVE: 'GOOD' },
      publishedOn: '2025-01-14',
    });
  });

  it('PROV-03: a word that nobody knows is news, and nothing said is none', () => {
    const nothing = said(NOT_YET_RATED);
    expect(saysAnything(nothing)).toBe(false);
    expect(saysAnything({ items: { ...nothing.items, SAFE: null } })).toBe(true);
  });
});

describe('what follows from a rating', () => {
  it('PROV-05: Requires Improvement asks for a plan, shared within 10 working days of publication', () => {
    const found = following(good, rated('REQUIRES_IMPROVEMENT', { SAFE: 'REQUIRES_IMPROVEMENT' }, '2026-03-02'));
    expect(found.planRequired).toEqual({ items: ['OVERALL', 'SAFE'], shareBy });
    expect(found.contractReview).toBeNull();
  });

  it('PROV-05: a key question alone asks for a plan', () => {
    const found = following(good, rated('GOOD', { WELL_LED: 'REQUIRES_IMPROVEMENT' }, '2026-03-02'));
    expect(found.planRequired).toEqual({ items: ['WELL_LED'], shareBy });
  });

  it('PROV-05: a plan that is under way covers its items', () => {
    const plan: ImprovementPlan = { state: 'ACTIVE', items: ['SAFE'], endsOn: '2026-12-31', sharedAt: readAt };
    const found = rated('GOOD', { SAFE: 'REQUIRES_IMPROVEMENT', CARING: 'REQUIRES_IMPROVEMENT' }, '2026-03-02');
    expect(following(good, found, [plan]).planRequired).toEqual({ items: ['CARING'], shareBy });
  });

  it('PROV-05: without a date of publication the plan is counted from the day the record was read', () => {
    const found = following(NOT_YET_RATED, rated('REQUIRES_IMPROVEMENT', {}, null));
    expect(found.planRequired?.shareBy).toEqual(new Date('2026-04-21T23:59:59.999+01:00'));
  });

  it.each([
    ['from Good', good, '2026-03-02', true],
    ['as the first rating', NOT_YET_RATED, '2026-03-02', true],
    ['again at a second inspection', rated('INADEQUATE', {}, '2025-06-01'), '2026-03-02', true],
    ['read a second time', rated('INADEQUATE', {}, '2026-03-02'), '2026-03-02', false],
  ])('PROV-07: Inadequate overall %s opens a full contract review, or not', (_name, before, publishedOn, opens) => {
    const found = following(before, rated('INADEQUATE', {}, publishedOn));
    expect(found.contractReview).toEqual(opens ? { kind: 'FULL', rule: 'PROV-07' } : null);
  });

  it('PROV-07: an Inadequate key question opens no review by itself, but asks for a plan', () => {
    const found = following(good, rated('REQUIRES_IMPROVEMENT', { SAFE: 'INADEQUATE' }));
    expect(found.contractReview).toBeNull();
    expect(found.planRequired?.items).toEqual(['OVERALL', 'SAFE']);
  });

  it('PROV-03: the same publication read twice has no consequence', () => {
    fc.assert(
      fc.property(anyRatingSet, (set) => {
        expect(following(set, set)).toEqual({ contractReview: null, planRequired: null });
      }),
    );
  });
});
