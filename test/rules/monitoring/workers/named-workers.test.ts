import { DEFAULT_POLICY } from '../../../../schema/policy.js';

import { staffRefusal, teamRefusal } from '../../../../subgraphs/monitoring/rules/workers/named-workers.js';

const TODAY = '2026-06-01';
const workers = (count: number) => Array.from({ length: count }, (_, nth) => `W${nth}`);

describe('workers that a provider names', () => {
  it.each([
    ['2026-05-01', undefined],
    ['2026-04-30', 'FROM_NOT_NEAR'],
    ['2027-06-02', undefined],
    ['2027-06-03', 'FROM_NOT_NEAR'],
  ])('DEL-13: a team from %s is answered with %s', (from, code) => {
    expect(teamRefusal({ from, keyWorker: 'W0', workers: workers(2) }, TODAY, DEFAULT_POLICY)?.code).toBe(code);
  });

  it.each<[string, string[], string, string | undefined]>([
    ['nobody', [], 'W0', 'WORKERS_COUNT'],
    ['twenty', workers(20), 'W0', undefined],
    ['twenty-one', workers(21), 'W0', 'WORKERS_COUNT'],
    ['a nameless worker', ['W0', ''], 'W0', 'TEXT_LENGTH'],
    ['a team without its key worker', workers(2), 'W9', 'KEY_WORKER_NOT_IN_TEAM'],
  ])('DEL-13: %s', (_what, team, keyWorker, code) => {
    expect(teamRefusal({ from: TODAY, keyWorker, workers: team }, TODAY, DEFAULT_POLICY)?.code).toBe(code);
  });

  it.each([
    ['2026-05-25', 1, undefined],
    ['2026-05-24', 1, 'FROM_NOT_NEAR'],
    [TODAY, 5000, undefined],
    [TODAY, 5001, 'WORKERS_COUNT'],
  ])('DEL-16: a staff list from %s of %d is answered with %s', (from, count, code) => {
    expect(staffRefusal({ from, workers: workers(count) }, TODAY, DEFAULT_POLICY)?.code).toBe(code);
  });
});
