import { bulkRead, Json, list } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { isId, newId } from '../../../../kernel/values/ids.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import type { HeldReport } from '../../entities/reports/held-report.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { PlannedVisit } from '../../entities/visits/planned-visit.js';
import type { VisitEntry } from '../../entities/visits/visit-entry.js';
import { closedQuarters } from '../../reads/figures/closed-quarters.js';
import { careDayOf } from '../../rules/calls/care-day.js';
import type { Round } from '../../rules/calls/round.js';
import { heldBecause, heldRefusal, tooManyHeldRefusal } from '../../rules/reports/held-rows.js';
import { type Version, versionVerdict } from '../../rules/reports/report-version.js';
import type { RowAnswer } from '../../rules/reports/row-answer.js';
import type { LogReport, PlanReport } from '../../rules/reports/visit-report.js';
import { knownAtOf, otherPlacementRefusal, standingAfter } from '../../rules/visits/plan-standing.js';
import type { Reported } from '../visits/visit-board.js';
import { countUnknown, heldReport, readHeld, type Sender, versionOfHeld } from './hold-reports.js';
import { dateOf, keyOfRow, type ReadRow, type Row } from './reported-rows.js';

/** What is kept of a row. */
type Fact = PlannedVisit | CallLog;

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
    const knownAt = knownAtOf({ ...report, receivedAt: row.receivedAt }, row.day, placement!.knownOn);
    const { council, providerId, source } = sender;
    const { asOf, contentHash } = version;
    const id = before?.id ?? newId();
    const base: Base = { id, council, providerId, source, placementId: placement!.id, asOf, contentHash, knownAt };
    const isOther = before && isPlan(before) && otherPlacementRefusal(before, base);
    if (isOther) return { verdict: 'REJECTED', refusal: isOther };
    const fact =
      row.kind === 'PLAN'
        ? planOf(row.report, base, before as PlannedVisit | undefined)
        : logOf(row.report, base, before as CallLog | undefined);
    facts.set(key, fact);
    for (const each of [before, fact]) if (each) rounds.push(roundOfFact(each));
    entries.push(entryOf(t, row, fact, now));
    if (waiting && waiting.asOf <= version.asOf) released.add(key);
    return { verdict, refusal: null };
  };

  const answers = rows.map((row) => ({ row, ...verdictOn(row) }));
  const all = [...facts.values()];
  const plans = all.filter(isPlan);
  const logs = all.filter((fact): fact is CallLog => !isPlan(fact));
  const ids = new Map([...facts].map(([key, { id }]) => [key, id]));
  return { answers, ids, reported: { plans, logs, entries, placements }, rounds, held, released };
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
  const where = 'it.council = $1 and it.provider_id = $2 and it.source = $3 and it.external_id = any($4::text[])';
  const idsOf = (kind: Row['kind']) => {
    const ids = rows.filter((row) => row.kind === kind).map(({ report }) => report.externalId);
    return list('text', ids);
  };
  const plans = await bulkRead(t.em, PlannedVisit, where, [council, providerId, source, idsOf('PLAN')]);
  const logs = await bulkRead(t.em, CallLog, where, [council, providerId, source, idsOf('LOG')]);
  return new Map<string, Fact>([
    ...plans.map((plan) => [keyOfRow('PLAN', plan.externalId), plan] as const),
    ...logs.map((log) => [keyOfRow('LOG', log.externalId), log] as const),
  ]);
}

function isPlan(fact: Fact): fact is PlannedVisit {
  return 'plannedStart' in fact;
}

/** The date by which what is kept belongs to a quarter. */
function dateKept(fact: Fact): string {
  return isPlan(fact) ? localDateOf(fact.plannedStart) : fact.careDay;
}

function roundOfFact({ placementId, careDay }: Fact): Round {
  return { placementId, careDay };
}

/** What plans and logs have alike. */
type Base = Version & Sender & { readonly id: string; readonly placementId: string; readonly knownAt: Date };

/** A plan as it is kept, until `settleVisits` has said which call it answers. */
function planOf(plan: PlanReport, base: Base, before: PlannedVisit | undefined): PlannedVisit {
  const standing = standingAfter(before, base.knownAt);
  return {
    ...base,
    externalId: plan.externalId,
    visit: plan.visit,
    plannedStart: plan.plannedStart,
    plannedEnd: plan.plannedEnd,
    night: plan.night,
    windowFrom: plan.windowFrom,
    windowTo: plan.windowTo,
    timeCritical: plan.timeCritical,
    workersNeeded: plan.workersNeeded,
    plannedWorkers: [...plan.plannedWorkers],
    travelMetres: plan.travelMetres,
    tasks: [...plan.tasks],
    movedFrom: plan.movedFrom,
    cancellation: plan.cancellation,
    told: [...plan.told],
    removed: plan.removed,
    standing,
    careDay: careDayOf(standing ? new Date(standing.plannedStart) : plan.plannedStart),
    visitId: null,
  };
}

/** A log as it is kept. A later version that says the same arrival, at the same call, does not make it known any later. */
function logOf(log: LogReport, base: Base, before: CallLog | undefined): CallLog {
  const isSameArrival =
    before &&
    before.placementId === base.placementId &&
    (before.visitExternalId ?? log.visitExternalId) === log.visitExternalId &&
    +before.arrivedAt === +log.arrivedAt &&
    before.arrivedBy === log.arrivedBy &&
    !before.removed;
  return {
    ...base,
    knownAt: isSameArrival ? before.knownAt : base.knownAt,
    externalId: log.externalId,
    visitExternalId: log.visitExternalId,
    worker: log.worker,
    arrivedAt: log.arrivedAt,
    arrivedBy: log.arrivedBy,
    arrivedMetres: log.arrivedMetres,
    departedAt: log.departedAt,
    departedBy: log.departedBy,
    departedMetres: log.departedMetres,
    manualReason: log.manualReason,
    tasks: [...log.tasks],
    refused: log.refused,
    removed: log.removed,
    careDay: careDayOf(log.arrivedAt),
    visitId: null,
  };
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
