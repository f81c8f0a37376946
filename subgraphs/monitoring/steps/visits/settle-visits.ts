import { setImmediate as underWay } from 'node:timers/promises';
import { bulk, bulkInsert, bulkRead, bulkReadEach, bulkUpdate, rowset } from '../../../../kernel/database/bulk.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { clockChannel } from '../../../../kernel/graphql/subgraph-server.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { ServiceRefused, VisitsChanged } from '../../../../schema/events/monitoring.js';
import type { Policy } from '../../../../schema/policy.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import { ActiveStaff } from '../../entities/visits/active-staff.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { RegularTeam } from '../../entities/visits/regular-team.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import { closedQuarters } from '../../reads/figures/closed-quarters.js';
import { addFigures, FIGURES, type Figures, figuresOf, noFigures } from '../../rules/figures/day-figures.js';
import { notCommissioned, type PlacementDays } from '../../rules/visits/commissioned.js';
import { listOn } from '../../rules/visits/known-workers.js';
import { matchLogs } from '../../rules/visits/matching.js';
import { isRefusalNotifiable } from '../../rules/visits/refusal-of-service.js';
import { careDay, keyOf, type Round, roundOf } from '../../rules/visits/round.js';
import { isTakenBack } from '../../rules/visits/taken-back.js';
import { type VisitOutcome, visitOutcome } from '../../rules/visits/visit-outcome.js';
import { followVisits, type VisitChange } from '../alerts/follow-visits.js';
import { type Conflicts, findConflicts } from './find-conflicts.js';
import { lockVisits, type VisitsOf } from './lock-visits.js';

/** Facts that were reported and are not yet written: new ones, and new versions of what is known by the same id. */
export interface Reported {
  readonly visits: readonly Visit[];
  readonly logs: readonly CallLog[];
  /** As they were reported, to be kept with them (IDG-16). */
  readonly entries: readonly VisitEntry[];
}

export interface SettledVisits {
  /** Those that stand elsewhere now. */
  readonly changes: readonly VisitChange[];
  /** All visits of the rounds, by id, as they are now. */
  readonly visits: ReadonlyMap<string, Visit>;
}

const NOTHING: Reported = { visits: [], logs: [], entries: [] };
/** Rounds that the clock has brought due are settled with any others of their provider, so many at once. */
const MOST_DUE = 2000;

/**
 * Derives everything that follows from the facts of some rounds, and from the time: which log belongs to which visit,
 * what became of each visit, and by how much that changes the figures of its day. The only writer of all of these; the
 * same facts, in whatever order and however often they came, end the same. Rounds of a closed quarter stand as they are.
 *
 * Whoever changes a fact about visits takes `lockVisits`, writes the fact, and then settles. Visits read through the
 * entity manager before are stale after it.
 *
 * @param rounds those of which facts have changed; of a visit that moved, the old and the new
 * @param reported what is to be written with what follows from it; the objects themselves take what was derived
 */
export async function settleVisits(
  t: Transaction,
  of: VisitsOf,
  rounds: readonly Round[],
  reported: Reported = NOTHING,
): Promise<SettledVisits> {
  await t.em.flush();
  await lockVisits(t, of);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, of.council, now);
  const closedQuarterOf = await closedQuarters(t.em, of.council, new Set(rounds.map(({ day }) => day)));
  const open = rounds.filter(({ day }) => !closedQuarterOf(day));
  const board = await readBoard(t, [...open, ...(await dueRounds(t, of, now))], reported);
  if (board.visits.size === 0 && board.logs.size === 0) return { changes: [], visits: new Map() };

  const conflicts = await findConflicts(t, of, policy.visit, board, (more) => readInto(t, board, more));
  const context = await contextOf(t, of, board);
  const entered = bulkInsert(t.em, VisitEntry, reported.entries);
  await underWay();
  const settled = settle(board, context, conflicts, policy, now);
  await write(t, of, settled, entered);

  const changes = settled.visits
    .filter(({ before, visit }) => before?.state !== visit.state)
    .map(({ before, visit }) => ({ before: before?.state ?? null, visit }));
  await followVisits(t, changes);
  await tellRefusals(t, of, policy, changes);
  await tellChanges(t, of, now, changes);
  return { changes, visits: new Map([...board.visits].map(([id, { visit }]) => [id, visit])) };
}

/** Facts of the rounds at hand, as they are stored and as they now are. */
export interface Board {
  readonly rounds: Map<string, Round>;
  readonly visits: Map<string, { readonly before: Visit | null; readonly visit: Visit }>;
  readonly logs: Map<string, { readonly before: CallLog | null; readonly log: CallLog }>;
  readonly reported: Reported;
}

async function readBoard(t: Transaction, rounds: readonly Round[], reported: Reported): Promise<Board> {
  const board: Board = { rounds: new Map(), visits: new Map(), logs: new Map(), reported };
  await readInto(t, board, rounds);
  for (const visit of reported.visits) {
    board.visits.set(visit.id, { before: board.visits.get(visit.id)?.before ?? null, visit });
  }
  for (const log of reported.logs) {
    board.logs.set(log.id, { before: board.logs.get(log.id)?.before ?? null, log });
  }
  return board;
}

const SPAN = [
  { name: 'placementId', type: 'uuid' },
  { name: 'day', type: 'text' },
  { name: 'from', type: 'timestamptz' },
  { name: 'until', type: 'timestamptz' },
];

/** Reads the facts of further rounds. */
async function readInto(t: Transaction, board: Board, rounds: readonly Round[]): Promise<void> {
  const wanted = [...new Map(rounds.map((round) => [keyOf(round), round]))].filter(([key]) => !board.rounds.has(key));
  if (wanted.length === 0) return;
  for (const [key, round] of wanted) board.rounds.set(key, round);
  const days = new Map<string, ReturnType<typeof careDay>>();
  for (const [, { day }] of wanted) if (!days.has(day)) days.set(day, careDay(day));
  const spans = wanted.map(([, { placementId, day }]) => ({ placementId, day, ...days.get(day)! }));
  const each = rowset(SPAN, spans);
  const visits = await bulkReadEach(
    t.em,
    Visit,
    each,
    'it.placement_id = "row"."placementId" and it.planned_start >= "row"."from" and it.planned_start < "row".until',
  );
  const logs = await bulkReadEach(t.em, CallLog, each, 'it.placement_id = "row"."placementId" and it.day = "row".day');
  for (const visit of visits) board.visits.set(visit.id, { before: visit, visit: { ...visit } });
  for (const log of logs) board.logs.set(log.id, { before: log, log: { ...log } });
}

async function dueRounds(t: Transaction, { council, providerId }: VisitsOf, now: Date): Promise<readonly Round[]> {
  const due = await bulk<{ placementId: string; plannedStart: string }>(
    t.em,
    // Of all that is due those of one provider: by the index of what is due, which is short.
    `select placement_id as "placementId", planned_start as "plannedStart"
     from (select * from monitoring.visit where due_at < $1 offset 0) as due
     where council = $2 and provider_id = $3 order by due_at limit ${MOST_DUE}`,
    [now, council, providerId],
  );
  return due.map(({ placementId, plannedStart }) => roundOf({ placementId, plannedStart: new Date(plannedStart) }));
}

/** What is known beside plans and logs: of the placements, and of who works for whom. */
interface Context {
  readonly placements: ReadonlyMap<string, PlacementDays>;
  readonly teams: ReadonlyMap<string, readonly RegularTeam[]>;
  readonly staff: readonly ActiveStaff[];
}

async function contextOf(t: Transaction, { council, providerId }: VisitsOf, board: Board): Promise<Context> {
  const ids = [...new Set([...board.visits.values()].map(({ visit }) => visit.placementId))];
  const placements = await bulkRead(t.em, ExpectedPlacement, 'it.id = any($1::uuid[])', [ids]);
  const changes = await bulkRead(
    t.em,
    PlacementChange,
    `it.placement_id = any($1::uuid[]) and it.kind in ('SUSPEND', 'RESUME')`,
    [ids],
  );
  const teams = await bulkRead(t.em, RegularTeam, 'it.placement_id = any($1::uuid[])', [ids]);
  const staff = await bulkRead(t.em, ActiveStaff, 'it.council = $1 and it.provider_id = $2', [council, providerId]);
  const changesOf = Map.groupBy(changes, ({ placementId }) => placementId);
  return {
    placements: new Map(placements.map((each) => [each.id, { ...each, changes: changesOf.get(each.id) ?? [] }])),
    teams: Map.groupBy(teams, ({ placementId }) => placementId),
    staff,
  };
}

interface Settled {
  /** Written: new, or otherwise than before. */
  readonly visits: ReadonlyArray<{ readonly before: Visit | null; readonly visit: Visit }>;
  readonly logs: ReadonlyArray<{ readonly before: CallLog | null; readonly log: CallLog }>;
  readonly figures: ReadonlyMap<string, Figures>;
}

function settle(board: Board, context: Context, conflicts: Conflicts, policy: Policy, now: Date): Settled {
  const plansOf = Map.groupBy(board.visits.values(), ({ visit }) => keyOf(roundOf(visit)));
  const logsOf = Map.groupBy(board.logs.values(), ({ log }) => keyOf(log));
  const reported = new Set<object>([...board.reported.visits, ...board.reported.logs]);
  const figures = new Map<string, Figures>();
  const count = (visit: Visit, sign: 1 | -1): void => {
    const ofDay = figures.get(visit.day) ?? noFigures();
    figures.set(visit.day, ofDay);
    addFigures(ofDay, figuresOf(visit), sign);
  };

  const visits: Array<Settled['visits'][number]> = [];
  const logs: Array<Settled['logs'][number]> = [];
  for (const key of new Set([...plansOf.keys(), ...logsOf.keys()])) {
    const plans = (plansOf.get(key) ?? []).sort((a, b) => +a.visit.plannedStart - +b.visit.plannedStart);
    const held = logsOf.get(key) ?? [];
    const expected = plans.map(({ visit }) => visit).filter((visit) => !isTakenBack(visit));
    const matched = matchLogs(
      expected,
      held.map(({ log }) => log).filter((log) => !log.removed),
      policy.visit.matchMinutes,
    );
    const nextStart = nextStarts(expected);
    const logsOfVisit = Map.groupBy(matched.keys(), (log) => matched.get(log)!.id);

    for (const each of plans) {
      const { before, visit } = each;
      const placement = context.placements.get(visit.placementId);
      const outcome = visitOutcome(
        {
          plan: visit,
          logs: (logsOfVisit.get(visit.id) ?? []).sort((a, b) => +a.arrivedAt - +b.arrivedAt),
          notCommissioned: placement ? notCommissioned(placement, visit.day) : null,
          nextPlannedStart: nextStart.get(+visit.plannedStart) ?? null,
          team: listOn(context.teams.get(visit.placementId) ?? [], visit.day),
          staff: listOn(context.staff, visit.day),
          conflicts: conflicts.ofVisit(visit, logsOfVisit.get(visit.id) ?? []),
        },
        policy,
        now,
      );
      const changed = !before || reported.has(visit) || isOtherwise(before, outcome);
      Object.assign(visit, outcome);
      if (!changed) continue;
      visits.push(each);
      if (before) count(before, -1);
      count(visit, 1);
    }
    for (const each of held) {
      each.log.visitId = matched.get(each.log)?.id ?? null;
      if (!each.before || reported.has(each.log) || each.before.visitId !== each.log.visitId) logs.push(each);
    }
  }
  return { visits, logs, figures };
}

/** Of each planned start the next later one, of visits in order. */
function nextStarts(visits: readonly Visit[]): ReadonlyMap<number, Date> {
  const next = new Map<number, Date>();
  for (let nth = visits.length - 2; nth >= 0; nth--) {
    const [start, later] = [visits[nth]!.plannedStart, visits[nth + 1]!.plannedStart];
    if (+later > +start) next.set(+start, later);
  }
  return next;
}

function isOtherwise(before: Visit, outcome: VisitOutcome): boolean {
  return (Object.keys(outcome) as Array<keyof VisitOutcome>).some((name) => {
    const [was, is] = [before[name], outcome[name]];
    if (name === 'flags') return before.flags.join() !== outcome.flags.join();
    return was instanceof Date && is instanceof Date ? +was !== +is : was !== is;
  });
}

/** Writes what was settled. While the database works at one statement, the next is made ready. */
async function write(t: Transaction, of: VisitsOf, settled: Settled, before: Promise<void>): Promise<void> {
  const { visits, logs } = settled;
  const isNew = (each: { readonly before: object | null }) => each.before === null;
  const visitsOf = (each: Settled['visits']) => each.map(({ visit }) => visit);
  const logsOf = (each: Settled['logs']) => each.map(({ log }) => log);
  let written = bulkInsert(t.em, Visit, visitsOf(visits.filter(isNew)), before);
  await underWay();
  written = bulkInsert(t.em, CallLog, logsOf(logs.filter(isNew)), written);
  await underWay();
  written = bulkUpdate(t.em, Visit, visitsOf(visits.filter((each) => !isNew(each))), written);
  await underWay();
  await bulkUpdate(t.em, CallLog, logsOf(logs.filter((each) => !isNew(each))), written);
  await addToDays(t, of, settled.figures);
  if (visits.some(({ visit }) => visit.dueAt)) {
    await bulk(t.em, 'select pg_notify($1, $2)', [clockChannel(t.db.subgraph, { table: 'visit' }), '']);
  }
}

const FIGURE_COLUMNS = FIGURES.map((figure) => ({
  name: figure,
  type: 'int',
  column: `"${figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`,
}));

async function addToDays(
  t: Transaction,
  { council, providerId }: VisitsOf,
  figures: ReadonlyMap<string, Figures>,
): Promise<void> {
  const days = [...figures]
    .filter(([, ofDay]) => FIGURES.some((figure) => ofDay[figure] !== 0))
    .map(([day, ofDay]) => ({ day, ...ofDay }));
  if (days.length === 0) return;
  const columns = FIGURE_COLUMNS.map(({ column }) => column);
  const { from, parameters } = rowset([{ name: 'day', type: 'text' }, ...FIGURE_COLUMNS], days, 3);
  await bulk(
    t.em,
    `insert into monitoring.day_figures as kept (council, provider_id, day, ${columns.join(', ')})
     select $1, $2::uuid, "row".* from ${from}
     on conflict (council, provider_id, day)
     do update set ${columns.map((column) => `${column} = kept.${column} + excluded.${column}`).join(', ')}`,
    [council, providerId, ...parameters],
  );
}

const REFUSED = [
  { name: 'id', type: 'uuid' },
  { name: 'placementId', type: 'uuid' },
  { name: 'plannedStart', type: 'timestamptz' },
];

/** DEL-18: the care manager hears of a refusal that is repeated or of a time-critical call. */
async function tellRefusals(
  t: Transaction,
  { council, providerId }: VisitsOf,
  policy: Policy,
  changes: readonly VisitChange[],
): Promise<void> {
  const refused = changes.map(({ visit }) => visit).filter(({ state }) => state === 'REFUSED');
  if (refused.length === 0) return;
  const { from, parameters } = rowset(REFUSED, refused, 2);
  const counted = await bulk<{ visitId: string; refusals: number }>(
    t.em,
    `select "row".id as "visitId", count(*)::int as refusals
     from ${from} join monitoring.visit it on it.placement_id = "row"."placementId" and it.state = 'REFUSED'
       and it.planned_start >= "row"."plannedStart" - $1 * interval '1 day'
       and it.planned_start <= "row"."plannedStart" + $1 * interval '1 day'
     group by "row".id`,
    [policy.visit.repeatedRefusalDays, ...parameters],
  );
  const refusalsOf = new Map(counted.map(({ visitId, refusals }) => [visitId, refusals]));
  for (const visit of refused) {
    const refusals = refusalsOf.get(visit.id) ?? 1;
    if (!isRefusalNotifiable({ timeCritical: visit.timeCritical, refusals }, policy.visit)) continue;
    await t.tell({
      type: 'ServiceRefused',
      subject: `visit/${visit.id}`,
      council,
      audience: { roles: ['practitioner', 'broker'] },
      data: {
        visitId: visit.id,
        placementId: visit.placementId,
        providerId,
        timeCritical: visit.timeCritical,
        refusals,
      } satisfies ServiceRefused['data'],
    });
  }
}

/** So many visits are told of in one event. */
const TOLD_AT_ONCE = 500;

/** DEL-20: what becomes of the visits of about today is told as it happens; of history nobody is told. */
async function tellChanges(
  t: Transaction,
  { council, providerId }: VisitsOf,
  now: Date,
  changes: readonly VisitChange[],
): Promise<void> {
  const today = localDateOf(now);
  const [from, to] = [addLocalDays(today, -1), addLocalDays(today, 1)];
  const told = changes
    .filter(({ visit }) => from <= visit.day && visit.day <= to)
    .map(({ visit }) => ({ visitId: visit.id, placementId: visit.placementId, state: visit.state }));
  for (let nth = 0; nth < told.length; nth += TOLD_AT_ONCE) {
    await t.tell({
      type: 'VisitsChanged',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['broker', 'practitioner', 'contract-officer'] },
      data: { providerId, visits: told.slice(nth, nth + TOLD_AT_ONCE) } satisfies VisitsChanged['data'],
    });
  }
}
