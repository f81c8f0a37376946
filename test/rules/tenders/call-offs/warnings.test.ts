import { callOffWarnings } from '../../../../subgraphs/tenders/rules/call-offs/warnings.js';

describe('warnings of a call-off', () => {
  it.each([
    [true, ['CLOSES_OUTSIDE_BROKERAGE_HOURS']],
    [false, []],
  ])(
    'WIN-09: a window that closes outside brokerage hours, %s, warns of %j',
    (closesOutsideBrokerageHours, warnings) => {
      expect(callOffWarnings({ closesOutsideBrokerageHours }, null)).toEqual(warnings);
    },
  );

  it.each([
    ['2026-03-05', ['FIRST_CALL_AT_SHORT_NOTICE']],
    ['2026-03-06', []],
  ])(
    'WIN-06, WIN-07: providers that can be held to a call from 6 March, asked for one on %s',
    (requestedOn, warnings) => {
      const notice = { requestedOn, requiredFrom: '2026-03-06' };
      expect(callOffWarnings({ closesOutsideBrokerageHours: false }, notice)).toEqual(warnings);
    },
  );
});
