import type { Membership } from '../../../../subgraphs/providers/rules/membership/membership.js';
import {
  applicationRequiredRefusal,
  membershipRefusals,
} from '../../../../subgraphs/providers/rules/membership/membership-proposal.js';
import { aMember } from './fixtures.js';

const patches = ['East', 'West', 'Central', 'South'];

describe('a membership that is proposed', () => {
  it.each<[string, Parameters<typeof membershipRefusals>[0], Membership[], boolean, string[]]>([
    ['a patch membership', proposal(), [], true, []],
    ['a framework membership', proposal({ vehicle: 'FRAMEWORK', patch: null }), [aMember()], true, []],
    ['of an unregistered provider', proposal(), [], false, ['PROV-02 NOT_REGISTERED']],
    ['without signed terms', proposal({ termsVersion: ' ' }), [], true, ['PROV-12 TERMS_NOT_SIGNED']],
    ['that ends before it begins', proposal({ to: '2026-03-31' }), [], true, ['PROV-12 SPAN_ENDS_BEFORE_IT_BEGINS']],
    ['of a patch, unnamed', proposal({ patch: null }), [], true, ['PROV-15 PATCH_REQUIRED']],
    ['of a patch that is none', proposal({ patch: 'North' }), [], true, ['PROV-15 PATCH_UNKNOWN']],
    ['of the framework in a patch', proposal({ vehicle: 'FRAMEWORK' }), [], true, ['PROV-18 PATCH_NOT_EXPECTED']],
    ['held already', proposal(), [aMember()], true, ['PROV-12 ALREADY_A_MEMBER']],
    ['held already and suspended', proposal(), [aMember({ status: 'SUSPENDED' })], true, ['PROV-12 ALREADY_A_MEMBER']],
    ['held before and exited', proposal(), [aMember({ status: 'EXITED' })], true, []],
    ['that begins the day after the last one', proposal(), [aMember({ to: '2026-03-31' })], true, []],
    [
      'that begins on the last day of the last one',
      proposal(),
      [aMember({ to: '2026-04-01' })],
      true,
      ['PROV-12 ALREADY_A_MEMBER'],
    ],
    ['of a second patch', proposal({ patch: 'West' }), [aMember()], true, []],
  ])('PROV-12: %s', (_name, proposed, own, registered, expected) => {
    const refusals = membershipRefusals(proposed, { registered, own, patches });
    expect(refusals.map(({ rule, code }) => `${rule} ${code}`)).toEqual(expected);
  });

  it('PROV-26: of a vehicle that was opened to applications comes by one', () => {
    expect(applicationRequiredRefusal(false)).toBeUndefined();
    expect(applicationRequiredRefusal(true)).toMatchObject({
      rule: 'PROV-26',
      code: 'APPLICATION_REQUIRED',
      field: 'vehicle',
    });
  });

  function proposal(changes: Partial<Parameters<typeof membershipRefusals>[0]> = {}) {
    return {
      vehicle: 'PATCH' as const,
      patch: 'East',
      from: '2026-04-01',
      to: null,
      termsVersion: '2026/1',
      ...changes,
    };
  }
});
