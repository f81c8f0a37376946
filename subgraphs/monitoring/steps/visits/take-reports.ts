import { setImmediate as underWay } from 'node:timers/promises';
import { bulk, bulkInsert, bulkRead, Json } from '../../../../kernel/database/bulk.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { hashOf } from '../../../../kernel/values/content-hash.js';
import { isId, newId } from '../../../../kernel/values/ids.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { type HeldBecause, HeldReport } from '../../entities/visits/held-report.js';
import { Visit } from '../../entities/visits/visit.js';
import type { VisitEntry } from '../../entities/visits/visit-entry.js';
import { closedQuarters } from '../../reads/figures/closed-quarters.js';
import { isInPlace } from '../../rules/visits/electronic-log.js';
import { type Verdict, type Version, versionVerdict } from '../../rules/visits/report-version.js';
import { careDayOf, type Round, roundOf } from '../../rules/visits/round.js';
import type { VisitFlag } from '../../rules/visits/visit-outcome.js';
import {
  contentOfLog,
  contentOfPlan,
  type LogReport,
  logRefusal,
  type PlanReport,
  planRefusal,
} from '../../rules/visits/visit-report.js';
import { lockVisits, type VisitsOf } from './lock-visits.js';
import { type Reported, settleVisits } from './settle-visits.js';

/** What one system reports at once; a row's line is its place in its list, from 1. */
export interface Reports {
  readonly plans: readonly PlanReport[];
  readonly logs: readonly LogReport[];
}

/** What came of one row. */
export interface RowAnswer {
  readonly kind: 'PLAN' | 'LOG';
  readonly line: number;
  readonly externalId: string;
  readonly verdict: Verdict | 'HELD' | 'REJECTED';
  /** Of a row that was rejected, or is held: by which rule, and what would be accepted. */
  readonly refusal: Refusal | null;
  /** Of a row that was taken in: what should have been otherwise about it, in codes. */
  readonly warnings: readonly string[];
}

/** One reported row; `line` is its place in its list. */
type Row = { readonly line: number } & (
  | { readonly kind: 'PLAN'; readonly report: PlanReport }
  | { readonly kind: 'LOG'; readonly report: LogReport }
);
type Fact = Visit | CallLog;

/**
 * Takes in what a provider's system reports: each row by itself is new, a later version, known, held for what it waits
 * for, or rejected; what is taken in is settled at once, and kept as it was reported (DEL-01, DEL-02). The number of
 * statements does not hang on the number of rows.
 */
export async function takeReports(
  t: Transaction,
  of: VisitsOf,
  source: string,
  reports: Reports,
): Promise<readonly RowAnswer[]> {
  await t.em.flush();
  await lockVisits(t, of);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, of.council, now);
  const rows: Row[] = [
    ...reports.plans.map((report, nth) => ({ kind: 'PLAN' as const, line: nth + 1, report })),
    ...reports.logs.map((report, nth) => ({ kind: 'LOG' as const, line: nth + 1, report })),
  ];
  const looking = whatIsKnown(t, of, source, rows);
  // While the database looks, the rows are read.
  await underWay();
  const read = rows.map((row) => readRow(row, now, policy));
  const judged = judge(t, of, source, read, await looking, now);

  const { visits: settled } = await settleVisits(t, of, judged.rounds, judged);
  await keepHeld(t, of, source, judged);
  return judged.answers.map(({ row, verdict, refusal }) => {
    const fact = verdict === 'NEW' || verdict === 'UPDATED' ? judged.facts.get(row.key) : undefined;
    return {
      kind: row.kind,
      line: row.line,
      externalId: row.report.externalId,
      verdict,
      refusal,
      warnings: fact ? warningsOf(row, fact, settled, now, policy.visit.placeToleranceMetres) : [],
    };
  });
}

/** A row, and what can be said of it by itself. */
type ReadRow = Row & {
  /** Under which it is known: of what kind, and its id. */
  readonly key: string;
  /** The day by which it is told to belong to a quarter. */
  readonly day: string;
  readonly content: string;
  readonly version: Version;
  readonly refusal: Refusal | undefined;
};

function readRow(row: Row, now: Date, policy: Policy): ReadRow {
  const content = contentOf(row);
  return {
    ...row,
    key: keyOfRow(row),
    day: dayOf(row),
    content,
    version: { asOf: row.report.asOf, contentHash: hashOf(content) },
    refusal: row.kind === 'PLAN' ? planRefusal(row.report, now, policy) : logRefusal(row.report, now, policy),
  };
}

/** What becomes of the rows of a batch. */
interface Judged extends Reported {
  readonly answers: ReadonlyArray<{ readonly row: ReadRow } & Pick<RowAnswer, 'verdict' | 'refusal'>>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly rounds: readonly Round[];
  readonly held: ReadonlyMap<string, HeldReport>;
  readonly released: ReadonlySet<string>;
}

/** Each row by itself, and in order: what the row before it has brought is known to the next. */
function judge(
  t: Transaction,
  of: VisitsOf,
  source: string,
  rows: readonly ReadRow[],
  { placements, facts: known, inHold, closedQuarterOf }: Known,
  now: Date,
): Judged {
  const facts = new Map<string, Fact>();
  const held = new Map<string, HeldReport>();
  const released = new Set<string>();
  const entries: VisitEntry[] = [];
  const rounds: Round[] = [];

  const verdictOn = (row: ReadRow): Pick<RowAnswer, 'verdict' | 'refusal'> => {
    const { key, report, version } = row;
    if (row.refusal) return { verdict: 'REJECTED', refusal: row.refusal };
    const before = facts.get(key) ?? known.get(key);
    const verdict = versionVerdict(before, version);
    if (typeof verdict !== 'string') return { verdict: 'REJECTED', refusal: verdict };
    if (verdict === 'UNCHANGED') return { verdict, refusal: null };

    const placement = placements.get(report.placement);
    const quarter = closedQuarterOf(row.day) ?? (before && closedQuarterOf(before.day));
    const waiting = held.get(key) ?? inHold.get(key);
    const holds = waiting && versionVerdict(versionOfHeld(waiting), version);
    if (holds && typeof holds !== 'string') return { verdict: 'REJECTED', refusal: holds };
    if (placement && !quarter) {
      const base = { ...version, id: before?.id ?? newId(), ...of, source, placementId: placement.id };
      const fact = row.kind === 'PLAN' ? visitOf(row.report, base, before) : logOf(row.report, base);
      facts.set(key, fact);
      for (const each of [before, fact]) if (each) rounds.push(roundOfFact(each));
      entries.push(entryOf(t, row, fact, now));
      if (waiting && waiting.asOf <= version.asOf) released.add(key);
      return { verdict, refusal: null };
    }
    const because: HeldBecause = placement ? 'QUARTER_CLOSED' : 'PLACEMENT_UNKNOWN';
    if (holds !== 'UNCHANGED') {
      held.set(key, heldReport(row, { ...of, source, heldAt: now, because, waitsFor: quarter ?? report.placement }));
      released.delete(key);
    }
    return { verdict: 'HELD', refusal: HELD_BECAUSE[because] };
  };

  const answers = rows.map((row) => ({ row, ...verdictOn(row) }));
  const all = [...facts.values()];
  const visits = all.filter(isVisit);
  const logs = all.filter((fact): fact is CallLog => !isVisit(fact));
  return { answers, facts, visits, logs, entries, rounds, held, released };
}

// --- What is known

interface Known {
  readonly placements: ReadonlyMap<string, ExpectedPlacement>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly inHold: ReadonlyMap<string, HeldReport>;
  readonly closedQuarterOf: (day: string) => string | undefined;
}

async function whatIsKnown(t: Transaction, of: VisitsOf, source: string, rows: readonly Row[]): Promise<Known> {
  const placements = await placementsNamed(t, of, rows);
  const facts = await factsKnown(t, of, source, rows);
  const inHold = await heldRows(t, of, source, rows);
  const days = new Set([...rows.map(dayOf), ...[...facts.values()].map(({ day }) => day)]);
  return { placements, facts, inHold, closedQuarterOf: await closedQuarters(t.em, of.council, days) };
}

/** The provider's own: of another's it is told no more than of one that is not there. [IDG-05] */
async function placementsNamed(
  t: Transaction,
  { council, providerId }: VisitsOf,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, ExpectedPlacement>> {
  const names = [...new Set(rows.map(({ report }) => report.placement))];
  const placements = await bulkRead(
    t.em,
    ExpectedPlacement,
    'it.council = $1 and it.provider_id = $2 and (it.id = any($3::uuid[]) or it.reference = any($4))',
    [council, providerId, names.filter(isId), names],
  );
  return new Map(
    placements.flatMap(
      (each) =>
        [
          [each.reference, each],
          [each.id, each],
        ] as const,
    ),
  );
}

async function factsKnown(
  t: Transaction,
  { council, providerId }: VisitsOf,
  source: string,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Fact>> {
  const where = 'it.council = $1 and it.provider_id = $2 and it.source = $3 and it.external_id = any($4)';
  const idsOf = (kind: Row['kind']) => rows.filter((row) => row.kind === kind).map(({ report }) => report.externalId);
  const visits = await bulkRead(t.em, Visit, where, [council, providerId, source, idsOf('PLAN')]);
  const logs = await bulkRead(t.em, CallLog, where, [council, providerId, source, idsOf('LOG')]);
  return new Map<string, Fact>([
    ...visits.map((visit) => [`PLAN ${visit.externalId}`, visit] as const),
    ...logs.map((log) => [`LOG ${log.externalId}`, log] as const),
  ]);
}

async function heldRows(
  t: Transaction,
  { council, providerId }: VisitsOf,
  source: string,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, HeldReport>> {
  const held = await bulkRead(
    t.em,
    HeldReport,
    'it.council = $1 and it.provider_id = $2 and it.source = $3 and it.external_id = any($4)',
    [council, providerId, source, rows.map(({ report }) => report.externalId)],
  );
  return new Map(held.map((each) => [`${each.kind} ${each.externalId}`, each]));
}

// --- From a row to what is kept of it

function keyOfRow({ kind, report }: Row): string {
  return `${kind} ${report.externalId}`;
}

function contentOf(row: Omit<Row, 'line'>): string {
  return row.kind === 'PLAN' ? contentOfPlan(row.report as PlanReport) : contentOfLog(row.report as LogReport);
}

function dayOf(row: Row): string {
  return row.kind === 'PLAN' ? localDateOf(row.report.plannedStart) : careDayOf(row.report.arrivedAt);
}

function roundOfFact(fact: Fact): Round {
  return isVisit(fact) ? roundOf(fact) : { placementId: fact.placementId, day: fact.day };
}

function isVisit(fact: Fact): fact is Visit {
  return 'plannedStart' in fact;
}

type Base = Version & VisitsOf & { readonly id: string; readonly source: string; readonly placementId: string };

function visitOf({ placement: _named, ...facts }: PlanReport, base: Base, before: Fact | undefined): Visit {
  const { noReply = null, correction = null } = (before ?? {}) as Partial<Visit>;
  return {
    ...base,
    ...facts,
    plannedWorkers: [...facts.plannedWorkers],
    tasks: [...facts.tasks],
    told: [...facts.told],
    day: localDateOf(facts.plannedStart),
    noReply,
    correction,
    ...NOT_YET_SETTLED,
  };
}

/** Until `settleVisits` has said what follows from the facts. */
const NOT_YET_SETTLED = {
  state: 'PLANNED',
  arrivedAt: null,
  departedAt: null,
  deviationMinutes: null,
  plannedMinutes: 0,
  actualMinutes: 0,
  payableMinutes: 0,
  workersCame: 0,
  workersLogged: 0,
  byTeam: null,
  flags: [] as string[],
  dueAt: null,
} as const;

function logOf({ placement: _named, ...facts }: LogReport, base: Base): CallLog {
  return { ...base, ...facts, tasks: [...facts.tasks], day: careDayOf(facts.arrivedAt), visitId: null };
}

function entryOf(t: Transaction, row: ReadRow, fact: Fact, recordedAt: Date): VisitEntry {
  const { council, providerId, id: subjectId } = fact;
  const { asOf } = row.report;
  const facts = new Json(row.content);
  return {
    council,
    providerId,
    subjectId,
    kind: row.kind,
    asOf,
    recordedAt,
    actor: t.caller.subject,
    facts,
  } as VisitEntry;
}

// --- What cannot be counted yet

const HELD_BECAUSE: Readonly<Record<HeldBecause, Refusal>> = {
  PLACEMENT_UNKNOWN: {
    rule: 'DEL-01',
    code: 'PLACEMENT_UNKNOWN',
    message: 'No such placement is known here yet: the row is kept, and taken in by itself once it is.',
    field: 'placement',
  },
  QUARTER_CLOSED: {
    rule: 'CM-05',
    code: 'QUARTER_CLOSED',
    message: 'Its quarter is closed: the row is kept, and taken in by itself if the quarter is opened again.',
  },
};

function heldReport(
  { kind, report }: Row,
  base: VisitsOf & Pick<HeldReport, 'source' | 'heldAt' | 'because' | 'waitsFor'>,
): HeldReport {
  return { id: newId(), ...base, kind, externalId: report.externalId, asOf: report.asOf, row: report };
}

const INSTANTS: ReadonlySet<string> = new Set<keyof PlanReport | keyof LogReport>([
  'asOf',
  'plannedStart',
  'plannedEnd',
  'windowFrom',
  'windowTo',
  'movedFrom',
  'arrivedAt',
  'departedAt',
]);

/** A held report as it was sent: JSON has no instants. */
export function reportHeld<Report extends PlanReport | LogReport>({ row }: HeldReport): Report {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      INSTANTS.has(name) && value !== null ? new Date(value as string) : value,
    ]),
  ) as unknown as Report;
}

function versionOfHeld(held: HeldReport): Version {
  const content =
    held.kind === 'PLAN'
      ? contentOf({ kind: 'PLAN', report: reportHeld(held) })
      : contentOf({ kind: 'LOG', report: reportHeld(held) });
  return { asOf: held.asOf, contentHash: hashOf(content) };
}

async function keepHeld(
  t: Transaction,
  { council, providerId }: VisitsOf,
  source: string,
  { held, released }: Judged,
): Promise<void> {
  // One held anew takes the place of the version held before.
  const gone = [...new Set([...held.keys(), ...released])];
  if (gone.length === 0) return;
  await bulk(
    t.em,
    `delete from monitoring.held_report
     where council = $1 and provider_id = $2 and source = $3 and kind || ' ' || external_id = any($4)
       and external_id = any($5)`,
    [council, providerId, source, gone, gone.map((key) => key.slice(key.indexOf(' ') + 1))],
  );
  await bulkInsert(
    t.em,
    HeldReport,
    [...held].filter(([key]) => !released.has(key)).map(([, each]) => each),
  );
}

// --- What is said of a row that was taken in

const OF_A_PLAN: readonly VisitFlag[] = [
  'WORKER_OVERLAP',
  'TRAVEL_TOO_SHORT',
  'CANCELLED_UNCONFIRMED',
  'REMOVED_AFTER_START',
  'SUSPENDED',
  'ENDED',
];
const OF_A_LOG: readonly VisitFlag[] = ['WORKER_OVERLAP', 'UNPLANNED_WORKER', 'UNKNOWN_WORKER', 'SUSPENDED', 'ENDED'];

function warningsOf(
  { kind, report }: Row,
  fact: Fact,
  visits: ReadonlyMap<string, Visit>,
  now: Date,
  placeToleranceMetres: number,
): readonly string[] {
  const visit = kind === 'PLAN' ? visits.get(fact.id) : visits.get((fact as CallLog).visitId ?? '');
  const flags = (kind === 'PLAN' ? OF_A_PLAN : OF_A_LOG).filter((flag) => visit?.flags.includes(flag));
  const instants = kind === 'PLAN' ? [report.asOf] : [report.asOf, (fact as CallLog).arrivedAt];
  return [
    ...flags,
    ...(kind === 'LOG' && !isInPlace(fact as CallLog, placeToleranceMetres) ? ['OUT_OF_PLACE'] : []),
    ...(kind === 'LOG' && !(fact as CallLog).removed && !visit ? ['NO_VISIT'] : []),
    ...(instants.some((instant) => instant > now) ? ['CLOCK_AHEAD'] : []),
  ];
}
