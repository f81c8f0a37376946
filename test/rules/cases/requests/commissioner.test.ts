import {
  type CommissioningBody,
  commissionerRefusal,
  isJointlyFunded,
  tellsNhsCommissioner,
} from '../../../../subgraphs/cases/rules/requests/commissioner.js';

describe('for whom a package is placed', () => {
  it.each([
    [['COUNCIL'], true, false, false],
    [['NHS'], true, false, true],
    [['COUNCIL', 'NHS'], true, true, true],
    [['NHS', 'COUNCIL'], true, true, true],
    [[], false, false, false],
    [['NHS', 'NHS'], false, false, true],
  ] as ReadonlyArray<[CommissioningBody[], boolean, boolean, boolean]>)(
    'IDG-12, SAFE-04: %j is clear: %s; jointly funded: %s; the NHS commissioner is told: %s',
    (bodies, clear, joint, nhs) => {
      expect(commissionerRefusal(bodies)?.rule).toBe(clear ? undefined : 'IDG-12');
      expect(isJointlyFunded(bodies)).toBe(joint);
      expect(tellsNhsCommissioner(bodies)).toBe(nhs);
    },
  );
});
