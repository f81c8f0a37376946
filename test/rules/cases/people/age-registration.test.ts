import type { AgeBand } from '../../../../schema/events/providers.js';
import { coversAge } from '../../../../subgraphs/cases/rules/people/age-registration.js';

const NONE: AgeBand[] = [];
const CHILDREN: AgeBand[] = ['CHILDREN_0_18'];
const ADULTS: AgeBand[] = ['ADULTS_18_PLUS'];
const BOTH: AgeBand[] = ['ADULTS_18_PLUS', 'CHILDREN_0_18'];

describe("who may read a child's record", () => {
  it.each<['ADULT' | 'CYP', number | null, AgeBand[], boolean]>([
    ['CYP', 0, CHILDREN, true],
    ['CYP', 17, CHILDREN, true],
    ['CYP', 17, BOTH, true],
    ['CYP', 17, ADULTS, false],
    ['CYP', 17, NONE, false],
    ['CYP', 18, BOTH, true],
    ['CYP', 18, CHILDREN, false],
    ['CYP', 18, ADULTS, false],
    ['CYP', 25, BOTH, true],
    ['CYP', null, CHILDREN, false],
    ['CYP', null, BOTH, true],
    ['ADULT', null, ADULTS, true],
    ['ADULT', null, NONE, true],
  ])('IDG-11: of %s, aged %s, a provider registered for %j: %s', (cohort, cypAge, registered, covered) => {
    expect(coversAge({ cohort, cypAge }, registered)).toBe(covered);
  });
});
