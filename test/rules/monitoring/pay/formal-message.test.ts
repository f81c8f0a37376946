import {
  FORMAL_EVENTS,
  type FormalEvent,
  formalMessage,
} from '../../../../subgraphs/monitoring/rules/pay/formal-message.js';

describe('an event as a formal message', () => {
  const nothing = { day: null, lastDay: null, variationId: null };
  it.each<[FormalEvent, object, object]>([
    ['CallOffAwarded', {}, { kind: 'AWARDED', ...nothing }],
    [
      'DischargeFinalised',
      { dischargeAt: '2026-06-01T23:30:00.000Z' },
      { kind: 'DISCHARGE_FINALISED', ...nothing, day: '2026-06-02' },
    ],
    [
      'VariationEffective',
      { variationId: 'v1', effectiveFrom: '2026-06-03', effectiveTo: '2026-06-09' },
      { kind: 'VARIED', day: '2026-06-03', lastDay: '2026-06-09', variationId: 'v1' },
    ],
    ['D2aPackageEnding', { day: 28, lastDate: '2026-07-13' }, { kind: 'PACKAGE_ENDING', ...nothing }],
    ['PlacementEndAnnounced', { endDate: '2026-06-30' }, { kind: 'END_ANNOUNCED', ...nothing, day: '2026-07-01' }],
    ['PlacementEndTakenBack', { endDate: '2026-06-30' }, { kind: 'END_TAKEN_BACK', ...nothing, day: '2026-07-01' }],
    ['PlacementEnded', { endDate: '2026-06-30' }, { kind: 'ENDED', ...nothing, day: '2026-07-01' }],
  ])('IDG-13: %s says which days it changes', (type, data, message) => {
    expect(formalMessage(type, data)).toEqual(message);
  });

  it('IDG-13: each kind of event formalises something of its own', () => {
    expect(new Set(Object.values(FORMAL_EVENTS)).size).toBe(Object.keys(FORMAL_EVENTS).length);
  });
});
