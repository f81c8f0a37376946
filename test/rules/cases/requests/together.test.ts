import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { togetherOf, togetherRefusals } from '../../../../subgraphs/cases/rules/requests/together.js';

const ID = '0198c0de-0000-4000-8000-00000000abcd';
const asked = (change: object) => ({ schemeId: null, group: null, people: null, ...change });
const codes = (change: object, serviceType: 'SUPPORTED_LIVING' | 'NURSING' = 'SUPPORTED_LIVING', mostPeople = 3) =>
  togetherRefusals(asked(change), serviceType, { ...DEFAULT_POLICY, smallGroup: { mostPeople } }).map(
    ({ code }) => code,
  );

describe('with whom a package is sought', () => {
  it('AMB-38, ROUT-37: a small group has two people at least, and as many at most as its council says', () => {
    const size = (people: number, most?: number) => codes({ group: 'G1', people }, undefined, most);
    expect([1, 2, 3, 4].map((people) => size(people))).toEqual([['GROUP_SIZE'], [], [], ['GROUP_SIZE']]);
    expect(size(4, 4)).toEqual([]);
    expect(size(2.5)).toEqual(['GROUP_SIZE']);
    expect(codes({ group: 'G1', people: 2 }, 'NURSING')).toEqual(['NOT_SHARED']);
  });

  it.each(['G', 'g1', '', 'G 1', 'JOHN SMITH', '1'.repeat(21)])('IDG-01: a group is not called %j', (group) => {
    expect(codes({ group, people: 2 })).toEqual(['GROUP_INVALID']);
  });

  it('ROUT-37, ROUT-39: it is kept as a scheme or as a group, and null is by itself', () => {
    expect(togetherOf(asked({ schemeId: ID.toUpperCase() }))).toEqual({ kind: 'SCHEME', schemeId: ID });
    expect(togetherOf(asked({ group: 'G-1', people: 2 }))).toEqual({ kind: 'GROUP', reference: 'G-1', people: 2 });
    expect(togetherOf(null)).toBeNull();
    expect(codes({ schemeId: ID })).toEqual([]);
    expect(codes({})).toEqual(['SCHEME_OR_GROUP']);
  });
});
