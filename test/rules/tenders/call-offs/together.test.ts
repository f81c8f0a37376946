import type { Together } from '../../../../schema/events/cases.js';
import {
  coreRefusal,
  coreShares,
  costSought,
  incompleteRefusal,
  isSameGroup,
  joinRefusal,
  needOfAll,
  schemeValuePence,
} from '../../../../subgraphs/tenders/rules/call-offs/together.js';
import { aCall, aNeed } from '../fixtures.js';

const scheme: Together = { kind: 'SCHEME', schemeId: 's' };
const pair: Together = { kind: 'GROUP', reference: 'G-1', people: 2 };
const packages = ['a', 'b', 'c'].map((packageId, nth) => ({ packageId, person: nth + 1 }));
const occupants = ['a', 'b', 'c'];

describe('what is sought together', () => {
  it('ROUT-39, EVAL-01: comes to all calls and hours, whatever one of them needs, and the youngest', () => {
    const one = aNeed({
      groups: ['LEARNING_DISABILITY'],
      skills: ['AUTISM'],
      carerGender: 'FEMALE',
      complexNeeds: 'Quiet.',
    });
    const other = aNeed({
      ...{ groups: ['LEARNING_DISABILITY', 'MENTAL_HEALTH'], skills: ['AUTISM', 'MAKATON'], languages: ['bn'] },
      ...{ cohort: 'CYP', cypAge: 17, specialist: true, urgency: 'EMERGENCY', neededFrom: '2026-03-05' },
      calls: [aCall({ startTime: '18:00' })],
    });
    expect(needOfAll([one, other, { ...other, cypAge: 16 }])).toMatchObject({
      ...{ groups: ['LEARNING_DISABILITY', 'MENTAL_HEALTH'], skills: ['AUTISM', 'MAKATON'], languages: ['bn'] },
      ...{ cohort: 'CYP', cypAge: 16, specialist: true, urgency: 'EMERGENCY', neededFrom: '2026-03-05' },
      ...{ weeklyWorkerMinutes: 3600, weeklyClockMinutes: 3600, carerGender: null, complexNeeds: null },
      calls: [...one.calls, ...other.calls, ...other.calls],
    });
    expect(needOfAll([one])).toEqual(one);
    expect(needOfAll([one, one])).toMatchObject({ carerGender: 'FEMALE', cohort: 'ADULT', urgency: 'STANDARD' });
  });

  it.each([
    ['all who live there', scheme, packages, { occupants, coreWeeklyPence: 0 }, undefined],
    ['one too few', scheme, packages.slice(1), { occupants, coreWeeklyPence: 0 }, 'ROUT-39 PACKAGES_MISSING'],
    ['one too many', scheme, packages, { occupants: ['a', 'b'], coreWeeklyPence: 0 }, 'ROUT-39 NOT_AN_OCCUPANT'],
    ['nobody', scheme, [], { occupants: [], coreWeeklyPence: 0 }, 'ROUT-39 PACKAGES_MISSING'],
    ['a scheme that is unknown', scheme, packages, null, 'PROV-20 SCHEME_UNKNOWN'],
    ['a whole group', pair, packages.slice(1), null, undefined],
    ['half a group', pair, packages.slice(2), null, 'ROUT-37 PACKAGES_MISSING'],
  ] as const)('ROUT-37, ROUT-39: is published of %s', (_what, together, of, known, refusal) => {
    const found = incompleteRefusal(together, of, known);
    expect(found && `${found.rule} ${found.code}`).toBe(refusal);
  });

  it('ROUT-37: is joined by who is needed in the same place, by the same service, and as was declared', () => {
    const given = (change: object = {}, together: Together = pair) => {
      return { serviceType: 'SUPPORTED_LIVING' as const, need: aNeed(change), together };
    };
    const code = (joining: ReturnType<typeof given>, before = [given()], declared: Together = pair) =>
      joinRefusal(joining, before, declared)?.code;
    expect(code(given())).toBeUndefined();
    expect(code(given({ patch: 'West' }))).toBe('NOT_ONE_PLACE');
    expect(code({ ...given(), serviceType: 'DOMICILIARY' as never })).toBe('NOT_ONE_SERVICE');
    expect(code(given({}, { ...pair, people: 3 } as Together))).toBe('DECLARED_OTHERWISE');
    expect(code(given(), [given(), given()])).toBe('GROUP_IS_WHOLE');
    expect(code(given({}, scheme), Array(9).fill(given({}, scheme)), scheme)).toBeUndefined();
    expect(isSameGroup(pair, { ...pair, people: 3 } as Together)).toBe(false);
    expect(isSameGroup(pair, pair)).toBe(true);
    expect(isSameGroup(scheme, pair)).toBe(false);
    expect(isSameGroup(scheme, null)).toBe(false);
  });

  it('ISF-02, ISF-03, ISF-04: ten people share a core of 1,000 pounds by 100 each, and no share is above its budget', () => {
    expect(schemeValuePence([50_000, 40_000, 1])).toBe(90_001);
    expect(coreShares(100_000, 10)).toEqual(Array(10).fill(10_000));
    const refused = (budgets: readonly number[], core: number) => coreRefusal(packages, budgets, core);
    expect(refused([10_000, 10_000, 10_000], 30_000)).toBeUndefined();
    // The penny that is left over is the first one's.
    expect(refused([10_000, 10_000, 10_000], 30_001)).toMatchObject({ rule: 'ISF-04', code: 'CORE_ABOVE_BUDGET' });
    expect(refused([10_001, 10_000, 10_000], 30_001)).toBeUndefined();
    expect(refused([50_000, 9_999, 50_000], 30_000)?.message).toContain('person 2');
  });

  it('ROUT-45, ROUT-39: costs what it costs for those who are still sought', () => {
    const people = [1, 2, 3].map((person) => ({ person, outcomes: '', weeklyPence: person * 1_000 }));
    const response = { costedLines: [{ what: '', weeklyPence: 10 }], people };
    expect(costSought(response, [])).toBe(6_010);
    expect(costSought(response, [{ person: 1 }, { person: 2 }, { person: 3 }])).toBe(6_010);
    expect(costSought(response, [{ person: 1 }, { person: 3 }])).toBe(4_010);
  });
});
