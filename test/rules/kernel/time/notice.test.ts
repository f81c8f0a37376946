import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { cutOffDay, firstDayNoticed } from '../../../../kernel/time/notice.js';

describe('a notice', () => {
  it.each([
    ['Wednesday at 15:00', '2026-03-04T15:00:00.000Z', '2026-03-04'],
    ['a millisecond later', '2026-03-04T15:00:00.001Z', '2026-03-05'],
    ['Wednesday at 17:00', '2026-03-04T17:00:00.000Z', '2026-03-05'],
    ['a millisecond later still', '2026-03-04T17:00:00.001Z', '2026-03-06'],
    ['Saturday at 13:00', '2026-03-07T13:00:00.000Z', '2026-03-07'],
    ['Saturday past 13:00', '2026-03-07T13:00:00.001Z', '2026-03-09'],
    ['the eve of Good Friday, a weekday, at 17:00 in summer time', '2026-04-02T16:00:00.000Z', '2026-04-03'],
    ['Good Friday past 13:00', '2026-04-03T12:00:00.001Z', '2026-04-05'],
    ['a Friday in summer at 15:00 by the London clock', '2026-07-03T14:00:00.000Z', '2026-07-03'],
  ])('WIN-06, WIN-07, AMB-27: on %s', (_, notifiedAt, expected) => {
    const at = new Date(notifiedAt);
    const isWeekday = cutOffDay(at, englandCalendar([], '23:59')) === 'weekday';
    const [sameDay, nextMorning] = isWeekday ? ['15:00', '17:00'] : ['13:00', '13:00'];
    expect(firstDayNoticed(at, sameDay!, nextMorning!)).toBe(expected);
  });
});
