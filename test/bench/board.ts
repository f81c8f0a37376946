import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { BOARD_QUERY, COUNCIL } from './board-query.js';
import { type Figure, figure, median, percentile } from './figures.js';
import { type Ground, type Server, startGround } from './ground.js';
import { type Asked, send, sendMany } from './load.js';

const SHOWN = 20;
const CALL_OFFS = 200;
const LARGEST_PAGE = 100;
const WARM_UP = 250;
const ROUNDS = 7;
const REQUESTS_A_ROUND = 80;
const AT_ONCE = 4;

/** A built checkout of another version of the hub, to be measured in turns with this one. */
const BEFORE = process.env.BENCH_BEFORE;

/**
 * The broker's board: what one answer costs, what it asks of the database, and how long it takes. With
 * `BENCH_BEFORE=<a built checkout>`, against that version as well.
 */
export default async function boardGroup(): Promise<Figure[]> {
  const ground = await startGround();
  try {
    const hub = await ground.serve('hub');
    const authorization = await ground.authorization(`user:broker@${COUNCIL}`);
    const asking = (query: string, first = SHOWN) => ({
      authorization,
      body: JSON.stringify({ query, variables: { first } }),
    });
    const largest = { url: hub.url, ...asking(BOARD_QUERY, LARGEST_PAGE) };
    await ground.openCallOffs(hub, SHOWN);
    const few = await statementsOf(ground, largest);
    await ground.openCallOffs(hub, CALL_OFFS - SHOWN);
    const many = await statementsOf(ground, largest);
    await ground.pool.query('vacuum analyze');

    const apollo = await ground.serve('apollo');
    const plain = await ground.serve('plain');
    const before = BEFORE ? await versionBefore(BEFORE, ground) : null;
    const joined = [
      { server: hub, asked: { url: hub.url, ...asking(BOARD_QUERY) } },
      { server: apollo, asked: { url: apollo.url, ...asking(BOARD_QUERY) } },
      { server: plain, asked: { url: `${plain.url}?first=${SHOWN}` } },
      ...(before ? [{ server: before.server, asked: { url: before.server.url, ...asking(before.query) } }] : []),
    ];
    const promised = asking(await readFile('schema/operations/broker-board.graphql', 'utf8'));
    const asPromised = [
      { server: hub, asked: { url: hub.url, ...promised } },
      { server: apollo, asked: { url: apollo.url, ...promised } },
    ] as const;
    await sameData(joined.map(({ asked }) => asked));
    await sameData(asPromised.map(({ asked }) => asked));

    const [ours, apollos, plains, befores] = await measured(joined);
    const [oursPromised, apollosPromised] = await measured(asPromised);
    const halved = { goal: 'ratio <= 0.5', met: (_: number, ratio: number) => ratio <= 0.5 };
    return [
      figure('board: CPU a request, against @apollo/gateway over HTTP, median', median(ours!.cpuMs), 'ms', {
        floor: median(apollos!.cpuMs),
        ...halved,
      }),
      figure('board: CPU a request, against @apollo/gateway over HTTP, best', Math.min(...ours!.cpuMs), 'ms', {
        floor: Math.min(...apollos!.cpuMs),
        ...halved,
      }),
      figure('board: CPU a request, against a plain handler, median', median(ours!.cpuMs), 'ms', {
        floor: median(plains!.cpuMs),
        goal: 'ratio <= 4.5',
        met: (_, ratio) => ratio <= 4.5,
      }),
      ...(befores
        ? [
            figure('board: CPU a request, against the version before, median', median(ours!.cpuMs), 'ms', {
              floor: median(befores.cpuMs),
              ...halved,
            }),
          ]
        : []),
      figure('board: latency p50, against @apollo/gateway', percentile(ours!.latencies, 0.5), 'ms', {
        floor: percentile(apollos!.latencies, 0.5),
      }),
      figure('board: latency p99, against @apollo/gateway', percentile(ours!.latencies, 0.99), 'ms', {
        floor: percentile(apollos!.latencies, 0.99),
      }),
      figure('board: latency p50, against a plain handler', percentile(ours!.latencies, 0.5), 'ms', {
        floor: percentile(plains!.latencies, 0.5),
      }),
      figure(
        'broker-board.graphql: CPU a request, against @apollo/gateway, median',
        median(oursPromised!.cpuMs),
        'ms',
        {
          floor: median(apollosPromised!.cpuMs),
          ...halved,
        },
      ),
      figure('board: SQL statements at 200 call-offs (a page of 100), against 20', many, 'statements', {
        floor: few,
        goal: 'ratio = 1',
        met: (_, ratio) => ratio === 1,
      }),
    ];
  } finally {
    await ground.stop();
  }
}

/** Its server over the same database, and the board as it is asked for there. */
async function versionBefore(checkout: string, ground: Ground) {
  const { BOARD_QUERY: query } = (await import(
    pathToFileURL(join(checkout, 'dist/test/bench/board-query.js')).href
  )) as typeof import('./board-query.js');
  return { query, server: await ground.serve('hub', [], checkout) };
}

/** @throws unless all answer the same data, and a full page of it */
async function sameData(asked: readonly Asked[]): Promise<void> {
  const answers = await Promise.all(asked.map(async (each) => JSON.parse((await send(each)).text).data));
  if (answers.some((each) => each.callOffs.edges.length !== SHOWN)) throw new Error('The board is not full.');
  if (answers.some((each) => !isDeepStrictEqual(each, answers[0]))) throw new Error('The boards differ.');
}

interface Measured {
  /** Of one request, on the average of a round. */
  readonly cpuMs: number[];
  readonly latencies: number[];
}

/** In turns, so that whatever else the machine does falls on all alike. */
async function measured(
  variants: ReadonlyArray<{ readonly server: Server; readonly asked: Asked }>,
): Promise<Measured[]> {
  for (const { asked } of variants) await sendMany(asked, WARM_UP, AT_ONCE);
  const results = variants.map((): Measured => ({ cpuMs: [], latencies: [] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { server, asked }] of variants.entries()) {
      const before = await server.usage();
      results[index]!.latencies.push(...(await sendMany(asked, REQUESTS_A_ROUND, AT_ONCE)));
      const after = await server.usage();
      results[index]!.cpuMs.push((after.cpuMs - before.cpuMs) / REQUESTS_A_ROUND);
    }
  }
  return results;
}

/** Statements that one request makes: the least of several, for what runs beside it can only add some. */
async function statementsOf({ pool }: Ground, asked: Asked): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < 15; nth++) {
    await pool.query('select pg_stat_statements_reset()');
    await send(asked);
    const { rows } = await pool.query<{ calls: number }>(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements where userid <> current_user::regrole`,
    );
    least = Math.min(least, rows[0]!.calls);
  }
  return least;
}
