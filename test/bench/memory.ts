import { setTimeout as sleep } from 'node:timers/promises';
import { COUNCIL } from './board-query.js';
import { type Figure, figure, type Point, slope } from './figures.js';
import { startGround } from './ground.js';
import { sendMany } from './load.js';

const QUERIES = 100_000;
const A_STEP = 5000;
const AT_ONCE = 16;
const LONGEST_MS = 120_000;
const SMALL_QUERY = '{ callOffs(first: 1) { edges { node { reference state closesAt } } } }';
const MB = 1024 * 1024;

/** What the hub holds at rest, and whether it holds more the longer it is asked. */
export default async function memoryGroup(): Promise<Figure[]> {
  const ground = await startGround();
  try {
    const hub = await ground.serve('hub', ['--expose-gc']);
    await ground.openCallOffs(hub, 1);
    await sleep(2000);
    const rest = await hub.usage();

    const authorization = await ground.authorization(`user:broker@${COUNCIL}`);
    const asked = { url: hub.url, authorization, body: JSON.stringify({ query: SMALL_QUERY }) };
    const heap: Point[] = [];
    const resident: Point[] = [];
    const until = Date.now() + LONGEST_MS;
    let queries = 0;
    while (queries < QUERIES && Date.now() < until) {
      await sendMany(asked, A_STEP, AT_ONCE);
      queries += A_STEP;
      const { heapBytes, residentBytes } = await hub.usage();
      heap.push([queries, heapBytes]);
      resident.push([queries, residentBytes]);
    }
    return [
      figure('memory: resident at rest', rest.residentBytes / MB, 'MB'),
      figure('memory: heap at rest', rest.heapBytes / MB, 'MB'),
      figure(`memory: resident after ${queries} queries, against at rest`, resident.at(-1)![1] / MB, 'MB', {
        floor: rest.residentBytes / MB,
      }),
      figure(`memory: heap after ${queries} queries, against at rest`, heap.at(-1)![1] / MB, 'MB', {
        floor: rest.heapBytes / MB,
      }),
      figure('memory: heap a query', grown(heap), 'bytes'),
      figure('memory: resident a query', grown(resident), 'bytes'),
    ];
  } finally {
    await ground.stop();
  }
}

/** Of what comes once the first fifth has filled what is filled once. */
function grown(points: readonly Point[]): number {
  return slope(points.slice(Math.ceil(points.length / 5)));
}
