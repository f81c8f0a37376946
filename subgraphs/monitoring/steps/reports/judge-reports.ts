import { bulkRead, Json } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { isId, newId } from '../../../../kernel/values/ids.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import type { HeldReport } from '../../entities/reports/held-report.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { Visit } from '../../entities/visits/visit.js';
import type { VisitEntry } from '../../entities/visits/visit-entry.js';
import { closedQuarters } from '../../reads/figures/closed-quarters.js';
import { heldBecause, heldRefusal, tooManyHeldRefusal } from '../../rules/reports/held-rows.js';
import { type Version, versionVerdict } from '../../rules/reports/report-version.js';
import type { RowAnswer } from '../../rules/reports/row-answer.js';
import type { LogReport, PlanReport } from '../../rules/reports/visit-report.js';
import { careDayOf } from '../../rules/visits/care-day.js';
import { type Round, roundOf } from '../../rules/visits/round.js';
import type { Reported } from '../visits/visit-board.js';
import { countUnknown, heldReport, readHeld, type Sender, versionOfHeld } from './hold-reports.js';
import { dateOf, keyOfRow, type ReadRow, type Row } from './reported-rows.js';

/** What is kept of a row. */
type Fact = Visit | CallLog;

/** What is known before a batch is judged. */
export interface Known {
  readonly placements: ReadonlyMap<string, ExpectedPlacement>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly inHold: ReadonlyMap<string, HeldReport>;
  /** How many rows of unknown placements wait; counted where this batch may add to them. */
  readonly heldUnknown: number;
  readonly closedQuarterOf: (date: string) => string | undefined;
}

/** What becomes of the rows of a batch. */
export interface Judged {
  readonly answers: ReadonlyArray<{ readonly row: ReadRow } & Pick<RowAnswer, 'verdict' | 'refusal'>>;
  /** Ids under which the rows that were taken in are kept, by their keys. */
  readonly ids: ReadonlyMap<string, string>;
  readonly reported: Reported;
  readonly rounds: readonly Round[];
  readonly held: ReadonlyMap<string, HeldReport>;
  readonly released: ReadonlySet<string>;
}

/** Judges each row by itself and in order: what the row before it has brought is known to the next. [DEL-01, DEL-02] */
export function judgeReports(
  t: Transaction,
  sender: Sender,
  rows: readonly ReadRow[],
  { placements, facts: known, inHold, heldUnknown, closedQuarterOf }: Known,
  now: Date,
): Judged {
  const facts = new Map<string, Fact>();
  const held = new Map<string, HeldReport>();
  const released = new Set<string>();
  const entries: VisitEntry[] = [];
  const rounds: Round[] = [];
  let unknown = heldUnknown;

  const verdictOn = (row: ReadRow): Pick<RowAnswer, 'verdict' | 'refusal'> => {
    const { key, report, version } = row;
    if (row.refusal) return { verdict: 'REJECTED', refusal: row.refusal };
    const before = facts.get(key) ?? known.get(key);
    const verdict = versionVerdict(before, version);
    if (typeof verdict !== 'string') return { verdict: 'REJECTED', refusal: verdict };
    if (verdict === 'UNCHANGED') return { verdict, refusal: null };

    const placement = placements.get(report.placement);
    const quarter = closedQuarterOf(row.date) ?? (before && closedQuarterOf(dateKept(before)));
    const waiting = held.get(key) ?? inHold.get(key);
    const holds = waiting && versionVerdict(versionOfHeld(waiting), version);
    if (holds && typeof holds !== 'string') return { verdict: 'REJECTED', refusal: holds };
    const because = heldBecause({ placementKnown: placement !== undefined, quarterClosed: quarter !== undefined });
    if (because) {
      if (because === 'PLACEMENT_UNKNOWN' && !waiting) {
        const tooMany = tooManyHeldRefusal(unknown);
        if (tooMany) return { verdict: 'REJECTED', refusal: tooMany };
        unknown += 1;
      }
      if (holds !== 'UNCHANGED') {
        held.set(key, heldReport(row, sender, { heldAt: now, because, waitsFor: quarter ?? report.placement }));
        released.delete(key);
      }
      return { verdict: 'HELD', refusal: heldRefusal(because) };
    }
    const base = { ...version, id: before?.id ?? newId(), ...sender, placementId: placement!.id };
    const fact = row.kind === 'PLAN' ? visitOf(row.report, base, before) : logOf(row.report, base);
    facts.set(key, fact);
    for (const each of [before, fact]) if (each) rounds.push(roundOfFact(each));
    entries.push(entryOf(t, row, fact, now));
    if (waiting && waiting.asOf <= version.asOf) released.add(key);
    return { verdict, refusal: null };
  };

  const answers = rows.map((row) => ({ row, ...verdictOn(row) }));
  const all = [...facts.values()];
  const visits = all.filter(isVisit);
  const logs = all.filter((fact): fact is CallLog => !isVisit(fact));
  const ids = new Map([...facts].map(([key, { id }]) => [key, id]));
  return { answers, ids, reported: { visits, logs, entries }, rounds, held, released };
}

/** Reads what is known that the rows of a batch are judged by; as many statements for any number of rows. */
export async function readKnown(t: Transaction, sender: Sender, rows: readonly Row[]): Promise<Known> {
  const placements = await placementsNamed(t, sender, rows);
  const facts = await factsKnown(t, sender, rows);
  const inHold = await readHeld(t, sender, rows);
  const dates = new Set([...rows.map(dateOf), ...[...facts.values()].map(dateKept)]);
  const isNew = ({ kind, report }: Row) =>
    !placements.has(report.placement) && !inHold.has(keyOfRow(kind, report.externalId));
  const heldUnknown = rows.some(isNew) ? await countUnknown(t, sender) : 0;
  return { placements, facts, inHold, heldUnknown, closedQuarterOf: await closedQuarters(t.em, sender.council, dates) };
}

/** The provider's own placements; about another's it is told no more than about one that is not there (IDG-05). */
async function placementsNamed(
  t: Transaction,
  { council, providerId }: Sender,
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
  { council, providerId, source }: Sender,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Fact>> {
  const where = 'it.council = $1 and it.provider_id = $2 and it.source = $3 and it.external_id = any($4)';
  const idsOf = (kind: Row['kind']) => rows.filter((row) => row.kind === kind).map(({ report }) => report.externalId);
  const visits = await bulkRead(t.em, Visit, where, [council, providerId, source, idsOf('PLAN')]);
  const logs = await bulkRead(t.em, CallLog, where, [council, providerId, source, idsOf('LOG')]);
  return new Map<string, Fact>([
    ...visits.map((visit) => [keyOfRow('PLAN', visit.externalId), visit] as const),
    ...logs.map((log) => [keyOfRow('LOG', log.externalId), log] as const),
  ]);
}

function isVisit(fact: Fact): fact is Visit {
  return 'plannedStart' in fact;
}

/** The date by which what is kept belongs to a quarter. */
function dateKept(fact: Fact): string {
  return isVisit(fact) ? fact.day : fact.careDay;
}

function roundOfFact(fact: Fact): Round {
  return isVisit(fact) ? roundOf(fact) : { placementId: fact.placementId, careDay: fact.careDay };
}

type Base = Version & Sender & { readonly id: string; readonly placementId: string };

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
  flags: [] as Visit['flags'],
  dueAt: null,
} as const;

function logOf({ placement: _named, ...facts }: LogReport, base: Base): CallLog {
  return { ...base, ...facts, tasks: [...facts.tasks], careDay: careDayOf(facts.arrivedAt), visitId: null };
}

/** A row as it was reported, to be kept beside its visit or its log (IDG-16). */
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
