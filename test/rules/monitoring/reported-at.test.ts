import { bySourceClock, reportedAtRefusal, spanOfPlacement } from '../../../subgraphs/monitoring/rules/reported-at.js';

const now = new Date('2026-06-01T09:00:00Z');
const follows = new Date('2026-06-01T08:30:00Z');
const MINUTE = 60_000;

describe('when something that is reported was done', () => {
  it.each([
    [0, undefined],
    [5 * MINUTE, undefined],
    [5 * MINUTE + 1, 'INSTANT_IN_FUTURE'],
    [-30 * MINUTE, undefined],
    [-30 * MINUTE - 1, 'INSTANT_TOO_EARLY'],
  ])('DEL-28: following something half an hour old, %d ms from now is answered with %s', (ms, code) => {
    const at = new Date(now.getTime() + ms);
    const refusal = reportedAtRefusal('DEL-28', at, { follows, now, clockSkewMinutes: 5 }, 'input.at');
    expect(refusal?.code).toBe(code);
    if (refusal) expect(refusal).toMatchObject({ rule: 'DEL-28', field: 'input.at' });
  });

  it('DEL-28: what follows nothing that is known lies before now, and what is not said is not refused', () => {
    const span = { follows: null, now, clockSkewMinutes: 5 };
    expect(reportedAtRefusal('DEL-17', new Date(0), span, 'input.at')).toBeUndefined();
    expect(reportedAtRefusal('DEL-17', null, { ...span, follows }, 'input.at')).toBeUndefined();
  });

  it('DEL-28: a source’s clock may be behind the hub’s by as much as it may be ahead', () => {
    expect(bySourceClock(follows, 5)).toEqual(new Date('2026-06-01T08:25:00Z'));
  });

  it('ROUT-11, DEL-17: nothing was done for a placement before its award, if that is known', () => {
    expect(spanOfPlacement({ expectedFrom: follows }, now, 5).follows).toEqual(new Date('2026-06-01T08:25:00Z'));
    expect(spanOfPlacement({ expectedFrom: null }, now, 5).follows).toBeNull();
  });
});
