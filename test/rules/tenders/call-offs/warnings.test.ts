import { callOffWarnings } from '../../../../subgraphs/tenders/rules/call-offs/warnings.js';

describe('warnings of a call-off', () => {
  it.each([
    [true, ['CLOSES_OUTSIDE_BROKERAGE_HOURS']],
    [false, []],
  ])(
    'WIN-09: a window that closes outside brokerage hours, %s, warns of %j',
    (closesOutsideBrokerageHours, warnings) => {
      expect(callOffWarnings({ closesOutsideBrokerageHours })).toEqual(warnings);
    },
  );
});
