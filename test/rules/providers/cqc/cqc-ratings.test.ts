import { partReader } from '../../../../subgraphs/providers/rules/cqc/cqc-part.js';
import { readRatings } from '../../../../subgraphs/providers/rules/cqc/cqc-ratings.js';

// How whole records are read is in cqc-record.test.ts; here is what the newest word of an item is.
const OF = { locationId: '1-999000111', registeredOn: '2011-05-14', today: '2026-11-30' };
const entry = (rating: string, questions: Record<string, string> = {}, more: object = {}) => ({
  rating,
  keyQuestionRatings: Object.entries(questions).map(([name, said]) => ({ name, rating: said })),
  ...more,
});
const assessed = (on: string, ...entries: object[]) => ({
  assessmentPlanPublishedDateTime: on,
  ratings: { overall: entries, asgRatings: [] },
});
const read = (record: object) => {
  const reader = partReader();
  return { ...readRatings(record, OF, reader), faults: reader.faults.map(({ field }) => field) };
};

describe('the ratings of a record, item by item', () => {
  it('PROV-03: of each item the newest word counts, wherever it stands', () => {
    const { items, publishedOn } = read({
      currentRatings: { overall: entry('Good', { Safe: 'Good', Caring: 'Good' }, { reportDate: '2024-03-12' }) },
      assessment: [
        assessed('2025-01-01', entry('Requires improvement', { Safe: 'Inadequate' })),
        assessed('2025-06-01', entry('not rated', { Caring: 'Outstanding' })),
      ],
    });
    expect(items).toMatchObject({
      OVERALL: 'REQUIRES_IMPROVEMENT',
      SAFE: 'INADEQUATE',
      CARING: 'OUTSTANDING',
      EFFECTIVE: 'NOT_YET_RATED',
    });
    expect(publishedOn).toBe('2025-06-01');
  });

  it('PROV-03: a question may have a day of its own', () => {
    const questions = [
      { name: 'Safe', rating: 'Inadequate', reportDate: '2025-02-02' },
      { name: 'Caring', rating: 'Good' },
    ];
    const overall = { rating: 'Good', reportDate: '2024-03-12', keyQuestionRatings: questions };
    const later = assessed('2025-01-01', entry('Good', { Safe: 'Good' }));
    expect(read({ currentRatings: { overall }, assessment: [later] }).items.SAFE).toBe('INADEQUATE');
  });

  it('PROV-03: an assessment that cannot be read hides no other, and is named', () => {
    const { items, faults } = read({
      assessment: [
        { ratings: 'all good' },
        assessed('someday', entry('Good')),
        assessed('2025-01-01', entry('Inadequate')),
      ],
    });
    expect(items.OVERALL).toBe('INADEQUATE');
    expect(faults).toEqual(['assessment[0].ratings', 'assessment[1].assessmentPlanPublishedDateTime']);
  });
});
