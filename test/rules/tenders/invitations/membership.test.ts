import { membershipCheck } from '../../../../subgraphs/tenders/rules/invitations/membership.js';
import { aNeed, aProvider, asking } from '../fixtures.js';

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
