import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { PROVIDERS } from '../../hub/demo/borough.js';
import { COUNCIL } from './board-query.js';
import { type Figure, figure, median, percentile } from './figures.js';
import { type Ground, startGround } from './ground.js';
import { send } from './load.js';

const VISITS = 5_000_000;
const QUARTER = { name: '2026-27 Q1', from: '2026-04-01', days: 91 };
const PERSONS_A_PROVIDER = 400;
const BATCH_DAYS = 7;
const WARM_UP = 40;
const SHEETS = 200;
const SCANS = 5;

/** Providers of the council, by id: visits are spread evenly over them. */
const IDS = PROVIDERS.filter(({ memberships }) => memberships.some(({ council }) => council === COUNCIL)).map(
  ({ id }) => id,
);

/**
 * A provider's sheet of a quarter in which five million visits were made, read over HTTP as its council's officer, beside
 * what a plain GROUP BY over the visits themselves takes. Visits, and the figures of days that they add up to, are made by
 * the database: what is measured is the reading.
 */
export default async function kpiGroup(): Promise<Figure[]> {
  const ground = await startGround();
  try {
    await makeVisits(ground.pool);
    const hub = await ground.serve('hub');
    const authorization = await ground.authorization(`user:contract-officer@${COUNCIL}`);
    const asking = async (operation: string, variables: Record<string, unknown>) => ({
      url: hub.url,
      authorization,
      body: JSON.stringify({ query: await readFile(`schema/operations/${operation}.graphql`, 'utf8'), variables }),
    });
    const sheets = await Promise.all(
      IDS.slice(0, 8).map((provider) => asking('kpi-sheet', { period: QUARTER.name, provider })),
    );
    const council = await asking('kpi-council-sheet', {
      period: QUARTER.name,
      lines: ['KPI-3.3', 'KPI-3.4', 'KPI-3.5', 'KPI-3.6', 'KPI-26', 'KPI-28'],
    });
    await sameAsRaw(ground, JSON.parse((await send(sheets[0]!)).text), IDS[0]!);

    const few = await statementsOf(ground, sheets[0]!);
    for (let nth = 0; nth < WARM_UP; nth++) await send(sheets[nth % sheets.length]!);
    const before = await hub.usage();
    const sheetMs: number[] = [];
    for (let nth = 0; nth < SHEETS; nth++) sheetMs.push((await send(sheets[nth % sheets.length]!)).ms);
    const cpuMs = ((await hub.usage()).cpuMs - before.cpuMs) / SHEETS;
    const councilMs: number[] = [];
    for (let nth = 0; nth < SHEETS / 4; nth++) councilMs.push((await send(council)).ms);
    const rawMs: number[] = [];
    const rawOfOneMs: number[] = [];
    for (let nth = 0; nth < SCANS; nth++) {
      rawMs.push(await timed(() => plain(ground.pool)));
      rawOfOneMs.push(await timed(() => plain(ground.pool, IDS[nth]!)));
    }
    const hundredfold = { goal: 'ratio >= 100', met: (_: number, ratio: number) => ratio >= 100 };
    return [
      figure('kpi: a provider’s sheet over 5 million visits, over HTTP, p95', percentile(sheetMs, 0.95), 'ms', {
        goal: 'value <= 25',
        met: (value) => value <= 25,
      }),
      figure('kpi: a provider’s sheet, over HTTP, p50', median(sheetMs), 'ms'),
      figure('kpi: a provider’s sheet, CPU of the hub', cpuMs, 'ms'),
      figure('kpi: the council’s sheets, over HTTP, p95', percentile(councilMs, 0.95), 'ms'),
      figure('kpi: plain GROUP BY over the quarter’s visits, against a sheet, median', median(rawMs), 'ms', {
        floor: median(sheetMs),
        ...hundredfold,
      }),
      figure('kpi: plain GROUP BY over one provider’s visits, against a sheet, median', median(rawOfOneMs), 'ms', {
        floor: median(sheetMs),
      }),
      figure('kpi: SQL statements of a sheet', few, 'statements'),
    ];
  } finally {
    await ground.stop();
  }
}

/** The visits of the quarter, a few days at a time, and the sums of its days. */
async function makeVisits(pool: pg.Pool): Promise<void> {
  const aDay = Math.ceil(VISITS / QUARTER.days / IDS.length);
  const indexes = await withoutIndexes(pool);
  for (let day = 0; day < QUARTER.days; day += BATCH_DAYS) {
    await pool.query(
      `insert into monitoring.visit (id, council, provider_id, placement_id, call_id, care_day, day, expected_start, expected_end,
         minutes, tasks, state, arrived_at, deviation_minutes, commissioned_minutes, actual_minutes, payable_minutes,
         workers_came, workers_logged, flags)
       select gen_random_uuid(), $1, provider, ('00000000-0000-4000-8000-' || lpad((nth % ${PERSONS_A_PROVIDER})::text, 12, '0'))::uuid,
         gen_random_uuid(), day::text, day::text, start, start + interval '30 minutes', 30, '{}',
         case when nth % 200 = 0 then 'MISSED' when nth % 50 = 1 then 'CANCELLED' else 'COMPLETED' end,
         case when nth % 200 = 0 or nth % 50 = 1 then null else start end, 0, 30,
         case when nth % 200 = 0 or nth % 50 = 1 then 0 else 29 end, 30,
         case when nth % 200 = 0 or nth % 50 = 1 then 0 else 1 end, case when nth % 200 = 0 or nth % 12 = 1 then 0 else 1 end,
         case when nth % 13 = 2 then array['LATE', 'OUTSIDE_WINDOW'] else '{}' end
       from unnest($2::uuid[]) as provider, generate_series(1, $3::int) as nth,
         generate_series($4::date + $5::int, $4::date + least($5::int + ${BATCH_DAYS - 1}, ${QUARTER.days - 1}), interval '1 day') as at,
         lateral (select at::date as day, at + interval '7 hours' + nth % 900 * interval '1 minute' as start) as planned`,
      [COUNCIL, IDS, aDay, QUARTER.from, day],
    );
  }
  for (const index of indexes) await pool.query(index);
  await pool.query(
    `insert into monitoring.day_figures (council, provider_id, day, ${SUMS.map(([name]) => name).join(', ')}, cancelled, refused,
       no_reply, short, time_critical, time_critical_breached, team_named, by_team, payable_minutes)
     select council, provider_id, day, ${SUMS.map(([, sum]) => sum).join(', ')}, 0, 0, 0, 0, 0, 0, 0, 0, 0
     from monitoring.visit group by council, provider_id, day`,
  );
  await pool.query('vacuum analyze monitoring.visit');
  await pool.query('vacuum analyze monitoring.day_figures');
  await pool.query('checkpoint');
}

const SCHEDULED = `state <> 'CANCELLED'`;
const ATTENDED = `state in ('COMPLETED', 'IN_PROGRESS')`;
const SUMS = [
  ['scheduled', `count(*) filter (where ${SCHEDULED})`],
  ['attended', `count(*) filter (where ${ATTENDED})`],
  ['missed', `count(*) filter (where state = 'MISSED')`],
  ['arrivals', `count(*) filter (where ${ATTENDED} and arrived_at is not null)`],
  ['outside_window', `count(*) filter (where ${ATTENDED} and 'OUTSIDE_WINDOW' = any(flags))`],
  ['late', `count(*) filter (where ${ATTENDED} and 'LATE' = any(flags))`],
  ['workers_came', `coalesce(sum(workers_came) filter (where ${ATTENDED}), 0)`],
  ['workers_logged', `coalesce(sum(workers_logged) filter (where ${ATTENDED}), 0)`],
  ['commissioned_minutes', `coalesce(sum(commissioned_minutes) filter (where ${SCHEDULED}), 0)`],
  ['actual_minutes', `coalesce(sum(actual_minutes) filter (where ${ATTENDED}), 0)`],
] as const;

/** What somebody would write who keeps no sums: of all providers, or of one. */
async function plain(pool: pg.Pool, provider?: string): Promise<ReadonlyArray<Record<string, string>>> {
  const { rows } = await pool.query(
    `select provider_id, ${SUMS.map(([name, sum]) => `${sum} as ${name}`).join(', ')} from monitoring.visit
     where council = $1 and day between $2 and $3 ${provider ? 'and provider_id = $4' : ''} group by provider_id`,
    [COUNCIL, QUARTER.from, '2026-06-30', ...(provider ? [provider] : [])],
  );
  return rows;
}

/** @throws unless a sheet says what the visits add up to */
async function sameAsRaw({ pool }: Ground, answer: Answer, provider: string): Promise<void> {
  const [raw] = await plain(pool, provider);
  const cell = answer.data?.kpiSheet.cells.find(({ line }) => line === 'KPI-3.5');
  if (cell?.numerator !== Number(raw?.missed) || cell?.denominator !== Number(raw?.scheduled)) {
    throw new Error('The sheet does not say what the visits add up to.');
  }
}

interface Answer {
  readonly data?: {
    readonly kpiSheet: { readonly cells: ReadonlyArray<{ line: string; numerator: number; denominator: number }> };
  };
}

/** Takes the indexes of visits away while they are made; answers how to make them again. */
async function withoutIndexes(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = 'monitoring.visit'::regclass
       and not exists (select from pg_constraint where conindid = indexrelid)`,
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

async function statementsOf({ pool }: Ground, asked: Parameters<typeof send>[0]): Promise<number> {
  await pool.query('select pg_stat_statements_reset()');
  await send(asked);
  const { rows } = await pool.query<{ calls: number }>(
    `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements where userid <> current_user::regrole`,
  );
  return rows[0]!.calls;
}
