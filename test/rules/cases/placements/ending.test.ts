import {
  CLOSURE_REASONS,
  endingRefusals,
  farEndRefusal,
  isAhead,
  isFarAhead,
  notAnnouncedRefusal,
} from '../../../../subgraphs/cases/rules/placements/ending.js';
import { told } from '../given.js';

const standard = {
  reason: 'HOSPITAL',
  startDate: '2026-06-01',
  endDate: '2026-09-30',
  careType: 'STANDARD_ADULT',
  d2aLastDate: null,
} as const;
const d2a = {
  ...standard,
  reason: 'D2A_END',
  endDate: '2026-07-12',
  careType: 'D2A',
  d2aLastDate: '2026-07-12',
} as const;

describe('the end of a placement', () => {
  it.each(CLOSURE_REASONS.map((reason) => [reason, reason !== 'D2A_END'] as const))(
    'AWRD-12: %s ends a standard package: %s',
    (reason, may) => {
      expect(told(endingRefusals({ ...standard, reason }))).toEqual(may ? [] : ['AWRD-12 input.reason']);
    },
  );

  it('AWRD-12: every reason may end a D2A package', () => {
    for (const reason of CLOSURE_REASONS) expect(endingRefusals({ ...d2a, reason })).toEqual([]);
  });

  it.each([
    ['2026-06-01', true],
    ['2026-05-31', false],
  ])('AWRD-12: started on 2026-06-01, it may end on %s: %s', (endDate, may) => {
    expect(told(endingRefusals({ ...standard, endDate }))).toEqual(may ? [] : ['AWRD-12 input.endDate']);
  });

  it.each([
    ['2026-07-12', true],
    ['2026-07-13', false],
  ])('ROUT-16: a D2A package whose day 42 is 2026-07-12 may end on %s: %s', (endDate, may) => {
    expect(told(endingRefusals({ ...d2a, endDate }))).toEqual(may ? [] : ['ROUT-16 input.endDate']);
  });
});

it.each([
  ['2026-06-30', false],
  ['2026-07-01', false],
  ['2026-07-02', true],
])('AWRD-12: on 1 July 2026 a last day of care of %s is ahead: %s', (endDate, ahead) => {
  expect(isAhead(endDate, '2026-07-01')).toBe(ahead);
});

it.each([
  ['2027-07-02', undefined],
  ['2027-07-03', 'END_TOO_FAR'],
])('AWRD-12: on 1 July 2026 an end on %s is announced: %s', (endDate, code) => {
  expect(farEndRefusal(endDate, '2026-07-01')?.code).toBe(code);
  expect(isFarAhead(endDate, '2026-07-01')).toBe(code !== undefined);
});

it.each([
  ['none was announced', { endDate: null, endedAt: null }, 'NO_END_ANNOUNCED'],
  ['it has not come', { endDate: '2026-07-02', endedAt: null }, undefined],
  ['it has come', { endDate: '2026-07-02', endedAt: new Date('2026-07-02T23:00:00Z') }, 'NO_END_ANNOUNCED'],
])('AWRD-12: an end is taken back if %s: %#', (_, placement, code) => {
  expect(notAnnouncedRefusal(placement)?.code).toBe(code);
});
