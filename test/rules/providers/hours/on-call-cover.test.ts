import type { OnCallBand } from '../../../../subgraphs/providers/rules/hours/alert-resource.js';
import { dayWithoutCover } from '../../../../subgraphs/providers/rules/hours/on-call-cover.js';

const WEEK = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;
const nights: OnCallBand = { days: WEEK, from: '17:00', to: '09:00' };
const weekends: OnCallBand[] = [
  { days: ['SAT', 'SUN'], from: '00:00', to: '12:00' },
  { days: ['SAT', 'SUN'], from: '12:00', to: '00:00' },
];
const mondayMorning: OnCallBand = { days: ['MON'], from: '00:00', to: '09:00' };
const office = [{ from: '09:00', to: '17:00' }];

describe('cover on call', () => {
  it.each<[string, OnCallBand[], string | null]>([
    ['every minute outside office hours', [nights, ...weekends, mondayMorning], null],
    ['bands that overlap', [nights, nights, ...weekends, mondayMorning], null],
    [
      'Sunday into Monday',
      [nights, ...weekends.slice(0, 1), { days: ['SAT', 'SUN'], from: '12:00', to: '09:00' }],
      null,
    ],
    ['Monday before the office opens', [nights, ...weekends], 'MON'],
    ['an hour of the week', [{ days: ['MON'], from: '17:00', to: '18:00' }], 'MON'],
    ['a minute less in the evening', [{ ...nights, from: '17:01' }, ...weekends, mondayMorning], 'MON'],
    ['a minute less in the morning', [{ ...nights, to: '08:59' }, ...weekends, mondayMorning], 'TUE'],
    ['no Saturday afternoon', [nights, weekends[0]!, { ...weekends[1]!, days: ['SUN'] }, mondayMorning], 'SAT'],
    ['nobody', [], 'MON'],
  ])('WIN-16, AMB-12: %s', (_what, bands, expected) => {
    expect(dayWithoutCover(bands, office)).toBe(expected);
  });

  it('WIN-16: of several councils, the office counts only while all of them have theirs', () => {
    const bands = [nights, ...weekends, mondayMorning];
    expect(dayWithoutCover(bands, [...office, { from: '08:00', to: '18:00' }])).toBe(null);
    expect(dayWithoutCover(bands, [...office, { from: '09:30', to: '17:00' }])).toBe('MON');
  });
});
