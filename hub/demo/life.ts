import type pg from 'pg';
import type { RunningSubgraph } from '../../kernel/graphql/subgraph-server.js';
import { ListeningWakeUps } from '../../kernel/log/wake.js';
import { SandboxClock } from '../../kernel/time/clock.js';
import { addLocalDays, addMinutes, localDateOf, localTimeOf } from '../../kernel/time/working-time.js';
import { causeOf, type Logger } from '../../kernel/values/logging.js';
import { DEFAULT_POLICY } from '../../schema/policy.js';
import { recordVisits } from '../../subgraphs/monitoring/commands/reports/record-visits.js';
import type { LogReport, PlanReport } from '../../subgraphs/monitoring/rules/reports/visit-report.js';
import type { Lifetime } from '../lifetime.js';
import type { DueRows } from '../sandbox-clock.js';
import { type DemoProvider, PROVIDERS } from './borough.js';
import { careGiven, DEMO_ROSTER, nextSaid, type ReportedCall, saidBy } from './care-given.js';
import { done } from './done.js';
import { takenOverLines } from './people.js';
import { rosteringOf } from './register.js';

/** Rows of one batch: a hub that is asked meanwhile answers between two. */
const ROWS_AT_ONCE = 300;
/** Providers that report side by side. */
const PROVIDERS_AT_ONCE = 3;
/** Calls that are looked at in one turn; what is left comes in the next, which follows at once. */
const MOST_CALLS = 3000;
/** How far back it makes up for what was not reported while the hub was down. */
const DAYS_MADE_UP = 14;
/** By then everything has been said of a call that began, the log by hand of a missed one included. */
const LAST_SAID_MINUTES = 6 * 60;
/** Plans are made on the day before. */
const AHEAD_MINUTES = 48 * 60;
/** When time is moved, it looks so often for calls that were commissioned meanwhile. */
const LOOK_EVERY_MINUTES = 120;
/** Calls that begin so soon are looked at even if they are planned: they may be called off. */
const SOON_MINUTES = 6 * 60;
/** When time is moved, it stops for what is due a minute before each full and half hour: before the alerts of most calls. */
const STOP_EVERY_MS = 30 * 60_000;
const STOP_BEFORE_MS = 60_000;
/** By the clock on the wall it sleeps so long at least, and at most: then it looks for what was commissioned meanwhile. */
const SHORTEST_SLEEP_MS = 10_000;
const LONGEST_SLEEP_MS = 60_000;

/** A call of the present as monitoring expects it, of a placement that the past quarter took over. */
interface ExpectedRow {
  readonly id: string;
  readonly provider: string;
  readonly placement: string;
  readonly line: string;
  readonly day: string;
  readonly start: Date;
  readonly minutes: number;
  readonly workers: number;
  readonly timeCritical: boolean;
  readonly activities: readonly string[];
}

/** A call, and what is to be said of it by now. */
type SaidCall = ExpectedRow & { readonly said: ReportedCall };

/**
 * Life goes on in the demo: the rostering systems of its providers plan and log the calls of the present, each in the
 * manner in which it gave the past quarter. Without it, 1,400 people would be missed every day.
 *
 * It serves the placements that the past quarter took over and no others, and of these the calls that were commissioned
 * before they began: what a user makes by hand stays as it is. What has been said is known by the rows themselves, so
 * nothing is lost when the hub stops, and nothing is said twice.
 */
export class Life {
  private readonly clock: SandboxClock;
  /** Calls from here on are looked at; null until it has looked for the first time. */
  private from: Date | null = null;
  /** Rows that the hub did not take: they are not sent again. */
  private readonly notTaken = new Set<string>();

  constructor(
    private readonly hub: {
      readonly pool: pg.Pool;
      readonly monitoring: RunningSubgraph;
      readonly seed: number;
      readonly log: Logger;
      readonly signal?: AbortSignal;
    },
  ) {
    this.clock = new SandboxClock(hub.pool);
  }

  /**
   * Says what is due by now, in small batches, of a bounded number of calls.
   * @returns when something is due next; by then if there is more to say at once
   */
  async turn(): Promise<Date> {
    const now = await this.clock.now();
    const from = this.from ?? addMinutes(now, -DAYS_MADE_UP * 24 * 60);
    const rows = await this.expected(from, now);
    const calls = rows.map((row) => ({ row, given: this.given(row) }));
    const said = calls.map(({ row, given }) => ({ ...row, said: saidBy(now, given) }));
    await this.say(said, now);
    const last = rows.at(-1);
    if (last && rows.length === MOST_CALLS && last.start < now) {
      this.from = last.start;
      return now;
    }
    this.from = addMinutes(now, -LAST_SAID_MINUTES);
    const next = calls.flatMap(({ given }) => nextSaid(now, given) ?? []).map(Number);
    return new Date(Math.min(+addMinutes(now, LOOK_EVERY_MINUTES), ...next));
  }

  /** What becomes of a call. */
  private given({ provider, placement, line, day, start, ...call }: ExpectedRow): ReportedCall {
    const [hours, minutes] = localTimeOf(start).split(':').map(Number);
    const minuteOfDay = hours! * 60 + minutes!;
    const nth = Number(line.slice(-5));
    return careGiven(this.hub.seed, providerOf(provider), { placement, nth, day, start, minuteOfDay, ...call });
  }

  /** Calls of which something may be left to say, in the order of their starts. */
  private async expected(from: Date, now: Date): Promise<readonly ExpectedRow[]> {
    const { rows } = await this.hub.pool.query<ExpectedRow>(
      `select visit.id, visit.provider_id as provider, visit.placement_id as placement, placement.las_line_id as line,
         visit.day, visit.expected_start as start, visit.minutes, visit.workers_needed as workers,
         visit.time_critical as "timeCritical", visit.tasks as activities
       from monitoring.visit join cases.placement on placement.id = visit.placement_id
       where placement.council = 'bromley' and placement.las_line_id like $1 and visit.council = 'bromley'
         and visit.day between $2 and $3 and visit.expected_start between $4 and $5
         and visit.call_id is not null and visit.off is null and visit.night is null
         and (
           visit.expected_start <= $6 and visit.state in ('PLANNED', 'ALERTED', 'IN_PROGRESS', 'MISSED')
           or not exists (
             select from monitoring.planned_visit as plan where plan.visit_id = visit.id and plan.source = $7))
         and exists (
           select from monitoring.calls_version as version
           where version.placement_id = visit.placement_id
             and version.told_at < visit.expected_start
             and version.calls @> jsonb_build_array(jsonb_build_object('callId', visit.call_id)))
       order by visit.expected_start, visit.id limit $8`,
      [
        takenOverLines(this.hub.seed),
        ...[localDateOf(from), addLocalDays(localDateOf(addMinutes(now, AHEAD_MINUTES)), 1)],
        ...[from, addMinutes(now, AHEAD_MINUTES), addMinutes(now, SOON_MINUTES)],
        ...[DEMO_ROSTER, MOST_CALLS],
      ],
    );
    return rows;
  }

  /** Says what is news of these calls. */
  private async say(calls: readonly SaidCall[], now: Date): Promise<void> {
    const known = await this.known(calls);
    const isNews = ({ externalId, asOf }: PlanReport | LogReport) =>
      !this.notTaken.has(externalId) && !(Number(known.get(externalId)) >= Number(asOf));
    const left = [...Map.groupBy(calls, (call) => call.provider)];
    const sayNext = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) await sayOf(...next);
    };
    const sayOf = async (provider: string, own: readonly SaidCall[]): Promise<void> => {
      let plans: PlanReport[] = [];
      let logs: LogReport[] = [];
      for (const { said, start, minutes } of own) {
        const isOver = now > addMinutes(start, Math.max(minutes, DEFAULT_POLICY.visit.missedAfterMinutes));
        plans.push(...said.plans.filter(isNews));
        for (const log of said.logs.filter(isNews)) {
          const isFirst = !known.has(log.externalId);
          logs.push(isOver && isFirst ? fromDevice(log) : log);
        }
        if (plans.length + logs.length < ROWS_AT_ONCE) continue;
        await this.report(provider, plans, logs);
        [plans, logs] = [[], []];
      }
      if (plans.length + logs.length > 0) await this.report(provider, plans, logs);
    };
    await Promise.all(Array.from({ length: PROVIDERS_AT_ONCE }, sayNext));
  }

  /** The versions of what has been said already, by its external ids. */
  private async known(calls: readonly SaidCall[]): Promise<ReadonlyMap<string, Date>> {
    const ids = calls.flatMap(({ said }) => [...said.plans, ...said.logs].map(({ externalId }) => externalId));
    const providers = [...new Set(calls.map(({ provider }) => provider))];
    const kept = (table: string) =>
      `select external_id, as_of from monitoring.${table}
       where council = 'bromley' and provider_id = any($1::uuid[]) and source = $2 and external_id = any($3)`;
    const { rows } = await this.hub.pool.query<{ external_id: string; as_of: Date }>(
      `${kept('planned_visit')} union all ${kept('call_log')}`,
      [providers, DEMO_ROSTER, ids],
    );
    return new Map(rows.map(({ external_id: id, as_of: asOf }) => [id, asOf]));
  }

  private async report(id: string, plans: readonly PlanReport[], logs: readonly LogReport[]): Promise<void> {
    this.hub.signal?.throwIfAborted();
    const work = { ...this.hub.monitoring.work(), caller: rosteringOf(providerOf(id)) };
    const rows = await done(() => recordVisits(work, { council: 'bromley', source: DEMO_ROSTER, plans, logs }));
    const notTaken = rows.filter(({ verdict }) => verdict === 'REJECTED' || verdict === 'HELD');
    for (const { externalId } of notTaken) this.notTaken.add(externalId);
    if (notTaken.length > 0) {
      const codes = [...new Set(notTaken.map(({ refusal }) => refusal?.code))];
      this.hub.log.warn({ rows: notTaken.length, codes }, 'visits of the demo were not taken');
    }
  }
}

/** What was written down in the evening stays so; anything else that comes when its call has been missed, a device kept. */
function fromDevice(log: LogReport): LogReport {
  const isClaim = log.departedAt && +log.asOf > +addMinutes(log.departedAt, 1);
  if (log.arrivedBy !== 'MANUAL' || isClaim) return log;
  return { ...log, arrivedBy: 'TELEPHONE', departedBy: log.departedBy && 'TELEPHONE', manualReason: null };
}

function providerOf(id: string): DemoProvider {
  return PROVIDERS.find((each) => each.id === id)!;
}

/** Where it keeps what is due: time that is moved stops there, and waits until it has been said. */
const DUE = 'demo.life';

/** When life goes on next, for `SandboxTime`; none if no life goes on. */
export async function lifeClock(pool: pg.Pool): Promise<readonly DueRows[]> {
  const { rows } = await pool.query<{ is: boolean }>('select to_regclass($1) is not null as is', [DUE]);
  return rows[0]!.is ? [{ rows: `${DUE} where due_at is not null`, dueAt: 'due_at' }] : [];
}

/**
 * Lets life go on beside a running hub, until its lifetime ends. It wakes when something is due and when time is moved; a
 * turn that fails is told in the log and done again later.
 */
export async function letLifeGoOn(
  hub: {
    readonly pool: pg.Pool;
    readonly databaseUrl: string;
    readonly monitoring: RunningSubgraph;
    readonly seed: number;
    readonly log: Logger;
  },
  lifetime: Lifetime,
): Promise<void> {
  const { pool, databaseUrl, log } = hub;
  await pool.query('create schema if not exists demo');
  await pool.query(
    `create table if not exists ${DUE} (only_row boolean primary key default true, due_at timestamptz(3))`,
  );
  await lifetime.begin(
    async () => {
      const stopping = new AbortController();
      const wakeUps = new ListeningWakeUps(databaseUrl, log);
      let wake = () => {};
      wakeUps.on('clock_moved', () => wake());
      await wakeUps.start();
      await keepDue(pool, null);
      const sleep = (ms: number) =>
        new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(true), ms);
          wake = () => {
            clearTimeout(timer);
            resolve(false);
          };
          if (stopping.signal.aborted) wake();
        });
      const life = new Life({ ...hub, signal: stopping.signal });
      const going = goOn(life, pool, log, sleep, stopping.signal);
      return {
        async stop() {
          stopping.abort();
          wake();
          await going;
          await wakeUps.stop();
          await keepDue(pool, null);
        },
      };
    },
    (running) => running.stop(),
  );
}

/** @param sleep answers whether it was not woken */
async function goOn(
  life: Life,
  pool: pg.Pool,
  log: Logger,
  sleep: (ms: number) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const clock = new SandboxClock(pool);
  let next = new Date(0);
  let isRested = true;
  while (!signal.aborted) {
    let untilNext = SHORTEST_SLEEP_MS;
    try {
      const now = await clock.now();
      if (isRested || next <= now) {
        next = await life.turn();
        await keepDue(pool, next > now ? stopFor(next) : now);
      }
      untilNext = +next - +(await clock.now());
    } catch (error) {
      if (signal.aborted) return;
      log.warn(causeOf(error), 'the visits of the demo’s present could not be reported');
      // Time that is moved does not wait for what cannot be done.
      await keepDue(pool, null).catch(() => {});
      next = new Date(0);
    }
    isRested = untilNext <= 0 || (await sleep(Math.min(Math.max(untilNext, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS)));
  }
}

/** Where time that is moved stops for what is due. */
export function stopFor(due: Date): Date {
  return new Date(Math.ceil((+due + STOP_BEFORE_MS) / STOP_EVERY_MS) * STOP_EVERY_MS - STOP_BEFORE_MS);
}

async function keepDue(pool: pg.Pool, due: Date | null): Promise<void> {
  await pool.query(`insert into ${DUE} (due_at) values ($1) on conflict (only_row) do update set due_at = $1`, [due]);
}
