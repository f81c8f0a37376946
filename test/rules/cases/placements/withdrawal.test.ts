import { WITHDRAWAL_REASONS, withdrawalRefusal } from '../../../../subgraphs/cases/rules/placements/withdrawal.js';

function taken(careType: 'STANDARD_ADULT' | 'D2A', planStatus: 'AUTHORISED' | 'INTERIM' | 'DRAFT' | null) {
  return WITHDRAWAL_REASONS.filter((reason) => !withdrawalRefusal({ reason, careType, planStatus }));
}

describe('a provider that cannot proceed', () => {
  it('AWRD-09: may say so for any reason that applies', () => {
    expect(taken('STANDARD_ADULT', null)).toEqual([
      'CAPACITY',
      'SKILL',
      'SAFETY',
      'NEED_DIFFERS_FROM_ADVERT',
      'NO_AUTHORISED_PLAN',
    ]);
  });

  it.each(['AUTHORISED', 'INTERIM'] as const)(
    'ASM-12: not for want of a plan once it holds one that is %s',
    (status) => {
      expect(taken('STANDARD_ADULT', status)).not.toContain('NO_AUTHORISED_PLAN');
      expect(taken('STANDARD_ADULT', 'DRAFT')).toContain('NO_AUTHORISED_PLAN');
      expect(
        withdrawalRefusal({ reason: 'NO_AUTHORISED_PLAN', careType: 'STANDARD_ADULT', planStatus: status }),
      ).toMatchObject({ rule: 'ASM-12', field: 'input.reason' });
    },
  );

  it.each([null, 'AUTHORISED', 'DRAFT'] as const)(
    'ASM-25: from D2A only for capacity, skill or safety (plan %s)',
    (plan) => {
      expect(taken('D2A', plan)).toEqual(['CAPACITY', 'SKILL', 'SAFETY']);
      expect(withdrawalRefusal({ reason: 'ELIGIBILITY', careType: 'D2A', planStatus: plan })?.rule).toBe('ASM-25');
    },
  );

  it('AWRD-09: eligibility is no reason outside D2A', () => {
    expect(withdrawalRefusal({ reason: 'ELIGIBILITY', careType: 'STANDARD_ADULT', planStatus: null })).toMatchObject({
      rule: 'AWRD-09',
      code: 'REASON_NOT_APPLICABLE',
    });
  });
});
