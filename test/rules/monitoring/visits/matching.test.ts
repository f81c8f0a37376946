import { matchLogs } from '../../../../subgraphs/monitoring/rules/visits/matching.js';
import { aLog, aPlan, at } from '../a-visit.js';

const plan = (externalId: string, minutes: number, over = {}) =>
  aPlan({ externalId, plannedStart: at(minutes), ...over });
const log = (externalId: string, minutes: number, visitExternalId: string | null = null) =>
  aLog({ externalId, arrivedAt: at(minutes), visitExternalId });

function matched(plans: ReturnType<typeof aPlan>[], logs: ReturnType<typeof aLog>[]) {
  const found = matchLogs(plans, logs, 120);
  return Object.fromEntries(logs.map((each) => [each.externalId, found.get(each)?.externalId ?? null]));
}

describe('which visit a log belongs to', () => {
  it.each([
    ['-120', -120, 'V1'],
    ['-120.001', -120.001, null],
    ['120', 120, 'V1'],
    ['120.001', 120.001, null],
  ])('DEL-02: one %s minutes off the only visit', (_what, minutes, visit) => {
    expect(matched([plan('V1', 0)], [log('L1', minutes)])).toEqual({ L1: visit });
  });

  it('DEL-02: the nearest start, and of two as near the earlier', () => {
    expect(matched([plan('V1', 0), plan('V2', 60)], [log('L1', 31)])).toEqual({ L1: 'V2' });
    expect(matched([plan('V2', 60), plan('V1', 0)], [log('L1', 30)])).toEqual({ L1: 'V1' });
  });

  it('DEL-02: the visit that it names, however far, before any that is near', () => {
    expect(matched([plan('V1', 0), plan('V2', 600)], [log('L1', 0, 'V2'), log('L2', 5)])).toEqual({
      L1: 'V2',
      L2: 'V1',
    });
  });

  it('DEL-02: a name that leads nowhere leaves it to the times', () => {
    expect(matched([plan('V1', 0)], [log('L1', 5, 'V9')])).toEqual({ L1: 'V1' });
  });

  it('DEL-02: no visit takes more logs than it needs workers; what is left over is held', () => {
    expect(matched([plan('V1', 0)], [log('L2', 2), log('L1', 1)])).toEqual({ L1: 'V1', L2: null });
    expect(matched([plan('V1', 0, { workersNeeded: 2 })], [log('L1', 1), log('L2', 2), log('L3', 3)])).toEqual({
      L1: 'V1',
      L2: 'V1',
      L3: null,
    });
  });

  it('DEL-02: equals are told apart by their own ids, in whatever order they come', () => {
    const logs = [log('B', 5), log('A', 5)];
    expect(matched([plan('V1', 0)], logs)).toEqual({ A: 'V1', B: null });
    expect(matched([plan('V1', 0)], [...logs].reverse())).toEqual({ A: 'V1', B: null });
  });
});
