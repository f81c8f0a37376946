import { ROLES } from '../../../../kernel/identity/caller.js';
import { brokerageRefusal } from '../../../../subgraphs/cases/rules/placements/brokerage.js';

describe('everything goes through brokerage', () => {
  it.each(ROLES.map((role) => [role, role === 'broker' || role === 'hub'] as const))(
    'ASM-02: a decision of the role %s stands: %s',
    (role, stands) => {
      expect(brokerageRefusal(role) === undefined).toBe(stands);
    },
  );

  it('ASM-02: what nobody decided does not stand', () => {
    expect(brokerageRefusal(null)).toMatchObject({ rule: 'ASM-02', code: 'NOT_BY_BROKERAGE' });
  });
});
