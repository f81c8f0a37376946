import { startsInTime } from '../../../../subgraphs/tenders/rules/bids/start.js';
import { aDischarge, aNeed, at, policy } from '../fixtures.js';

describe('start', () => {
  const starts = (
    startDate: string | null,
    startTime: string | null,
    need = aNeed(),
    awardedAt = at('2026-03-04 12:00'),
  ) => startsInTime({ startDate, startTime }, need, awardedAt, policy.d2a);

  it.each([
    ['2026-03-08', true],
    ['2026-03-09', true],
    ['2026-03-10', false],
    [null, false],
  ])('EVAL-04: needed from 9 March, a start on %s is in time: %s', (startDate, inTime) => {
    expect(starts(startDate, '08:00')).toBe(inTime);
  });

  it.each([
    ['2026-03-05', '20:00', true],
    ['2026-03-06', '18:00', true],
    ['2026-03-06', '18:01', false],
    ['2026-03-06', null, false],
  ])(
    'ROUT-15: discharged on 5 March at 18:00, a first call on %s at %s is in time: %s',
    (startDate, startTime, inTime) => {
      expect(starts(startDate, startTime, aDischarge())).toBe(inTime);
    },
  );

  it.each([
    ['before the discharge, which counts', '2026-03-05 17:59', '2026-03-06', '18:01', false],
    ['at the discharge', '2026-03-05 18:00', '2026-03-06', '18:00', true],
    ['after the discharge, and 24 hours later', '2026-03-05 20:00', '2026-03-06', '20:00', true],
    ['after the discharge, and a minute more', '2026-03-05 20:00', '2026-03-06', '20:01', false],
  ])('ROUT-15, AMB-51: awarded %s', (_, awardedAt, startDate, startTime, inTime) => {
    expect(starts(startDate, startTime, aDischarge(), at(awardedAt))).toBe(inTime);
  });

  it('ROUT-15: an hour that the spring change skips is no time to start at', () => {
    const discharge = { callsPerDay: 4, callMinutes: 30, expectedAt: '2026-03-28T18:00:00.000Z', twoWorkers: false };
    expect(starts('2026-03-29', '01:30', aDischarge({ neededFrom: '2026-03-28', discharge }))).toBe(false);
  });
});
