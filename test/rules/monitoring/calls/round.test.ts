import { keyOf } from '../../../../subgraphs/monitoring/rules/calls/round.js';

describe('a round', () => {
  it('DEL-01: it is one placement on one care day', () => {
    const keys = ['a', 'b'].flatMap((placementId) =>
      ['2026-06-01', '2026-06-02'].map((careDay) => keyOf({ placementId, careDay })),
    );
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({ placementId: 'a', careDay: '2026-06-01' })).toBe(keys[0]);
  });
});
