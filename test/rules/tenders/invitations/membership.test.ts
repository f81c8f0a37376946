import { membershipCheck } from '../../../../subgraphs/tenders/rules/invitations/membership.js';
import { aHomeNeed, aNeed, aProvider, asking } from '../fixtures.js';

describe('membership', () => {
  it.each([
    ['the patch of the person', aProvider().in('East'), 'PASS'],
    ['another patch', aProvider().in('West'), 'FAIL'],
    ['two patches, one of them the right one', aProvider().in('West').in('East'), 'PASS'],
    ['the framework alone', aProvider().onTheFramework(), 'FAIL'],
    ['nothing', aProvider(), 'FAIL'],
    ['the patch, suspended', aProvider().in('East', { status: 'SUSPENDED' }), 'FAIL'],
    ['the patch, left', aProvider().in('East', { status: 'EXITED' }), 'FAIL'],
    ['the patch, from today', aProvider().in('East', { from: '2026-03-04' }), 'PASS'],
    ['the patch, from tomorrow', aProvider().in('East', { from: '2026-03-05' }), 'FAIL'],
    ['the patch, until today', aProvider().in('East', { to: '2026-03-04' }), 'PASS'],
    ['the patch, until yesterday', aProvider().in('East', { to: '2026-03-03' }), 'FAIL'],
  ] as const)('ROUT-03: the patch stage asks a member of %s: %s', (_, provider, result) => {
    expect(membershipCheck(asking(provider))).toMatchObject({ rule: 'ROUT-03', result });
  });

  it.each([
    ['another patch', aProvider().in('East'), 'PASS'],
    ['the patch itself, which has been asked', aProvider().in('South'), 'FAIL'],
    ['both, so it has been asked too', aProvider().in('South').in('East'), 'FAIL'],
    ['both, suspended in the patch itself', aProvider().in('South', { status: 'SUSPENDED' }).in('East'), 'FAIL'],
    ['another patch, having left this one', aProvider().in('South', { status: 'EXITED' }).in('East'), 'PASS'],
    ['the framework', aProvider().onTheFramework(), 'FAIL'],
  ] as const)('ROUT-08: the other patches are asked for the South, a member of %s: %s', (_, provider, result) => {
    const need = aNeed({ patch: 'South' });
    expect(membershipCheck(asking(provider, { need, stage: 'OTHER_PATCHES' }))).toMatchObject({
      rule: 'ROUT-08',
      result,
    });
  });

  it.each([
    ['the framework', aProvider().onTheFramework(), 'PASS'],
    ['the framework, suspended', aProvider().onTheFramework({ status: 'SUSPENDED' }), 'FAIL'],
    ['a patch', aProvider().in('East'), 'FAIL'],
  ] as const)('PROV-18: the framework stage asks a member of %s, whatever the patch: %s', (_, provider, result) => {
    expect(membershipCheck(asking(provider, { stage: 'FRAMEWORK' }))).toMatchObject({ rule: 'PROV-18', result });
  });

  it.each([
    ['every group of the person', ['LEARNING_DISABILITY', 'DEMENTIA'], 'PASS'],
    ['one of two groups', ['DEMENTIA'], 'FAIL'],
    ['no group', [], 'FAIL'],
  ] as const)('PROV-28: the open framework asks a member that was admitted for %s', (_, expertise, result) => {
    const need = aNeed({ groups: ['LEARNING_DISABILITY', 'DEMENTIA'] });
    const member = aProvider().memberOf('OPEN_FRAMEWORK', null, { lots: ['COMPLEX'], expertise });
    expect(membershipCheck(asking(member, { need, stage: 'OPEN_FRAMEWORK' }))).toMatchObject({
      rule: 'PROV-28',
      result,
    });
    const suspended = aProvider().memberOf('OPEN_FRAMEWORK', null, { expertise, status: 'SUSPENDED' });
    expect(membershipCheck(asking(suspended, { need, stage: 'OPEN_FRAMEWORK' })).result).toBe('FAIL');
  });

  it.each([
    ['the lot', ['COMPLEX', 'HEALTH'], 'COMPLEX', 'PASS'],
    ['another lot', ['HEALTH'], 'COMPLEX', 'FAIL'],
    ['some lot, while none is asked', ['HEALTH'], null, 'FAIL'],
  ] as const)('PROV-19: the DPS asks a member of %s', (_, lots, lot, result) => {
    const member = aProvider().memberOf('DPS', null, { lots });
    expect(membershipCheck(asking(member, { stage: 'DPS', lot }))).toMatchObject({ rule: 'PROV-19', result });
  });
});

const onLongList = (provider: ReturnType<typeof aProvider>, change: Parameters<typeof asking>[1] = {}) =>
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
    expect(onLongList(provider, { need: aNeed({ skills: ['STOMA_CARE'] }) }).result).toBe(expected);
  });

  it('ROUT-23, PROV-13: is of the category that gives the service', () => {
    const homes = aProvider().onLongList({ serviceTypes: ['NURSING'] }, { categories: ['CARE_HOME_WITH_NURSING'] });
    expect(onLongList(homes, { serviceType: 'NURSING' }).result).toBe('PASS');
    expect(onLongList(homes, { serviceType: 'RESIDENTIAL' }).result).toBe('FAIL');
    expect(onLongList(homes).result).toBe('FAIL');
  });

  it.each([
    ['anywhere, if any patch will do', [], null, 'PASS'],
    ['anywhere, though it covers another patch than the person’s', [], ['West'], 'PASS'],
    ['where the person would rather live', ['West', 'South'], ['South'], 'PASS'],
    ['where the person lives, and would rather not', ['West', 'South'], ['East'], 'FAIL'],
    ['in the whole borough', ['West'], null, 'PASS'],
  ])('ROUT-23, PROV-14: of a place in a home is asked %s', (_, preferredPatches, patches, result) => {
    const categories = ['CARE_HOME_WITHOUT_NURSING'] as const;
    const member = aProvider().onLongList({ serviceTypes: ['RESIDENTIAL'], patches }, { categories });
    const need = aHomeNeed({ preferredPatches });
    const check = onLongList(member, { need, serviceType: 'RESIDENTIAL' });
    expect(check.result).toBe(result);
    expect(check.inputs).toMatchObject({ areas: preferredPatches.length > 0 ? preferredPatches : [null] });
  });

  it('EVAL-13: says by which keys', () => {
    expect(onLongList(aProvider().onLongList({ patches: ['East'] }))).toMatchObject({
      rule: 'ROUT-23',
      inputs: {
        ...{ category: 'HOME_SUPPORT', serviceType: 'DOMICILIARY', patch: 'East' },
        keys: { serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING'], patches: ['East'] },
      },
    });
  });

  it('CHOI-05: who is asked alone is any member of the council', () => {
    const spot = aProvider().memberOf('SPOT');
    expect(onLongList(spot, { stage: 'CHOSEN_PROVIDER' })).toMatchObject({ rule: 'CHOI-05', result: 'PASS' });
    expect(onLongList(aProvider(), { stage: 'CHOSEN_PROVIDER' }).result).toBe('FAIL');
  });
});
