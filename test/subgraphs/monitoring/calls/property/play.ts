import { randomUUID } from 'node:crypto';
import { addLocalDays, localDateOf, weekdayOf } from '../../../../../kernel/time/working-time.js';
import type { LoggedEvent } from '../../../../../schema/events/envelope.js';
import { recordVisits } from '../../../../../subgraphs/monitoring/commands/reports/record-visits.js';
import { correctVisit } from '../../../../../subgraphs/monitoring/commands/visits/correct-visit.js';
import { monitoring } from '../../../../../subgraphs/monitoring/subgraph.js';
import { startTestSubgraph, type TestSubgraph } from '../../../../harness/subgraph.js';
import { randomFrom } from '../../../../kernel/ground.js';
import { aPerson, aPlan, asking, CALLERS, fresh, OAK, startCases } from '../../../cases/harness.js';
import { aLog, aPlan as aPlannedVisit } from '../../visits/visits-harness.js';
import { DAYS, DAYS_BEFORE, historyOf, stepsFrom } from './history.js';
import { figuresOf, isCouncils, oracle } from './oracle.js';
import {
  type Act,
  type Became,
  type Correction,
  type CouncilAct,
  FLAGS,
  type History,
  type LogVersion,
  type PlanVersion,
  type Terms,
  type Week,
} from './words.js';

/** What came of playing a batch. */
export interface Played {
  /** Where the hub and the oracle differ, a placement each, with what happened around it. */
  readonly differences: readonly string[];
  readonly visits: number;
  /** How often each thing was done, and became of a visit: acts, states, queries, reasons and flags. */
  readonly seen: ReadonlyMap<string, number>;
  /** The share of the council's acts that the hub refused, for they had no sense by then. */
  readonly refusedShare: number;
}

/**
 * Plays the histories of some seeds side by side through the cases and the monitoring subgraph, on one clock that is moved
 * on, and holds what became of every visit, and of the figures of each day, against the oracle. Reports come in shuffled,
 * in one batch or two, some of them again and again.
 *
 * @param firstDay on which the hub takes the placements over, `YYYY-MM-DD`
 */
export async function play(seeds: readonly number[], firstDay: string): Promise<Played> {
  const steps = stepsFrom(firstDay);
  const hub = await startTestSubgraph(monitoring, { callers: CALLERS, councils: { bromley: PATIENT }, at: steps[0]! });
  const cases = await startCases({ bromley: { capacity: { ceilingHours: 100_000 } } }, steps[0]!);
  try {
    const stage = new Stage(hub, cases, steps, randomFrom(seeds[0]! + seeds.length));
    const parts = seeds.map((seed) => new Part(historyOf(seed, steps)));
    await stage.takeOver(parts);
    for (const step of steps.slice(1)) await stage.playAt(step, parts);
    return await stage.heldAgainstOracle(parts, firstDay);
  } finally {
    await cases.stop();
    await hub.stop();
  }
}

/** What a desk does about an alert is not played: it has all the time that it needs. */
const PATIENT = { alert: { acknowledgeMinutes: 30_000, contactMinutes: 30_000, unreachableInformMinutes: 30_000 } };

/** One history while it is played. */
class Part {
  placementId = '';
  readonly callIds = new Map<string, string>();
  /** What was done of it: what was refused is not, and nobody names a visit that there is not yet. */
  readonly done: Act[] = [];
  /** What the hub threw; its history ends there. */
  fault: Error | null = null;

  constructor(readonly history: History) {}

  nameOfCall(callId: string): string {
    return [...this.callIds].find(([, id]) => id === callId)?.[0] ?? callId;
  }
}

type Row = { readonly part: Part } & (
  | { readonly report: PlanVersion; readonly visitId: string | null }
  | { readonly report: LogVersion }
);

class Stage {
  private heard = 0;
  private readonly sent: Row[] = [];
  private said = 0;
  private refused = 0;
  private readonly cases: ReturnType<typeof asking>;

  constructor(
    private readonly hub: TestSubgraph,
    private readonly owner: TestSubgraph,
    private readonly steps: readonly Date[],
    private readonly random: () => number,
  ) {
    this.cases = asking(owner);
  }

  async takeOver(parts: readonly Part[]): Promise<void> {
    const startedOn = addLocalDays(localDateOf(this.steps[0]!), -30);
    const lines = parts.map(() => fresh('LINE'));
    const placements = parts.map(({ history }, nth) => ({
      ...{ lasLineId: lines[nth], providerId: OAK, person: aPerson(), careType: 'STANDARD_ADULT' },
      ...{ groups: ['OLDER_PEOPLE'], calls: callsOf(history.week), startedOn, hourlyRatePence: 2100 },
      carePlan: aPlan(),
    }));
    const answer = await this.cases.ask<{ refusals: unknown[] }>(
      'las',
      'mutation ($input: TakeOverPlacementsInput!) { takeOverPlacements(input: $input) { refusals { code field } } }',
      { input: { idempotencyKey: fresh(), placements } },
    );
    if (answer.refusals.length > 0) throw new Error(JSON.stringify(answer.refusals));
    const { rows } = await this.owner.pool.query(
      'select las_line_id as line, id from cases.placement where las_line_id = any($1)',
      [lines],
    );
    for (const { line, id } of rows) parts[lines.indexOf(line)]!.placementId = id;
    for (const part of parts) await this.learnCalls(part, part.history.week);
    await this.tell();
  }

  /** Time passes to the next step, and what is due then is done, in some order. */
  async playAt(step: Date, parts: readonly Part[]): Promise<void> {
    const due = parts
      .filter(({ fault }) => !fault)
      .map((part) => ({ part, acts: part.history.acts.filter(({ at }) => +at === +step) }));
    const hears = async () => {
      await this.owner.time.clock.freezeAt(step);
      await this.owner.time.settled();
      await sideBySide(due, async ({ part, acts }) => {
        for (const act of acts) if (isCouncils(act)) await this.say(part, act);
      });
      await this.tell();
    };
    const reports = async () => {
      await this.hub.time.clock.freezeAt(step);
      await this.record(
        due.flatMap(({ part, acts }) =>
          acts.flatMap((act) => (act.act === 'PLAN' || act.act === 'LOG' ? [{ part, act }] : [])),
        ),
      );
    };
    if (this.random() < 0.5) {
      await reports();
      await hears();
    } else {
      await this.hub.time.clock.freezeAt(step);
      await hears();
      await reports();
    }
    for (const { part, acts } of due) {
      for (const act of acts) if (act.act === 'CORRECT') await this.correct(part, act);
    }
    await this.hub.time.settled();
  }

  async heldAgainstOracle(parts: readonly Part[], firstDay: string): Promise<Played> {
    const now = this.steps.at(-1)!;
    const days = { from: addLocalDays(firstDay, -DAYS_BEFORE), to: addLocalDays(firstDay, DAYS + 1) };
    const differences: string[] = [];
    const all: Became[] = [];
    for (const part of parts) {
      const history = { ...part.history, acts: part.done };
      const expected = oracle(history, days, now);
      all.push(...expected);
      const held = part.fault ? [] : await this.visitsOf(part, days);
      const found = part.fault ? [{ day: days.from, says: String(part.fault) }] : differencesOf(expected, held);
      if (found.length === 0) continue;
      const around = part.fault
        ? null
        : new Set(found.flatMap(({ day }) => [-1, 0, 1].map((by) => addLocalDays(day, by))));
      differences.push([...found.map(({ says }) => says), ...told(history, around)].join('\n'));
    }
    if (differences.length === 0) differences.push(...(await this.figuresThatDiffer(all)));
    const words = [
      ...parts.flatMap(({ done }) => done.map(({ act }) => act)),
      ...all.flatMap(({ state, off, query, flags }) => [
        state,
        ...(off ? [off] : []),
        ...(query ? [query] : []),
        ...flags,
      ]),
    ];
    const seen = new Map([...Map.groupBy(words, (word) => word)].map(([word, each]) => [word, each.length]));
    return { differences, visits: all.length, seen, refusedShare: this.refused / Math.max(this.said, 1) };
  }

  // ---------------------------------------------------------------- what the council does

  private async say(part: Part, act: Act & CouncilAct): Promise<void> {
    const { name, input, caller } = this.inputOf(part, act);
    const answer = await this.cases.act(caller, name, { placementId: part.placementId, ...input }, TYPES[name]);
    this.said += 1;
    if (answer.refusals.length > 0) {
      this.refused += 1;
      return;
    }
    part.done.push(act);
    if ('week' in act) await this.learnCalls(part, act.week);
  }

  private inputOf(part: Part, act: Act & CouncilAct): { name: string; input: Record<string, unknown>; caller: string } {
    const vary = (more: Record<string, unknown>) => ({
      name: 'recordVariation',
      input: { lasVariationId: fresh('VAR'), kind: act.act, ...more },
      caller: 'las',
    });
    switch (act.act) {
      case 'REDUCE':
      case 'INCREASE':
      case 'TEMPORARY_INCREASE':
        return vary({ effectiveFrom: act.from, effectiveTo: act.to, calls: callsOf(act.week, part.callIds) });
      case 'SUSPEND':
      case 'CHANGE_SUSPENSION':
        return vary({ effectiveFrom: act.from, effectiveTo: act.to });
      case 'RESUME':
      case 'END_TEMPORARY_INCREASE':
        return vary({ effectiveFrom: act.from });
      case 'AGREE_TIME': {
        const { from, to, start: startTime } = act;
        const callId = part.callIds.get(act.call) ?? randomUUID();
        const agreed = { agreedWith: 'PERSON', agreedAt: act.at };
        return { name: 'agreeCallTime', input: { callId, from, to, startTime, ...agreed }, caller: 'practitioner' };
      }
      case 'MARK': {
        const callId = part.callIds.get(act.call) ?? randomUUID();
        return { name: 'markTimeCritical', input: { callId, timeCritical: act.timeCritical }, caller: 'practitioner' };
      }
      case 'END':
        return { name: 'endPlacement', input: { endDate: act.lastDay, reason: 'RESIDENTIAL' }, caller: 'las' };
      case 'TAKE_BACK_END':
        return { name: 'takeBackPlacementEnd', input: {}, caller: 'las' };
    }
  }

  /** The ids under which the owner keeps the calls of a week, which are in the order in which they were given. */
  private async learnCalls(part: Part, week: Week): Promise<void> {
    const { rows } = await this.owner.pool.query(
      'select calls from cases.calls_version where placement_id = $1 order by seq desc limit 1',
      [part.placementId],
    );
    const ids = (rows[0].calls as Array<{ callId: string }>).map(({ callId }) => callId);
    for (const [nth, name] of Object.keys(week).entries()) {
      if (!part.callIds.has(name)) part.callIds.set(name, ids[nth]!);
    }
  }

  /** Hands over whatever the owner's log has got since, exactly as it has it. */
  private async tell(): Promise<void> {
    await this.owner.time.settled();
    const { rows } = await this.owner.pool.query<LoggedEvent>(
      `select seq::int, type, subject, council, audience, occurred_at as "occurredAt", data from platform.event
       where seq > $1 order by seq`,
      [this.heard],
    );
    this.heard = rows.at(-1)?.seq ?? this.heard;
    if (rows.length > 0) await this.hub.hear(...(rows as never[]));
  }

  // ---------------------------------------------------------------- what systems and officers do

  private async record(
    reports: ReadonlyArray<{ readonly part: Part; readonly act: Act & (PlanVersion | LogVersion) }>,
  ) {
    const names = reports.flatMap(({ part, act }) =>
      act.act === 'PLAN' && act.names ? [{ part, visit: act.names }] : [],
    );
    const ids = await this.idsOf(names);
    const rows = reports.map(({ part, act }): Row => {
      if (act.act === 'LOG') {
        part.done.push(act);
        return { part, report: act };
      }
      const visitId = act.names === null ? null : (ids.get(`${part.placementId} ${act.names}`) ?? null);
      const report = { ...act, names: visitId === null ? null : act.names };
      part.done.push(report);
      return { part, report, visitId };
    });
    const again = this.sent.filter(() => this.random() < 0.02);
    const isNew = new Set(rows.map(({ report }) => report.id));
    const all = this.shuffled([
      ...rows,
      ...rows.filter(() => this.random() < 0.1),
      // What was said before and is said again says nothing new, even if it comes first.
      ...again.filter(({ part, report }) => !part.fault && !isNew.has(report.id)),
    ]);
    this.sent.push(...rows);
    for (const source of ['b', 'a']) {
      const own = all.filter(({ report }) => report.source === source);
      const cut = this.random() < 0.3 ? Math.floor(own.length / 2) : own.length;
      await this.send(source, own.slice(0, cut));
      await this.send(source, own.slice(cut));
    }
  }

  private async send(source: string, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const plans = rows.flatMap((row) => ('visitId' in row ? [planOf(row.part, row.report, row.visitId)] : []));
    const logs = rows.flatMap((row) => (row.report.act === 'LOG' ? [logOf(row.part, row.report)] : []));
    const work = { ...this.hub.subgraph.work(), caller: CALLERS.oakMonitoring! };
    const input = { council: 'bromley', source, plans, logs };
    const { result, refusals } = await recordVisits(work, input).catch((error: Error) =>
      this.faultOf(error, source, rows),
    );
    const rejected = result?.filter(({ verdict }) => verdict === 'REJECTED' || verdict === 'HELD') ?? refusals;
    if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  }

  /** Finds the history by which a batch fails: the others are played on. */
  private async faultOf(error: Error, source: string, rows: readonly Row[]) {
    const parts = [...new Set(rows.map(({ part }) => part))];
    if (parts.length > 1)
      for (const part of parts)
        await this.send(
          source,
          rows.filter((row) => row.part === part),
        );
    else parts[0]!.fault = error;
    return { result: [], refusals: [] };
  }

  private async correct(part: Part, correction: Act & Correction): Promise<void> {
    const { state, actualMinutes, acceptedMinutes } = correction;
    const ids = await this.idsOf([{ part, visit: correction.visit }]);
    const visitId = ids.get(`${part.placementId} ${correction.visit}`);
    if (!visitId) return;
    const { result } = await correctVisit(
      { ...this.hub.subgraph.work(), caller: CALLERS.contractOfficer! },
      {
        ...{ visitId, state, actualMinutes, acceptedMinutes, reason: 'SEEN_ON_SITE', evidence: 'DOC-1' },
        idempotencyKey: fresh(),
      },
    );
    // An officer who finds what the hub says already is refused.
    if (result) part.done.push(correction);
  }

  /** The ids of visits that there are by now, by their placement and name. */
  private async idsOf(names: ReadonlyArray<{ readonly part: Part; readonly visit: string }>) {
    const wanted = names.map(({ part, visit }) => {
      const [first, second] = visit.split(' ') as [string, string];
      const isPlan = first === 'plan';
      return {
        key: `${part.placementId} ${visit}`,
        placement: part.placementId,
        call: isPlan ? null : (part.callIds.get(first) ?? null),
        day: isPlan ? null : second,
        plan: isPlan ? second : null,
      };
    });
    const { rows } = await this.hub.pool.query<{ key: string; id: string }>(
      `select key, visit.id from json_to_recordset($1::json)
         as wanted(key text, placement uuid, call uuid, day text, plan text)
       join monitoring.visit on visit.placement_id = placement and (
         visit.call_id = call and visit.day = wanted.day or visit.call_id is null and visit.id in (
           select id from monitoring.planned_visit where placement_id = placement and external_id = plan))`,
      [JSON.stringify(wanted)],
    );
    return new Map(rows.map(({ key, id }) => [key, id]));
  }

  private shuffled<Item>(items: Item[]): Item[] {
    for (let nth = items.length - 1; nth > 0; nth -= 1) {
      const other = Math.floor(this.random() * (nth + 1));
      [items[nth], items[other]] = [items[other]!, items[nth]!];
    }
    return items;
  }

  // ---------------------------------------------------------------- what the hub says

  private async visitsOf(part: Part, days: { readonly from: string; readonly to: string }): Promise<Became[]> {
    const { rows } = await this.hub.pool.query(
      `select visit.*, (
         select coalesce(array_agg(external_id order by coalesce((standing->>'plannedStart')::timestamptz, planned_start),
           source, external_id), '{}') from monitoring.planned_visit where visit_id = visit.id) as plans
       from monitoring.visit where placement_id = $1 and day between $2 and $3 order by expected_start`,
      [part.placementId, days.from, days.to],
    );
    return rows.map((row) => ({
      visit: row.call_id ? `${part.nameOfCall(row.call_id)} ${row.day}` : `plan ${row.plans[0]}`,
      ...{ day: row.day, state: row.state, off: row.off, query: row.query, start: row.expected_start },
      ...{ minutes: row.minutes, workers: row.workers_needed, timeCritical: row.time_critical, plans: row.plans },
      ...{ arrivedAt: row.arrived_at, departedAt: row.departed_at, commissioned: row.commissioned_minutes },
      ...{ actual: row.actual_minutes, payable: row.payable_minutes },
      ...{ workersCame: row.workers_came, workersLogged: row.workers_logged },
      flags: FLAGS.filter((flag) => row.flags.includes(flag)),
    }));
  }

  private async figuresThatDiffer(visits: readonly Became[]): Promise<string[]> {
    const { rows } = await this.hub.pool.query('select * from monitoring.day_figures');
    const held = new Map(rows.map((row) => [row.day, row]));
    return [...Map.groupBy(visits, ({ day }) => day)].flatMap(([day, ofDay]) =>
      Object.entries(figuresOf(ofDay)).flatMap(([figure, expected]) => {
        const column = figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
        const is = held.get(day)?.[column] ?? 0;
        return is === expected ? [] : [`figures of ${day}: ${figure} is ${is}, and not ${expected}`];
      }),
    );
  }
}

const TYPES: Readonly<Record<string, string>> = { takeBackPlacementEnd: 'OnPlacementInput' };

/** Council acts of several placements do not wait for one another. */
async function sideBySide<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const next = async () => {
    for (let item = left.shift(); item; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: 4 }, next));
}

function callsOf(week: Week, callIds?: ReadonlyMap<string, string>): Array<Record<string, unknown>> {
  return Object.entries(week).map(([name, call]) => {
    const { days, requested: startTime, window, minutes, workers, timeCritical, night }: Terms = call;
    const callId = callIds?.get(name);
    return {
      ...{ days, startTime, minutes, workers, activities: ['PERSONAL_CARE'], timeCritical, window },
      ...(night && { night: 'WAKING_NIGHT' }),
      ...(callId && { callId }),
    };
  });
}

function planOf({ placementId }: Part, plan: PlanVersion, visit: string | null) {
  const { id: externalId, asOf, start: plannedStart, end: plannedEnd, cancelled, removed } = plan;
  const minutes = (+plannedEnd - +plannedStart) / 60_000;
  return aPlannedVisit(placementId, {
    ...{ externalId, asOf, visit, plannedStart, plannedEnd, removed },
    night: minutes < 30 || minutes % 15 !== 0 ? 'WAKING_NIGHT' : null,
    cancellation: cancelled && {
      at: cancelled.at.toISOString(),
      ...{ requestedBy: 'PERSON', confirmedWith: 'PERSON', alternative: 'FAMILY_CARES' },
      confirmedBy: cancelled.confirmed ? 'FIELD_SUPERVISOR' : 'CARE_WORKER',
    },
  });
}

function logOf({ placementId }: Part, log: LogVersion) {
  const { id: externalId, asOf, worker, from: arrivedAt, to: departedAt, byHand, names, removed } = log;
  return aLog(placementId, {
    ...{ externalId, asOf, worker, arrivedAt, departedAt, removed, visitExternalId: names },
    arrivedBy: byHand ? 'MANUAL' : 'GPS',
    departedBy: departedAt && (byHand ? 'MANUAL' : 'GPS'),
    manualReason: byHand ? 'PHONE_BROKEN' : null,
  });
}

/** Where the hub differs from the oracle about the visits of one placement. */
function differencesOf(expected: readonly Became[], held: readonly Became[]) {
  const left = new Map(held.map((visit) => [visit.visit, visit]));
  const found = expected.flatMap((visit) => {
    const is = left.get(visit.visit);
    left.delete(visit.visit);
    const { day } = visit;
    if (!is) return [{ day, says: `${visit.visit}: there is none, and not ${JSON.stringify(visit)}` }];
    return (Object.keys(visit) as Array<keyof Became>)
      .filter((field) => JSON.stringify(is[field]) !== JSON.stringify(visit[field]))
      .map((field) => {
        const says = `${visit.visit}: ${field} is ${JSON.stringify(is[field])}, and not ${JSON.stringify(visit[field])}`;
        return { day, says };
      });
  });
  // What is off, and of which nothing is known, may be kept to say so.
  const isKept = (visit: Became) => visit.state === 'CANCELLED' && visit.off !== null && visit.payable === 0;
  const more = [...left.values()].filter((visit) => !isKept(visit));
  return [
    ...found,
    ...more.map((visit) => ({ day: visit.day, says: `${visit.visit}: there is ${JSON.stringify(visit)}` })),
  ];
}

/** A history, a line an act, to be read by whoever looks for the fault: of reports those around the days in question. */
function told({ seed, takenOverAt, week, acts }: History, days: ReadonlySet<string> | null): string[] {
  const clean = (each: object) =>
    JSON.stringify(each, (_, value) => (value === false || value === null ? undefined : value));
  const isAround = (act: Act) =>
    act.act === 'PLAN' || act.act === 'LOG'
      ? !days || days.has(localDateOf(act.act === 'PLAN' ? act.start : act.from))
      : true;
  return [
    `  seed ${seed}, taken over at ${takenOverAt.toISOString()}, a ${weekdayOf(localDateOf(takenOverAt))}, with`,
    ...Object.entries(week).map(([name, { days: on, ...call }]) => `    ${name} ${on.length} days ${clean(call)}`),
    ...acts
      .filter(isAround)
      .map(({ at, act, ...rest }) => `    ${at.toISOString().slice(5, 16)} ${act} ${clean(rest)}`),
  ];
}
