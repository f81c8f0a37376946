import {
  closedRefusal,
  quarterOverRefusal,
  reopeningRefusals,
} from '../../../../subgraphs/monitoring/rules/figures/closed-quarter.js';
import { periodNamed, quarterHolding } from '../../../../subgraphs/monitoring/rules/figures/period.js';

describe('closing a quarter, and opening it again', () => {
  it('NTF-37: a quarter can be closed from the day after it', () => {
    const quarter = quarterHolding('2026-05-09');
    expect(quarterOverRefusal(quarter, '2026-06-30')?.code).toBe('QUARTER_NOT_OVER');
    expect(quarterOverRefusal(quarter, '2026-07-01')).toBeUndefined();
    expect(quarterOverRefusal(periodNamed('2026-05'), '2026-07-01')?.code).toBe('NO_SUCH_QUARTER');
    expect(quarterOverRefusal(undefined, '2026-07-01')?.code).toBe('NO_SUCH_QUARTER');
  });

  it('NTF-37: a closed quarter takes no change', () => {
    expect(closedRefusal(true)?.code).toBe('QUARTER_CLOSED');
    expect(closedRefusal(false)).toBeUndefined();
  });

  it.each([
    [true, 'A late log.', []],
    [true, 'Too short', ['REASON_LENGTH']],
    [true, '   spaces   ', ['REASON_LENGTH']],
    [true, 'x'.repeat(500), []],
    [true, 'x'.repeat(501), ['REASON_LENGTH']],
    [false, 'A late log.', ['QUARTER_NOT_CLOSED']],
  ])('NTF-37, IDG-16: opened again while closed %s because %j: %j', (closed, reason, codes) => {
    expect(reopeningRefusals(closed, reason).map(({ code }) => code)).toEqual(codes);
  });
});
