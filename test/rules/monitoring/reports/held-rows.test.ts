import {
  heldBecause,
  heldRefusal,
  heldUntil,
  lastDayDropped,
  MOST_HELD,
  tooManyHeldRefusal,
} from '../../../../subgraphs/monitoring/rules/reports/held-rows.js';

describe('a row that cannot be counted yet', () => {
  it.each([
    [true, false, null],
    [false, false, 'PLACEMENT_UNKNOWN'],
    [true, true, 'QUARTER_CLOSED'],
    [false, true, 'PLACEMENT_UNKNOWN'],
  ])('DEL-01, CM-05: placement known %s, quarter closed %s: %s', (placementKnown, quarterClosed, because) => {
    expect(heldBecause({ placementKnown, quarterClosed })).toBe(because);
  });

  it('DEL-01, CM-05: its sender is told by which rule it is held', () => {
    expect(heldRefusal('PLACEMENT_UNKNOWN')).toMatchObject({ rule: 'DEL-01', code: 'PLACEMENT_UNKNOWN' });
    expect(heldRefusal('QUARTER_CLOSED')).toMatchObject({ rule: 'CM-05', code: 'QUARTER_CLOSED' });
  });

  it.each([
    ['at any hour of a London day', '2026-06-01T07:00:00.000Z', '2026-08-30T22:59:59.999Z', '2026-06-01'],
    ['at its first instant', '2026-05-31T23:00:00.000Z', '2026-08-30T22:59:59.999Z', '2026-06-01'],
    ['at its last instant', '2026-06-01T22:59:59.999Z', '2026-08-30T22:59:59.999Z', '2026-06-01'],
    ['across the end of summer time', '2026-10-01T12:00:00.000Z', '2026-12-30T23:59:59.999Z', '2026-10-01'],
  ])('DEL-01: it is kept to the end of the ninetieth day: %s', (_, heldAt, until, day) => {
    const limit = heldUntil(new Date(heldAt));
    expect(limit.toISOString()).toBe(until);
    expect(lastDayDropped(limit)).toBe(day);
  });

  it('DEL-01: as many are kept as the bound says, and not one more', () => {
    expect(tooManyHeldRefusal(MOST_HELD - 1)).toBeUndefined();
    expect(tooManyHeldRefusal(MOST_HELD)).toMatchObject({ rule: 'DEL-01', code: 'TOO_MANY_HELD', field: 'placement' });
  });
});
