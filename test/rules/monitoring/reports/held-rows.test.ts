import { heldBecause, heldRefusal } from '../../../../subgraphs/monitoring/rules/reports/held-rows.js';

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
});
