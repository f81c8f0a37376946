import { readFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { PROVIDERS } from '../../hub/demo/borough.js';
import { BOARD_QUERY, COUNCIL } from './board-query.js';
import { type Figure, figure, median, percentile } from './figures.js';
import { type Ground, startGround } from './ground.js';
import { type Asked, send } from './load.js';

/** Of one provider: a large one's, for as many days as a statement may cover. */
const VISITS_A_DAY = 500;
const DAYS = 70;
const STATEMENT_DAYS = { from: '2026-04-27', to: '2026-05-31' };
const PERSONS = 250;
const CALL_OFFS = 20;
const ATTACKERS = 40;
const ROUNDS = 4;
const ROUND_MS = 12_000;
const WARM_UP = 8;

const [, attacking] = PROVIDERS.filter(({ memberships }) => memberships.some(({ council }) => council === COUNCIL));

/**
 * One provider asks for all that it can get, over forty connections and without heeding what it is told: statements of
 * weeks, alone and ten at once, figures down to their visits, lists of sixty thousand words. Beside it a broker reads its
 * board, an officer reads figures and a desk its alerts. What they wait, with and without the attack, in turns.
 */
export default async function floodGroup(): Promise<Figure[]> {
  const ground = await startGround();
  try {
    await makeVisits(ground.pool, attacking!.id);
    const hub = await ground.serve('limited-hub');
    await ground.openCallOffs(hub, CALL_OFFS);
    await ground.pool.query('vacuum analyze');
    const others = await theOthers(ground, hub.url);
    const attack = await theAttack(ground, hub.url);
    for (const { asked, pauseMs } of others) {
      for (let nth = 0; nth < WARM_UP; nth++) await send(asked).then(() => sleep(pauseMs));
    }
    const alone = new Map<string, number[]>(others.map(({ name }) => [name, []]));
    const beside = new Map<string, number[]>(others.map(({ name }) => [name, []]));
    const told: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round++) {
      await measured(others, alone);
      const over = new AbortController();
      const attacked = Promise.all(
        Array.from({ length: ATTACKERS }, (_, nth) => attacker(attack, nth, over.signal, told)),
      );
      await sleep(1000);
      await measured(others, beside);
      over.abort();
      await attacked;
      // What was under way for it ends.
      await sleep(1000);
    }
    process.stderr.write(`  the attack was told: ${JSON.stringify(told)}\n`);
    return others.flatMap(({ name }) => [
      figure(`flood: ${name}, p50 beside the attack, against none`, median(beside.get(name)!), 'ms', {
        floor: median(alone.get(name)!),
      }),
      figure(`flood: ${name}, p99 beside the attack, against none`, percentile(beside.get(name)!, 0.99), 'ms', {
        floor: percentile(alone.get(name)!, 0.99),
        goal: 'ratio <= 2',
        met: (_, ratio) => ratio <= 2,
      }),
    ]);
  } finally {
    await ground.stop();
  }
}

interface Other {
  readonly name: string;
  readonly asked: Asked;
  /** So long after an answer it asks again, well within what it may. */
  readonly pauseMs: number;
}

async function theOthers(ground: Ground, url: string): Promise<Other[]> {
  const other = async (
    name: string,
    pauseMs: number,
    subject: string,
    query: string,
    variables: object,
  ): Promise<Other> => ({
    name,
    pauseMs,
    asked: { url, authorization: await ground.authorization(subject), body: JSON.stringify({ query, variables }) },
  });
  const promised = (name: string) => readFile(`schema/operations/${name}.graphql`, 'utf8');
  return [
    await other('a broker’s board', 300, `user:broker@${COUNCIL}`, BOARD_QUERY, { first: 2 }),
    await other('an officer’s KPI sheet', 600, `user:contract-officer@${COUNCIL}`, await promised('kpi-sheet'), {
      period: '2026-05',
      provider: PROVIDERS[0]!.id,
      lines: ['KPI-3.5', 'KPI-3.6'],
    }),
    await other(
      'a desk’s alerts',
      100,
      `user:broker@${COUNCIL}`,
      '{ alerts(first: 20) { edges { node { id state } } } }',
      {},
    ),
  ];
}

/** As people ask: each a while after its last answer. */
async function measured(others: readonly Other[], kept: ReadonlyMap<string, number[]>): Promise<void> {
  const until = performance.now() + ROUND_MS;
  await Promise.all(
    others.map(async ({ name, asked, pauseMs }) => {
      while (performance.now() < until) {
        kept.get(name)!.push((await send(asked)).ms);
        await sleep(pauseMs);
      }
    }),
  );
}

async function theAttack(ground: Ground, url: string): Promise<Asked[]> {
  const authorization = await ground.authorization(`user:manager@${attacking!.key}`);
  const asked = (query: string, variables: object = {}): Asked => ({
    url,
    authorization,
    body: JSON.stringify({ query, variables }),
  });
  const { from, to } = STATEMENT_DAYS;
  const statement = `payableStatement(from: "${from}", to: "${to}", council: "${COUNCIL}") { amountPence fingerprint visits(first: 1) { totalCount } }`;
  const evidence = `kpiEvidence(period: "2026-05", line: "KPI-3.5", part: DENOMINATOR, council: "${COUNCIL}", first: 100) { totalCount edges { node { id } } }`;
  const states = 'query ($states: [AlertState!]) { alerts(states: $states) { totalCount edges { node { id } } } }';
  return [
    asked(`{ ${statement} }`),
    asked(`{ ${Array.from({ length: 10 }, (_, nth) => `s${nth}: ${statement}`).join(' ')} }`),
    asked(`{ ${evidence} }`),
    asked(states, { states: Array(60_000).fill('RAISED') }),
    asked(states, { states: Array(9000).fill('RAISED') }),
    asked(`{ visits(from: "2026-05-01", to: "2026-05-31", first: 100) { totalCount edges { node { id state } } } }`),
  ];
}

const agent = new Agent({ keepAlive: true, maxSockets: ATTACKERS });

async function attacker(attack: readonly Asked[], nth: number, over: AbortSignal, told: Record<string, number>) {
  for (let turn = nth; !over.aborted; turn++) {
    const code = await answerOf(attack[turn % attack.length]!);
    told[code] = (told[code] ?? 0) + 1;
  }
}

function answerOf({ url, authorization, body }: Asked): Promise<string> {
  return new Promise((resolve) => {
    const request = httpRequest(url, {
      agent,
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body!) },
    });
    request.on('error', ({ message }) => resolve(message));
    request.on('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(/"code":"(\w+)"/.exec(text)?.[1] ?? 'answered');
    });
    request.end(body);
  });
}

/** Visits of one provider and the placements that they belong to, made by the database: what is measured is the reading. */
async function makeVisits(pool: pg.Pool, provider: string): Promise<void> {
  const placement = (nth: string) => `('00000000-0000-4000-8000-' || lpad((${nth})::text, 12, '0'))::uuid`;
  await pool.query(
    `insert into monitoring.expected_placement (id, council, reference, package_id, provider_id, person_id, care_type, patch,
       weekly_worker_minutes, hourly_rate_pence, night_rates_pence, known_on, started_on, live)
     select ${placement('nth')}, $1, 'PL-' || nth, gen_random_uuid(), $2::uuid, gen_random_uuid(), 'STANDARD_ADULT', 'East', 840, 2200,
       '{"SLEEP_IN": null, "WAKING_NIGHT": null}', '2026-01-05', '2026-01-05', true
     from generate_series(0, $3::int - 1) as nth`,
    [COUNCIL, provider, PERSONS],
  );
  await pool.query(
    `insert into monitoring.visit (id, council, provider_id, placement_id, call_id, care_day, day, expected_start, expected_end,
       minutes, tasks, state, arrived_at, deviation_minutes, commissioned_minutes, actual_minutes, payable_minutes,
       workers_came, workers_logged, flags)
     select gen_random_uuid(), $1, $2::uuid, ${placement(`nth % ${PERSONS}`)}, gen_random_uuid(), day::text, day::text,
       start, start + interval '30 minutes', 30, '{}', 'COMPLETED', start, 0, 30, 29, 30, 1, 1, '{}'
     from generate_series(1, $3::int) as nth, generate_series('2026-05-31'::date - $4::int, '2026-05-31'::date, interval '1 day') as at,
       lateral (select at::date as day, at + interval '7 hours' + nth % 900 * interval '1 minute' as start) as planned`,
    [COUNCIL, provider, VISITS_A_DAY, DAYS],
  );
}
