import { END_OF_LIFE_CATEGORIES, endOfLifeRefusal } from '../../../../subgraphs/cases/rules/people/end-of-life.js';

describe('the end-of-life marker', () => {
  it.each(END_OF_LIFE_CATEGORIES)('ASM-27: %s is a reason for the marker', (category) => {
    expect(endOfLifeRefusal({ category, imminent: false })).toBeUndefined();
  });

  it.each([
    ['no marker', null, undefined],
    ['an imminent death without category', { category: null, imminent: true }, undefined],
    ['neither category nor imminent', { category: null, imminent: false }, 'END_OF_LIFE_CATEGORY_MISSING'],
  ])('ASM-27: %s', (_, marker, code) => {
    expect(endOfLifeRefusal(marker)?.code).toBe(code);
  });
});
