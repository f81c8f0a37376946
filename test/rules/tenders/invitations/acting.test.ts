import { actingRefusals } from '../../../../subgraphs/tenders/rules/invitations/acting.js';
import { aPatchProvider, aProvider, asking } from '../fixtures.js';

describe('acting on an invitation', () => {
  const refused = (provider: ReturnType<typeof aProvider>, stage: 'PATCH' | 'OTHER_PATCHES' | 'FRAMEWORK' = 'PATCH') =>
    actingRefusals({ ...asking(provider), stage }).map(({ code }) => code);

  it.each([
    ['an admitted member of the patch', aPatchProvider(), []],
    ['one whose rating bars it, for it may still say no', aPatchProvider().rated('INADEQUATE'), []],
    ['one that is suspended', aProvider().in('East', { status: 'SUSPENDED' }), ['NOT_A_MEMBER']],
    ['one that has left', aProvider().in('East', { to: '2026-03-03' }), ['NOT_A_MEMBER']],
    ['one that leaves at the end of today', aProvider().in('East', { to: '2026-03-04' }), []],
    ['one that is deregistered', aPatchProvider().with({ registered: false }), ['NOT_REGISTERED']],
    [
      'one that is suspended from the patch and admitted to the framework',
      aProvider().in('East', { status: 'SUSPENDED' }).onTheFramework(),
      ['NOT_A_MEMBER'],
    ],
  ])('SM-5, PROV-02, ROUT-03: %s', (_, provider, codes) => {
    expect(refused(provider)).toEqual(codes);
  });

  it('PROV-18, ROUT-08: it is the group that the stage asks that counts', () => {
    const provider = aProvider().in('East', { status: 'SUSPENDED' }).onTheFramework();
    expect(refused(provider, 'FRAMEWORK')).toEqual([]);
    expect(refused(provider, 'OTHER_PATCHES')).toEqual(['NOT_A_MEMBER']);
  });
});
