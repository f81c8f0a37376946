import {
  followed,
  policyBasisRefusal,
  policyFromRefusal,
  policyStatus,
  supersededBy,
} from '../../../../subgraphs/providers/rules/councils/policy-timeline.js';

const at = (hour: number) => new Date(Date.UTC(2026, 5, 1, hour));
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);
const version = (number: number, hour: number) => ({ version: number, effectiveFrom: at(hour) });

describe('where a version stands', () => {
  const v = { effectiveFrom: at(9), until: at(12) };
  it.each([
    [justBefore(at(9)), 'TO_COME'],
    [at(9), 'IN_FORCE'],
    [justBefore(at(12)), 'IN_FORCE'],
    [at(12), 'PAST'],
  ])('IDG-16: at %s it is %s', (instant, status) => {
    expect(policyStatus(v, instant)).toBe(status);
  });

  it('IDG-16: without a later version it stays in force', () => {
    expect(policyStatus({ ...v, until: null }, at(23))).toBe('IN_FORCE');
  });

  it.each([9, 8])('IDG-16: a later version from the same instant or before leaves it none (%s)', (hour) => {
    for (const instant of [at(1), at(9), at(23)])
      expect(policyStatus({ ...v, until: at(hour) }, instant)).toBe('SUPERSEDED');
  });
});

describe('what a policy would follow and supersede', () => {
  const versions = [version(1, 0), version(2, 12), version(3, 18)];

  it.each([
    [at(0), 1],
    [justBefore(at(12)), 1],
    [at(12), 2],
    [at(18), 3],
  ])('IDG-16: from %s it follows version %s', (from, number) => {
    expect(followed(versions, from)?.version).toBe(number);
  });

  it('IDG-16: the higher version counts, whichever date came first; before all of them there is none', () => {
    expect(followed([version(2, 1), version(1, 2)], at(3))?.version).toBe(2);
    expect(followed([version(1, 2)], at(1))).toBeNull();
  });

  it.each([
    [at(9), [2, 3]],
    [at(12), [2, 3]],
    [new Date(at(12).getTime() + 1), [3]],
    [at(18), [3]],
    [at(19), []],
  ])('IDG-16: from %s on it supersedes %j', (from, numbers) => {
    expect(supersededBy(versions, { from, now: at(9) }).map((each) => each.version)).toEqual(numbers);
  });

  it('IDG-16: what was superseded before is not told again', () => {
    expect(supersededBy([version(1, 0), version(2, 18), version(3, 12)], { from: at(10), now: at(9) })).toEqual([
      version(3, 12),
    ]);
  });
});

it('IDG-16: a policy applies from now at the earliest', () => {
  expect(policyFromRefusal(at(9), at(9), 'f')).toBeUndefined();
  expect(policyFromRefusal(justBefore(at(9)), at(9), 'f')).toMatchObject({ code: 'POLICY_IN_THE_PAST', field: 'f' });
});

it('IDG-16: a difference is made from the latest version', () => {
  expect(policyBasisRefusal('weald/2', 'weald/2', 'f')).toBeUndefined();
  expect(policyBasisRefusal('weald/1', 'weald/2', 'f')).toMatchObject({ code: 'POLICY_CHANGED_MEANWHILE' });
});
