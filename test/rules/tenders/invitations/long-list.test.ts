import { membershipCheck } from '../../../../subgraphs/tenders/rules/invitations/membership.js';
import { aNeed, aProvider, asking } from '../fixtures.js';

const result = (provider: ReturnType<typeof aProvider>, change: Parameters<typeof asking>[1] = {}) =>
  membershipCheck(asking(provider, { stage: 'LONG_LIST', ...change }));

describe('the long list of a call-off', () => {
  it.each([
    ['a member for the category, in the whole borough', aProvider().onLongList(), 'PASS'],
    ['one that covers the patch', aProvider().onLongList({ patches: ['East', 'West'] }), 'PASS'],
    ['one that covers others', aProvider().onLongList({ patches: ['West'] }), 'FAIL'],
    ['one that gives another service', aProvider().onLongList({ serviceTypes: ['SUPPORTED_LIVING'] }), 'FAIL'],
    ['one without keys', aProvider().onLongList().with({ longList: null }), 'FAIL'],
    ['one of another category', aProvider().onLongList({}, { categories: ['CARE_HOME_WITH_NURSING'] }), 'FAIL'],
    ['one that is suspended', aProvider().onLongList({}, { status: 'SUSPENDED' }), 'FAIL'],
    ['one that has left', aProvider().onLongList({}, { to: '2026-03-03' }), 'FAIL'],
    ['one that leaves at the end of today', aProvider().onLongList({}, { to: '2026-03-04' }), 'PASS'],
    ['one that joins tomorrow', aProvider().onLongList({}, { from: '2026-03-05' }), 'FAIL'],
    [
      'a member of the framework',
      aProvider()
        .onTheFramework({ categories: ['HOME_SUPPORT'] })
        .with({
          longList: { serviceTypes: ['DOMICILIARY'], patches: null },
        }),
      'PASS',
    ],
    [
      'a member of a patch alone',
      aProvider()
        .in('East', { categories: ['HOME_SUPPORT'] })
        .with({
          longList: { serviceTypes: ['DOMICILIARY'], patches: null },
        }),
      'FAIL',
    ],
    ['one told before categories were', aProvider().memberOf('FLEXIBLE_CONTRACTING_ARRANGEMENT'), 'FAIL'],
    // Whether it has the skill it says itself: the three keys make the list, and nothing else.
    ['one without a skill that is asked for', aProvider().onLongList().with({ skills: [], groups: [] }), 'PASS'],
  ] as const)('ROUT-23, PROV-14: %s', (_, provider, expected) => {
    expect(result(provider, { need: aNeed({ skills: ['STOMA_CARE'] }) }).result).toBe(expected);
  });

  it('ROUT-23, PROV-13: is of the category that gives the service', () => {
    const homes = aProvider().onLongList({ serviceTypes: ['NURSING'] }, { categories: ['CARE_HOME_WITH_NURSING'] });
    expect(result(homes, { serviceType: 'NURSING' }).result).toBe('PASS');
    expect(result(homes, { serviceType: 'RESIDENTIAL' }).result).toBe('FAIL');
    expect(result(homes).result).toBe('FAIL');
  });

  it('EVAL-13: says by which keys', () => {
    expect(result(aProvider().onLongList({ patches: ['East'] }))).toMatchObject({
      rule: 'ROUT-23',
      inputs: {
        ...{ category: 'HOME_SUPPORT', serviceType: 'DOMICILIARY', patch: 'East' },
        keys: { serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING'], patches: ['East'] },
      },
    });
  });

  it('CHOI-05: who is asked alone is any member of the council', () => {
    const spot = aProvider().memberOf('SPOT');
    expect(result(spot, { stage: 'CHOSEN_PROVIDER' })).toMatchObject({ rule: 'CHOI-05', result: 'PASS' });
    expect(result(aProvider(), { stage: 'CHOSEN_PROVIDER' }).result).toBe('FAIL');
  });
});
