import fc from 'fast-check';
import { covers, overlap, spanRefusal } from '../../../subgraphs/providers/rules/date-span.js';
import { anySpan, days } from './fixtures.js';

describe('the days of a membership, a rate or a ward', () => {
  it.each([
    ['the day before', '2026-03-31', false],
    ['the first day', '2026-04-01', true],
    ['a day between', '2026-06-15', true],
    ['the last day', '2026-06-30', true],
    ['the day after', '2026-07-01', false],
  ])('PROV-12: %s', (_name, day, expected) => {
    expect(covers({ from: '2026-04-01', to: '2026-06-30' }, day)).toBe(expected);
  });

  it('PROV-12: an open end covers every later day', () => {
    expect(covers({ from: '2026-04-01', to: null }, '2199-12-31')).toBe(true);
  });

  it('PROV-32: two spans overlap when, and only when, they share a day', () => {
    fc.assert(
      fc.property(anySpan, anySpan, (one, other) => {
        const shared = days.some((day) => covers(one, day) && covers(other, day));
        expect(overlap(one, other)).toBe(shared);
      }),
    );
  });

  it.each([
    ['one day', '2026-04-01', '2026-04-01', undefined],
    ['open', '2026-04-01', null, undefined],
    ['backwards', '2026-04-01', '2026-03-31', { rule: 'PROV-12', code: 'SPAN_ENDS_BEFORE_IT_BEGINS', field: 'to' }],
  ])('PROV-12: a span of %s', (_name, from, to, expected) => {
    const refusal = spanRefusal({ from, to }, 'PROV-12');
    if (expected) expect(refusal).toMatchObject(expected);
    else expect(refusal).toBeUndefined();
  });
});
