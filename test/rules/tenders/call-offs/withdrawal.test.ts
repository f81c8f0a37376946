import { withdrawalReasonRefusal } from '../../../../subgraphs/tenders/rules/call-offs/withdrawal.js';

describe('withdrawal', () => {
  it('SM-2: a call-off is withdrawn with a reason', () => {
    expect(withdrawalReasonRefusal(' ')).toMatchObject({ rule: 'SM-2', code: 'REASON_MISSING', field: 'input.reason' });
    expect(withdrawalReasonRefusal('The person is in hospital.')).toBeUndefined();
  });
});
