import { d2aValidation } from '../../../../subgraphs/monitoring/rules/pay/d2a-validation.js';

describe('the formal messages of a D2A package', () => {
  it.each([
    [['AWARDED', 'DISCHARGE_FINALISED'], 'VALIDATED'],
    [['AWARDED'], 'QUERY'],
    [['DISCHARGE_FINALISED'], 'QUERY'],
    [[], 'QUERY'],
  ] as const)('PAY-05, IDG-13: %j in the log is %s', (messages, validation) => {
    expect(d2aValidation(messages)).toBe(validation);
  });
});
