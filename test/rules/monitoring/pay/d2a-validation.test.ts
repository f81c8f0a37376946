import {
  type ChangeMade,
  d2aValidation,
  type FormalMessage,
} from '../../../../subgraphs/monitoring/rules/pay/d2a-validation.js';

const visit = { day: '2026-06-05', expectedStart: new Date('2026-06-05T08:00:00Z') };
const AT_THE_START = '2026-06-05T08:00:00.000Z';
const AFTER = '2026-06-05T08:00:00.001Z';

const message = (kind: FormalMessage['kind'], over: Partial<FormalMessage> = {}): FormalMessage => ({
  kind,
  toldAt: new Date('2026-06-01T09:00:00Z'),
  day: null,
  lastDay: null,
  variationId: null,
  ...over,
});
const told = (at: string) => ({ toldAt: new Date(at) });
const award = message('AWARDED');
const discharge = message('DISCHARGE_FINALISED', { day: '2026-06-02' });
const change = (over: Partial<ChangeMade> = {}): ChangeMade => ({
  id: 'v1',
  effectiveFrom: '2026-06-03',
  effectiveTo: null,
  ...over,
});
const varied = (over: Partial<FormalMessage> = {}) =>
  message('VARIED', { day: '2026-06-03', variationId: 'v1', ...over });

describe('a line of D2A care and the message log', () => {
  it.each<[string, FormalMessage[], string]>([
    ['award and discharge', [award, discharge], 'VALIDATED'],
    ['no award', [discharge], 'QUERY'],
    ['no discharge', [award], 'QUERY'],
    ['nothing', [], 'QUERY'],
    [
      'both at the expected start',
      [
        { ...award, ...told(AT_THE_START) },
        { ...discharge, ...told(AT_THE_START) },
      ],
      'VALIDATED',
    ],
    ['the award a moment after it', [{ ...award, ...told(AFTER) }, discharge], 'QUERY'],
    ['the discharge a moment after it', [award, { ...discharge, ...told(AFTER) }], 'QUERY'],
    ['a discharge of the day itself', [award, { ...discharge, day: '2026-06-05' }], 'VALIDATED'],
    ['a discharge of the day after', [award, { ...discharge, day: '2026-06-06' }], 'QUERY'],
    [
      'a discharge moved to the day after, in time',
      [award, discharge, { ...discharge, ...told('2026-06-04T09:00:00Z'), day: '2026-06-06' }],
      'QUERY',
    ],
    [
      'a discharge moved back in time',
      [award, { ...discharge, day: '2026-06-06' }, { ...discharge, ...told('2026-06-04T09:00:00Z') }],
      'VALIDATED',
    ],
    [
      'a discharge moved beyond the day afterwards',
      [award, discharge, { ...discharge, ...told(AFTER), day: '2026-06-06' }],
      'QUERY',
    ],
    ['arrangements of it changed afterwards', [award, discharge, { ...discharge, ...told(AFTER) }], 'VALIDATED'],
    ['a word on day 28, told later', [award, discharge, message('PACKAGE_ENDING', told(AFTER))], 'VALIDATED'],
    [
      'an end after the day, told later',
      [award, discharge, message('ENDED', { ...told(AFTER), day: '2026-06-06' })],
      'VALIDATED',
    ],
    [
      'an end before the day, told later',
      [award, discharge, message('END_ANNOUNCED', { ...told(AFTER), day: '2026-06-05' })],
      'QUERY',
    ],
    [
      'an end taken back later',
      [award, discharge, message('END_TAKEN_BACK', { ...told(AFTER), day: '2026-06-04' })],
      'QUERY',
    ],
  ])('PAY-05, IDG-13: with %s', (_what, messages, validation) => {
    expect(d2aValidation(visit, messages, [])).toBe(validation);
  });

  it.each<[string, FormalMessage[], ChangeMade[], string]>([
    ['a change and its message', [varied()], [change()], 'VALIDATED'],
    ['a change without a message', [], [change()], 'QUERY'],
    ['a change with the message of another', [varied({ variationId: 'v2' })], [change()], 'QUERY'],
    ['a change told a moment after the start', [varied(told(AFTER))], [change()], 'QUERY'],
    ['a change that ended the day before', [], [change({ effectiveTo: '2026-06-04' })], 'VALIDATED'],
    ['a change that ends with the day', [], [change({ effectiveTo: '2026-06-05' })], 'QUERY'],
    ['a change from the day after', [], [change({ effectiveFrom: '2026-06-06' })], 'VALIDATED'],
    ['what ended a change before, told later', [varied({ ...told(AFTER), variationId: 'v3' })], [], 'QUERY'],
    ['one of days that are over, told later', [varied({ ...told(AFTER), lastDay: '2026-06-04' })], [], 'VALIDATED'],
  ])('PAY-05, IDG-13: with %s', (_what, messages, changes, validation) => {
    expect(d2aValidation(visit, [award, discharge, ...messages], changes)).toBe(validation);
  });
});
