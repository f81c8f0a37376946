import { registrationCheck } from '../../../../subgraphs/tenders/rules/invitations/registration.js';
import { aPatchProvider, asking } from '../fixtures.js';

describe('registration', () => {
  it('PROV-02: a provider that is not registered with CQC fails', () => {
    expect(registrationCheck(asking(aPatchProvider())).result).toBe('PASS');
    expect(registrationCheck(asking(aPatchProvider().with({ registered: false }))).result).toBe('FAIL');
  });
});
