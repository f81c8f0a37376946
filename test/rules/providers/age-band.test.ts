import { AGE_BANDS, type AgeBand } from '../../../schema/events/providers.js';
import { ageBandRefusal, requiredAgeBands } from '../../../subgraphs/providers/rules/age-band.js';

const children: readonly AgeBand[] = ['CHILDREN_0_18'];
const adults: readonly AgeBand[] = ['ADULTS_18_PLUS'];

describe('age bands', () => {
  it.each([
    ['CYP' as const, 0, children],
    ['CYP' as const, 17, children],
    ['CYP' as const, 18, AGE_BANDS],
    ['CYP' as const, 25, AGE_BANDS],
    ['CYP' as const, 26, adults],
    ['CYP' as const, null, AGE_BANDS],
    ['ADULT' as const, 17, children],
    ['ADULT' as const, 18, adults],
    ['ADULT' as const, 25, adults],
    ['ADULT' as const, null, adults],
  ])('PROV-09: %s aged %s at the start needs %j', (cohort, ageAtStart, bands) => {
    expect(requiredAgeBands({ cohort, ageAtStart })).toEqual(bands);
  });

  it.each<[string, readonly AgeBand[], 'ADULT' | 'CYP', number, boolean]>([
    ['a child by an adults-only provider', adults, 'CYP', 10, true],
    ['a child by a children-only provider', children, 'CYP', 10, false],
    ['a young person of 19 by a children-only provider', children, 'CYP', 19, true],
    ['a young person of 19 by an adults-only provider', adults, 'CYP', 19, true],
    ['a young person of 19 by a provider registered for both', AGE_BANDS, 'CYP', 19, false],
    ['an adult by a children-only provider', children, 'ADULT', 80, true],
    ['an adult by a provider registered for neither', [], 'ADULT', 80, true],
  ])('PROV-09: %s', (_name, bands, cohort, ageAtStart, refused) => {
    const refusal = ageBandRefusal(bands, { cohort, ageAtStart });
    if (refused) expect(refusal).toMatchObject({ rule: 'PROV-09', code: 'AGE_BAND_NOT_COVERED' });
    else expect(refusal).toBeUndefined();
  });

  it.each([
    ['CYP' as const, 10, adults, 'The CQC registration must cover children (0 to 18).'],
    ['CYP' as const, 19, adults, 'The CQC registration must cover both children (0 to 18) and adults.'],
    ['ADULT' as const, 80, children, 'The CQC registration must cover adults (18 and over).'],
  ])('PROV-09: %s aged %i is refused in words that name the band', (cohort, ageAtStart, bands, message) => {
    expect(ageBandRefusal(bands, { cohort, ageAtStart })?.message).toBe(message);
  });
});
