import { callOffWarnings } from '../../../../subgraphs/tenders/rules/call-offs/warnings.js';
import { aDischarge, aNeed, sought } from '../fixtures.js';

const PATCH = { route: 'PATCH', stage: 'PATCH', care: sought() } as const;

describe('warnings of a call-off', () => {
  it.each([
    [true, ['CLOSES_OUTSIDE_BROKERAGE_HOURS']],
    [false, []],
  ])(
    'WIN-09: a window that closes outside brokerage hours, %s, warns of %j',
    (closesOutsideBrokerageHours, warnings) => {
      expect(callOffWarnings({ closesOutsideBrokerageHours }, null, PATCH)).toEqual(warnings);
    },
  );

  it.each([
    ['2026-03-05', ['FIRST_CALL_AT_SHORT_NOTICE']],
    ['2026-03-06', []],
  ])(
    'WIN-06, WIN-07: providers that can be held to a call from 6 March, asked for one on %s',
    (requestedOn, warnings) => {
      const notice = { requestedOn, requiredFrom: '2026-03-06' };
      expect(callOffWarnings({ closesOutsideBrokerageHours: false }, notice, PATCH)).toEqual(warnings);
    },
  );

  it.each([
    [aNeed(), []],
    [aNeed({ urgency: 'EMERGENCY' }), ['RESPONSE_PERIOD_SHORTENED']],
    [aDischarge(), ['RESPONSE_PERIOD_SHORTENED']],
  ])('ROUT-21: of micro procurement, a shorter period than usual is pointed out', (need, warnings) => {
    const of = { route: 'MICRO_PROCUREMENT', stage: 'LONG_LIST', care: sought(need) } as const;
    expect(callOffWarnings({ closesOutsideBrokerageHours: false }, null, of)).toEqual(warnings);
    expect(callOffWarnings({ closesOutsideBrokerageHours: false }, null, { ...PATCH, care: sought(need) })).toEqual([]);
  });
});
