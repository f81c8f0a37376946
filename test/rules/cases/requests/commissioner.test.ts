import {
  type CommissioningBody,
  commissionerRefusal,
  isJointlyFunded,
} from '../../../../subgraphs/cases/rules/requests/commissioner.js';

describe('for whom a package is placed', () => {
  it.each([
    [['COUNCIL'], true, false],
    [['NHS'], true, false],
    [['COUNCIL', 'NHS'], true, true],
    [['NHS', 'COUNCIL'], true, true],
    [[], false, false],
    [['NHS', 'NHS'], false, false],
  ] as ReadonlyArray<[CommissioningBody[], boolean, boolean]>)(
    'IDG-12: %j is clear: %s; jointly funded: %s',
    (bodies, clear, joint) => {
      expect(commissionerRefusal(bodies)?.rule).toBe(clear ? undefined : 'IDG-12');
      expect(isJointlyFunded(bodies)).toBe(joint);
    },
  );
});
