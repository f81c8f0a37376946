import { firstCallTerms } from '../../../../subgraphs/tenders/rules/call-offs/first-call-terms.js';
import { at, england, policy } from '../fixtures.js';

describe('first call', () => {
  const terms = (notifiedAt: string, firstCall: string) =>
    firstCallTerms(at(notifiedAt), firstCall, policy.d2a, england);

  it.each([
    ['Wednesday 15:00', '2026-03-04 15:00', '2026-03-04', 'SAME_DAY'],
    ['Wednesday one millisecond past 15:00', '2026-03-04 15:00:00.001', '2026-03-04', 'BY_AGREEMENT'],
    ['Saturday 13:00', '2026-03-07 13:00', '2026-03-07', 'SAME_DAY'],
    ['Saturday 13:01', '2026-03-07 13:01', '2026-03-07', 'BY_AGREEMENT'],
    ['Sunday 13:00', '2026-03-08 13:00', '2026-03-08', 'SAME_DAY'],
    ['Sunday 14:00', '2026-03-08 14:00', '2026-03-08', 'BY_AGREEMENT'],
    ['Easter Monday 13:00', '2026-04-06 13:00', '2026-04-06', 'SAME_DAY'],
    ['Easter Monday 15:00', '2026-04-06 15:00', '2026-04-06', 'BY_AGREEMENT'],
    ['a Wednesday in summer, 15:00 by the London clock', '2026-07-01 15:00', '2026-07-01', 'SAME_DAY'],
  ])('WIN-06: notified on %s, a call the same day is %s', (_, notifiedAt, firstCall, expected) => {
    expect(terms(notifiedAt, firstCall)).toBe(expected);
  });

  it.each([
    ['Wednesday 17:00', '2026-03-04 17:00', '2026-03-05', 'NEXT_MORNING'],
    ['Wednesday 17:00:01', '2026-03-04 17:00:01', '2026-03-05', 'BY_AGREEMENT'],
    ['Friday 17:00, for Saturday', '2026-03-06 17:00', '2026-03-07', 'NEXT_MORNING'],
    ['Saturday 13:00', '2026-03-07 13:00', '2026-03-08', 'NEXT_MORNING'],
    ['Sunday 13:01, for Monday', '2026-03-08 13:01', '2026-03-09', 'BY_AGREEMENT'],
    ['Good Friday 13:00', '2026-04-03 13:00', '2026-04-04', 'NEXT_MORNING'],
    ['Good Friday 16:00', '2026-04-03 16:00', '2026-04-04', 'BY_AGREEMENT'],
    ['New Year’s Eve 17:00', '2026-12-31 17:00', '2027-01-01', 'NEXT_MORNING'],
  ])('WIN-07: notified on %s, a call next morning is %s', (_, notifiedAt, firstCall, expected) => {
    expect(terms(notifiedAt, firstCall)).toBe(expected);
  });

  it.each(['2026-03-06', '2026-03-03'])('WIN-07: any other day is by agreement, here %s', (firstCall) => {
    expect(terms('2026-03-04 09:00', firstCall)).toBe('BY_AGREEMENT');
  });
});
