import { keyOf, roundOf } from '../../../../subgraphs/monitoring/rules/visits/round.js';

describe('a round', () => {
  it('DEL-01: a call after midnight belongs to the round of the evening before', () => {
    const evening = roundOf({ placementId: 'a', plannedStart: new Date('2026-06-01T20:00:00Z') });
    const night = roundOf({ placementId: 'a', plannedStart: new Date('2026-06-02T00:30:00Z') });
    expect(evening).toEqual({ placementId: 'a', careDay: '2026-06-01' });
    expect(keyOf(night)).toBe(keyOf(evening));
    expect(keyOf({ ...night, placementId: 'b' })).not.toBe(keyOf(evening));
  });
});
