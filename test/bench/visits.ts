import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { addLocalDays, instantOf } from '../../kernel/time/working-time.js';
import { settleDueVisits } from '../../subgraphs/monitoring/commands/visits/settle-due-visits.js';
import { MOST_ROWS } from '../../subgraphs/monitoring/rules/reports/batch.js';
import { type Figure, figure, median, type Point, percentile, slope } from './figures.js';
import { COUNCIL, type VisitsGround, visitsGround } from './visits-ground.js';
import { aCall, type Care, careOf, planOf, reportsOf } from './visits-reports.js';

/** A day of 4,000 calls. */
const PLACEMENTS = 1600;
const MONDAY = '2026-06-01';
const LIVE_DAYS = 4;
/** Care began before any day that is imported. */
const STARTED_AT = '2025-12-01T09:00:00.000Z';

/** Rows of the long import; fewer for a short run: `BENCH_IMPORT_ROWS=200000 npm run bench -- visits`. */
const IMPORT_ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 1_000_000);
const WARM_UP_ROWS = 100_000;
/** So many days are taken in, and then copied: what is held against each other is measured side by side. */
const STRETCH_DAYS = 5;
const MIB = 1024 * 1024;

const TIMED = 4000;
const TIMED_PROVIDERS = 20;
const ALERT_MINUTES = 30;

/**
 * Visits by the council's word (DEL-01): the calls that are made ahead, plans and logs that answer them, alerts of calls
 * to which nobody came, and what a long import leaves in memory.
 */
export default async function visitsGroup(): Promise<Figure[]> {
  const [load] = loadavg();
  const still = await visitsGround(instantOf(MONDAY, '05:00'), { clocks: false });
  const figures: Figure[] = [figure('visits: load of the machine before', load!, 'processes')];
  try {
    figures.push(...(await expectedAndReported(still)));
  } finally {
    await still.stop();
  }
  const running = await visitsGround(instantOf(MONDAY, '11:55'), { clocks: true });
  try {
    figures.push(...(await settledInTime(running)));
  } finally {
    await running.stop();
  }
  return figures;
}

/** How far it has come, for who watches. */
function say(what: string): void {
  process.stderr.write(`  ${what}\n`);
}

async function expectedAndReported(ground: VisitsGround): Promise<Figure[]> {
  const takenOver: number[] = [];
  const takenOverCopied: number[] = [];
  const takeOver = async () => {
    const provider = randomUUID();
    const care = careOf(PLACEMENTS);
    takenOver.push(await ground.takeOver(provider, care, STARTED_AT));
    say(`taken over in ${Math.round(takenOver.at(-1)!)} ms`);
    takenOverCopied.push(await ground.copiedAgain('taken', { visit: `provider_id = '${provider}'` }));
    return { provider, care };
  };
  const live = await takeOver();
  const days = await liveDays(ground, live.provider, live.care);
  const past = await takeOver();
  await takeOver();
  return [
    figure(
      'visits: calls of 8 days made as 1,600 placements are taken over, against a COPY of them',
      median(takenOver),
      'ms',
      {
        floor: median(takenOverCopied),
      },
    ),
    ...days,
    ...(await imported(ground, past.provider, past.care)),
  ];
}

/**
 * Some days as they go by: as the care day begins, the calls of one further day are made; then the rota of the day comes,
 * and in the evening its logs. All against a COPY of the rows that each left.
 */
async function liveDays(ground: VisitsGround, provider: string, care: readonly Care[]): Promise<Figure[]> {
  const made = { ms: [] as number[], floor: [] as number[] };
  const reported = { ms: [] as number[], floor: [] as number[], claims: [] as number[] };
  let rows = 0;
  for (let nth = 0; nth <= LIVE_DAYS; nth++) {
    const day = addLocalDays(MONDAY, nth);
    const of = `it.provider_id = '${provider}'`;
    if (nth > 0) {
      await ground.time.clock.freezeAt(new Date(instantOf(day, '04:00').getTime() + 1));
      await ground.pool.query('checkpoint');
      const began = performance.now();
      while (await settleDueVisits(ground.subgraph.work()));
      made.ms.push(performance.now() - began);
      made.floor.push(await ground.copiedAgain('made', { visit: `${of} and it.day = '${addLocalDays(day, 7)}'` }));
      await ground.time.clock.freezeAt(instantOf(day, '05:00'));
    }
    const { plans, logs } = reportsOf(care, day, 1);
    rows = plans.length + logs.length;
    await ground.pool.query('checkpoint');
    const rota = await ground.record(provider, { plans, logs: [] });
    await ground.time.clock.freezeAt(instantOf(day, '23:30'));
    const logged = await ground.record(provider, { plans: [], logs });
    reported.ms.push(rota + logged);
    say(
      `${day}: ${Math.round(made.ms.at(-1) ?? 0)} ms for the calls, ${Math.round(rota)} for the rota, ${Math.round(logged)} for the logs`,
    );
    const left = await copied(ground, provider, day, day);
    reported.floor.push(left.all);
    reported.claims.push(left.claims);
  }
  const second = (ms: number) => rows / (ms / 1000);
  const calls = (rows / 2).toLocaleString('en');
  return [
    figure(`visits: ${calls} calls of one further care day made, against a COPY of them`, median(made.ms), 'ms', {
      floor: median(made.floor),
      goal: '<= 2000',
      met: (value) => value <= 2000,
    }),
    ...againstCopy('a day’s rota and logs', second(median(reported.ms)), {
      all: second(median(reported.floor)),
      claims: second(median(reported.claims)),
    }),
  ];
}

/**
 * Plans and logs of many past days, taken in by the batch: checked, matched, derived, added up and kept for audit; a few
 * days and then a COPY of the very rows that they left, in turns. And what the process holds meanwhile.
 */
async function imported(ground: VisitsGround, provider: string, care: readonly Care[]): Promise<Figure[]> {
  const aDay = care.reduce((sum, { calls }) => sum + 2 * calls.length, 0);
  const stretches = Math.ceil(IMPORT_ROWS / (aDay * STRETCH_DAYS));
  const rates: number[] = [];
  const ratios = { all: [] as number[], claims: [] as number[] };
  const resident: Point[] = [];
  const heap: Point[] = [];
  for (let nth = 0; nth < stretches; nth++) {
    const first = addLocalDays(MONDAY, (nth - stretches) * STRETCH_DAYS);
    const { plans, logs } = reportsOf(care, first, STRETCH_DAYS);
    await ground.pool.query('checkpoint');
    let ms = 0;
    for (let from = 0; from < plans.length; from += MOST_ROWS / 2) {
      const to = from + MOST_ROWS / 2;
      ms += await ground.record(provider, { plans: plans.slice(from, to), logs: logs.slice(from, to) });
    }
    const { rss, heapUsed } = process.memoryUsage();
    resident.push([(nth + 1) * plans.length * 2, rss]);
    heap.push([(nth + 1) * plans.length * 2, heapUsed]);
    const left = await copied(ground, provider, first, addLocalDays(first, STRETCH_DAYS - 1));
    rates.push((plans.length * 2) / (ms / 1000));
    say(
      `imported to ${first}: ${Math.round(rates.at(-1)!)} rows/s, a COPY takes ${(left.all / ms).toFixed(2)} of the time`,
    );
    ratios.all.push(left.all / ms);
    ratios.claims.push(left.claims / ms);
  }
  const rate = median(rates);
  const warm = (points: readonly Point[]) => points.filter(([rows]) => rows > WARM_UP_ROWS);
  const rows = resident.at(-1)![0].toLocaleString('en');
  const grows = (points: readonly Point[]) => (slope(warm(points)) * 100_000) / MIB;
  const memory = `memory while ${rows} rows are imported`;
  return [
    ...againstCopy(`an import of ${rows} rows, median of ${stretches} stretches`, rate, {
      all: rate / median(ratios.all),
      claims: rate / median(ratios.claims),
    }),
    figure(`visits: ${memory}: resident, more by 100,000 rows`, grows(resident), 'MiB'),
    figure(`visits: ${memory}: heap in use, more by 100,000 rows`, grows(heap), 'MiB'),
    figure(`visits: ${memory}: resident at the end, against after 100,000 rows`, resident.at(-1)![1] / MIB, 'MiB', {
      floor: (warm(resident)[0] ?? resident[0]!)[1] / MIB,
    }),
  ];
}

function againstCopy(what: string, rate: number, copy: { readonly all: number; readonly claims: number }): Figure[] {
  return [
    figure(`visits: ${what}, against a COPY of what they left`, rate, 'rows/s', {
      floor: copy.all,
      goal: 'ratio >= 0.4',
      met: (_value, ratio) => ratio >= 0.4,
    }),
    figure(`visits: ${what}, against a COPY of plans and logs alone`, rate, 'rows/s', { floor: copy.claims }),
  ];
}

/** Milliseconds of a COPY of what the reports of some days left: plans and logs alone, and all. */
async function copied(ground: VisitsGround, provider: string, from: string, to: string) {
  const of = `it.provider_id = '${provider}'`;
  const onDays = `${of} and it.care_day between '${from}' and '${to}'`;
  const claims = await ground.copiedAgain('reported', { planned_visit: onDays, call_log: onDays });
  const reported = ['planned_visit', 'call_log'].map(
    (table) => `select id from monitoring.${table} as it where ${onDays}`,
  );
  const beside = await ground.copiedAgain('reported', {
    visit: onDays,
    visit_entry: `it.subject_id in (${reported.join(' union all ')})`,
    day_figures: `${of} and it.day between '${from}' and '${to}'`,
  });
  return { claims, all: claims + beside };
}

/**
 * Calls to which nobody came, of many providers, whose alerts fall due within one minute of the real clock: how long
 * after its instant each was settled, alert and all, and committed. Half of them nobody had planned. Once spread over the
 * minute, as first calls are that were confirmed for any second; and once all at one instant, as calls of the week are.
 */
async function settledInTime(ground: VisitsGround): Promise<Figure[]> {
  const spread = await timedCalls(ground, '12:00', (nth) => (nth / TIMED) * 60_000);
  const together = await timedCalls(ground, '12:02', () => 0);
  await ground.time.settled(300_000);
  const { time } = ground;
  await time.clock.runFrom(new Date(spread.alertAt.getTime() - 5000));
  return [
    ...(await latenessOf(ground, spread, 'spread over a minute')),
    ...(await latenessOf(ground, together, 'at one instant')),
  ];
}

interface Timed {
  readonly providers: readonly string[];
  /** When the first is due. */
  readonly alertAt: Date;
}

/** Calls of which the first alert is due at this time; the others so many milliseconds after. */
async function timedCalls(ground: VisitsGround, time: string, after: (nth: number) => number): Promise<Timed> {
  const { pool } = ground;
  const alertAt = instantOf(MONDAY, time);
  const minutes = Number(time.slice(3));
  const calledAt = `11:${String(30 + minutes).padStart(2, '0')}`;
  const providers: string[] = [];
  for (let nth = 0; nth < TIMED_PROVIDERS; nth++) {
    const provider = randomUUID();
    const calls = Array.from({ length: TIMED / TIMED_PROVIDERS }, (_, which) => {
      const firstCallAt = new Date(alertAt.getTime() - ALERT_MINUTES * 60_000 + after(which * TIMED_PROVIDERS + nth));
      return { id: randomUUID(), call: aCall(calledAt, false, ['MON']), firstCallAt };
    });
    // As PlacementProposed and FirstCallConfirmed left them a day before; the timer makes their calls.
    await pool.query(
      `with placed as (
         insert into monitoring.expected_placement (id, council, reference, package_id, provider_id, person_id, care_type,
           funding, patch, weekly_worker_minutes, night_rates_pence, known_on, starts_on, first_call_at, live, due_at)
         select id, $2, 'PL-' || id, id, $3, id, 'STANDARD_ADULT', 'COUNCIL_ARRANGED', 'East', 840, '{}', $6, $6, at, true,
           platform.now() - interval '1 minute'
         from unnest($1::uuid[], $4::timestamptz[]) as placed (id, at) returning id)
       insert into monitoring.calls_version (id, council, provider_id, placement_id, seq, nth, told_at, calls)
       select gen_random_uuid(), $2, $3, id, 0, 0, platform.now() - interval '1 day', jsonb_build_array(call)
       from unnest($1::uuid[], $5::jsonb[]) as told (id, call)`,
      [
        calls.map(({ id }) => id),
        COUNCIL,
        provider,
        calls.map(({ firstCallAt }) => firstCallAt),
        calls.map(({ call }) => JSON.stringify(call)),
        MONDAY,
      ],
    );
    await pool.query('notify clock_moved');
    const plans = calls
      .filter((_, which) => which % 2 === 0)
      .map(({ id, call, firstCallAt }) => {
        const plannedEnd = new Date(firstCallAt.getTime() + call.minutes * 60_000);
        return { ...planOf(id, null, call, MONDAY), plannedStart: firstCallAt, plannedEnd };
      });
    await ground.record(provider, { plans, logs: [] });
    providers.push(provider);
  }
  return { providers, alertAt };
}

async function latenessOf(ground: VisitsGround, { providers, alertAt }: Timed, how: string): Promise<Figure[]> {
  const { pool, time } = ground;
  await sleep(Math.max(0, alertAt.getTime() + 60_000 - (await time.now()).getTime()));
  const giveUp = Date.now() + 60_000;
  const waiting = `select count(*)::int as left from monitoring.visit
    where provider_id = any($1) and state = 'PLANNED' and due_at < platform.now()`;
  while ((await pool.query(waiting, [providers])).rows[0].left > 0 && Date.now() < giveUp) await sleep(50);
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from pg_xact_commit_timestamp(visit.xmin) - visit.expected_start - $1 * interval '1 minute')::float8
       * 1000 + (select offset_ms from platform.sandbox_clock) as ms
     from monitoring.visit as visit join monitoring.alert as alert on alert.visit_id = visit.id
     where visit.provider_id = any($2) and visit.state = 'ALERTED'`,
    [ALERT_MINUTES, providers],
  );
  const ms = rows.map((row) => row.ms);
  const events = await pool.query(
    `select count(*)::int as told from platform.event
     where type = 'VisitAlertRaised' and data->>'providerId' = any($1)`,
    [providers],
  );
  if (ms.length !== TIMED || events.rows[0].told !== TIMED) {
    throw new Error(`Of ${TIMED} visits ${ms.length} were alerted, and ${events.rows[0].told} alerts were told.`);
  }
  const name = `visits: ${TIMED.toLocaleString('en')} alerts due ${how}, raised so long after they fell due`;
  return [
    figure(`${name}, p50`, percentile(ms, 0.5), 'ms'),
    figure(`${name}, p99`, percentile(ms, 0.99), 'ms'),
    figure(`${name}, the latest`, Math.max(...ms), 'ms', { goal: '<= 1000', met: (value) => value <= 1000 }),
  ];
}
