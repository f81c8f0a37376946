import { setImmediate as underWay } from 'node:timers/promises';
import { bulkInsert, bulkRead } from '../../../../kernel/database/bulk.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';
import type { CallLog } from '../../entities/visits/call-log.js';
import type { PlannedVisit } from '../../entities/visits/planned-visit.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import { ActiveStaff } from '../../entities/workers/active-staff.js';
import { RegularTeam } from '../../entities/workers/regular-team.js';
import { closedQuarters } from '../../reads/figures/closed-quarters.js';
import { approvedSoFar } from '../../reads/pay/approved-so-far.js';
import { answeredCalls } from '../../rules/calls/answering.js';
import {
  type ExpectedCall,
  expectedCalls,
  goesThroughTheTurn,
  type Off,
  offUncalled,
  wasDue,
} from '../../rules/calls/expected-call.js';
import { keyOf, type Round } from '../../rules/calls/round.js';
import { addFigures, type Figures, figuresOf, noFigures } from '../../rules/figures/day-figures.js';
import { attendances } from '../../rules/visits/attendance.js';
import { isTakenBack, standingOf } from '../../rules/visits/plan-standing.js';
import type { CallFacts } from '../../rules/visits/visit-facts.js';
import { type VisitOutcome, visitOutcome } from '../../rules/visits/visit-outcome.js';
import { listOn } from '../../rules/workers/known-workers.js';
import { followVisits } from '../alerts/follow-visits.js';
import { callsAhead } from '../calls/calls-ahead.js';
import { type Expecting, readExpecting } from '../calls/read-expecting.js';
import { tellFirstCalls } from '../calls/tell-first-calls.js';
import { settleAgain } from '../pay/settle-again.js';
import { type Conflicts, findConflicts } from '../workers/find-conflicts.js';
import { lockVisits, type VisitsOf } from './lock-visits.js';
import { type CallsOf, placeClaims } from './place-claims.js';
import { tellVisits } from './tell-visits.js';
import { dueRounds, type OnBoard, type Reported, readBoard, type VisitBoard, type VisitChange } from './visit-board.js';
import { writeSettled } from './write-settled.js';

/** What there is now, of the rounds that were settled. */
export interface SettledVisits {
  /** All their visits, by id. */
  readonly visits: ReadonlyMap<string, Visit>;
  /** All their plans, by id. */
  readonly plans: ReadonlyMap<string, PlannedVisit>;
  /** All their logs, by id. */
  readonly logs: ReadonlyMap<string, CallLog>;
  /** Ids of the logs that lie within another of the same worker. */
  readonly within: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING: Reported = { plans: [], logs: [], entries: [], placements: new Map() };

/**
 * Derives everything that follows from the facts of some rounds, and from the time: which calls are expected, which plan
 * answers which, who was at which visit, what became of each, and by how much that changes the figures of its day. Nothing
 * else writes any of these. The same facts, in whatever order and however often they came, end the same. Rounds of a closed quarter
 * stand as they are.
 *
 * Whoever changes a fact about visits takes `lockVisits`, writes the fact, and then settles. Visits that were read
 * through the entity manager before are stale after it. (ADR 0019, ADR 0022)
 *
 * @param rounds those whose facts have changed; of a claim that moved, the old round and the new
 * @param reported what is to be written together with what follows from it
 */
export async function settleVisits(
  t: Transaction,
  { council, providerId }: VisitsOf,
  rounds: readonly Round[],
  reported: Reported = NOTHING,
): Promise<SettledVisits> {
  // Whoever calls may give more than whose visits they are, such as a visit itself.
  const of = { council, providerId };
  await t.em.flush();
  await lockVisits(t, of);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, of.council, now);
  const wanted = [...rounds, ...(await dueRounds(t, of, now)), ...(await callsAhead(t, of, policy, now))];
  const closedQuarterOf = await closedQuarters(t.em, of.council, withNeighbours(wanted));
  const isOpen = ({ careDay }: Round) => !closedQuarterOf(careDay);
  const read = await readBoard(t, wanted.filter(isOpen), reported);
  const context = await contextOf(t, of, read);
  const expected = expectedIn(context.placements);
  const placed = await placeClaims(t, read, expected, isOpen, policy.visit.matchMinutes);
  // What is settled because of the time alone has the conflicts that were found when it was reported.
  const isAnew = rounds.length > 0;
  const { board, conflicts } = await findConflicts(t, of, policy.visit, placed, { isOpen, isAnew });
  const whole = await contextOf(t, of, board, context);
  const entered = bulkInsert(t.em, VisitEntry, reported.entries);
  await underWay();
  const callsOf = whole === context ? expected : expectedIn(whole.placements);
  const following = (approved: ReadonlySet<string>) =>
    settle(of, board, whole, callsOf, conflicts, approved, policy, now);
  const first = following(NONE);
  // What a statement approved of a visit is known of it, whoever speaks of it no more.
  const approved = first.gone.length > 0 ? await approvedSoFar(t.em, first.gone) : NONE;
  const settled = approved.size > 0 ? following(new Set(approved.keys())) : first;
  await writeSettled(t, of, settled, entered);
  await settleAgain(
    t,
    of,
    settled.visits.map(({ before, now: visit }) => ({ before, visit })),
  );

  const written = settled.visits.map(({ before, now: visit }): VisitChange => {
    return { before: before?.state ?? null, queryBefore: before?.query ?? null, visit };
  });
  await followVisits(t, written);
  const changes = written.filter(
    ({ before, queryBefore, visit }) => before !== visit.state || queryBefore !== visit.query,
  );
  await tellVisits(t, of, policy, now, changes);
  await tellFirstCalls(
    t,
    settled.visits.map(({ now: visit }) => visit),
    whole.placements,
  );
  return settled.after;
}

/** Days to which settling these rounds may lead: a call that is in conflict with another lies no further away. */
function withNeighbours(rounds: readonly Round[]): ReadonlySet<string> {
  const days = new Set(rounds.map(({ careDay }) => careDay));
  return new Set([...days].flatMap((day) => [addLocalDays(day, -1), day, addLocalDays(day, 1)]));
}

/** What is known beside plans and logs: of the placements, and of who works for whom. */
interface Context {
  readonly placements: ReadonlyMap<string, Expecting>;
  readonly teams: ReadonlyMap<string, readonly RegularTeam[]>;
  readonly staff: readonly ActiveStaff[];
}

/** @param known what has been read of it already */
async function contextOf(t: Transaction, of: VisitsOf, board: VisitBoard, known?: Context): Promise<Context> {
  const { council, providerId } = of;
  const ids = [...new Set([...board.rounds.values()].map(({ placementId }) => placementId))];
  const more = ids.filter((id) => !known?.placements.has(id));
  if (known && more.length === 0) return known;
  const placements = await readExpecting(t, more, board.reported.placements);
  const teams = await bulkRead(t.em, RegularTeam, 'it.placement_id = any($1::uuid[])', [more]);
  const staff =
    known?.staff ??
    (await bulkRead(t.em, ActiveStaff, 'it.council = $1 and it.provider_id = $2', [council, providerId]));
  return {
    placements: new Map([...(known?.placements ?? []), ...placements]),
    teams: new Map([...(known?.teams ?? []), ...Map.groupBy(teams, ({ placementId }) => placementId)]),
    staff,
  };
}

/** The calls of a round by the council's word, each round made once. */
function expectedIn(placements: Context['placements']): CallsOf {
  const known = new Map<string, readonly ExpectedCall[]>();
  const callsOf = (round: Round) => {
    const key = keyOf(round);
    const placement = placements.get(round.placementId);
    const calls = known.get(key) ?? (placement ? expectedCalls(placement, round.careDay) : []);
    known.set(key, calls);
    return calls;
  };
  const goThroughTheTurn = (placementId: string) => {
    const placement = placements.get(placementId);
    return placement !== undefined && goesThroughTheTurn(placement);
  };
  return Object.assign(callsOf, { goThroughTheTurn });
}

/** What follows from a board. */
export interface Settled {
  /** Visits that are new, or differ from what is stored. */
  readonly visits: readonly VisitOnBoard[];
  /** Ids of visits that there are no more. */
  readonly gone: readonly string[];
  /** Plans that are new, or differ from what is stored. */
  readonly plans: ReadonlyArray<OnBoard<PlannedVisit>>;
  /** The same of logs. */
  readonly logs: ReadonlyArray<OnBoard<CallLog>>;
  /** By how much the figures of each day change. */
  readonly figures: ReadonlyMap<string, Figures>;
  readonly after: SettledVisits;
}

/** A visit as it is stored, null if it is new, and as it now is. */
export type VisitOnBoard = OnBoard<Visit>;

/** A visit of a round before it is known what became of it. */
interface Place extends CallFacts {
  readonly id: string;
  readonly callId: string | null;
  readonly off: Off | null;
  readonly isExpected: boolean;
  readonly before: Visit | null;
  readonly plans: PlannedVisit[];
}

function settle(
  of: VisitsOf,
  board: VisitBoard,
  context: Context,
  callsOf: CallsOf,
  conflicts: Conflicts,
  approved: ReadonlySet<string>,
  policy: Policy,
  now: Date,
): Settled {
  const { council, providerId } = of;
  const visitsOf = Map.groupBy(board.visits.values(), keyOf);
  const plansOf = Map.groupBy(board.plans.values(), ({ now: plan }) => keyOf(plan));
  const logsOf = Map.groupBy(board.logs.values(), ({ now: log }) => keyOf(log));
  const reported = new Set<string>([...board.reported.plans, ...board.reported.logs].map(({ id }) => id));
  const figures = new Map<string, Figures>();
  const count = (visit: Visit, sign: 1 | -1): void => {
    const ofDay = figures.get(visit.day) ?? noFigures();
    figures.set(visit.day, ofDay);
    addFigures(ofDay, figuresOf(visit), sign);
  };

  const visits: VisitOnBoard[] = [];
  const plans: Array<OnBoard<PlannedVisit>> = [];
  const logs: Array<OnBoard<CallLog>> = [];
  const after = {
    visits: new Map<string, Visit>(),
    plans: new Map<string, PlannedVisit>(),
    logs: new Map<string, CallLog>(),
    within: new Set<string>(),
  };
  const keys = new Set([...board.rounds.keys(), ...plansOf.keys(), ...logsOf.keys()]);
  // A visit whose time has moved may have come to another round.
  const owned = new Set([
    ...[...board.rounds.values()].flatMap((round) => callsOf(round).map(({ id }) => id)),
    ...[...board.plans.values()].filter(({ now: plan }) => !isTakenBack(plan)).map(({ now: plan }) => plan.id),
  ]);
  for (const key of keys) {
    const [placementId, careDay] = key.split(' ') as [string, string];
    const round = { placementId, careDay };
    const planned = plansOf.get(key) ?? [];
    const logged = logsOf.get(key) ?? [];
    const held = visitsOf.get(key) ?? [];
    const lone = held.filter(
      (visit) => !owned.has(visit.id) && (visit.callId !== null || isSpokenFor(visit, approved)),
    );
    const expecting = context.placements.get(placementId);
    const calls = toExpect(callsOf(round), expecting, planned, logged, held, approved);
    const places = placesOf(expecting, calls, planned, lone, board.visits, policy);
    const { at, noLength, placeOf, within } = attendances(
      places,
      logged.map(({ now: log }) => log).filter((log) => !log.removed),
      policy.visit,
    );
    const expectedStarts = places.filter(({ isExpected }) => isExpected).map(({ expectedStart }) => expectedStart);
    const logsOfPlace = Map.groupBy(placeOf.keys(), (log) => placeOf.get(log)!.id);

    for (const place of places) {
      const came = at.get(place) ?? [];
      const { id, callId, before } = place;
      const isPlain = place.plans.length + came.length === 0 && !noLength.has(place);
      // What is off and was never made known is no visit.
      if (place.off && !before && isPlain && !(place.off.toldAt && place.off.toldAt > place.expectedStart)) continue;
      const outcome = visitOutcome(
        {
          call: place,
          off: place.off,
          plans: place.plans,
          attendances: came,
          noLength: noLength.get(place) ?? [],
          noReply: before?.noReply ?? null,
          correction: before?.correction ?? null,
          nextStart: expectedStarts.find((start) => start > place.expectedStart) ?? null,
          team: listOn(context.teams.get(placementId) ?? [], place.day),
          staff: listOn(context.staff, place.day),
          conflicts: conflicts.ofVisit(before, place.plans, logsOfPlace.get(id) ?? []),
        },
        policy,
        now,
      );
      const { day, expectedStart, expectedEnd, windowFrom, windowTo, minutes, timeCritical, workersNeeded, night } =
        place;
      // Of what is spread all comes first, here and wherever there are thousands: anywhere else it takes ten times as long.
      const derived = {
        ...outcome,
        flags: [...outcome.flags],
        callId,
        careDay,
        day,
        expectedStart,
        expectedEnd,
        windowFrom,
        windowTo,
        minutes,
        timeCritical,
        workersNeeded,
        night,
        tasks: [...place.tasks],
      };
      if (before && !differs(before, derived)) {
        after.visits.set(before.id, before);
        continue;
      }
      const { noReply = null, correction = null } = before ?? {};
      const visit: Visit = { ...derived, id, council, providerId, placementId, noReply, correction };
      after.visits.set(id, visit);
      visits.push({ before, now: visit });
      if (before) count(before, -1);
      count(visit, 1);
    }
    const placeOfPlan = new Map(places.flatMap((place) => place.plans.map((plan) => [plan.id, place.id] as const)));
    for (const { before, now: plan } of planned) {
      const visitId = placeOfPlan.get(plan.id) ?? null;
      keepClaim(plans, after.plans, reported, before, { ...plan, visitId });
    }
    for (const { before, now: log } of logged) {
      if (within.has(log)) after.within.add(log.id);
      keepClaim(logs, after.logs, reported, before, { ...log, visitId: placeOf.get(log)?.id ?? null });
    }
  }
  const gone = [...board.visits.values()].filter(({ id }) => !after.visits.has(id));
  for (const visit of gone) count(visit, -1);
  return { visits, gone: gone.map(({ id }) => id), plans, logs, figures, after };
}

/** Whether an officer, a no-reply case or an approved statement speaks of a visit, whoever reports it no more. */
function isSpokenFor({ id, correction, noReply }: Visit, approved: ReadonlySet<string>): boolean {
  return (correction ?? noReply) !== null || approved.has(id);
}

/**
 * Those calls of a round that are expected. A call that had begun when the hub came to know its placement is history: it is
 * expected only if a report, an officer, a no-reply case or an approved statement speaks of that time. A call that the council commissions later,
 * of that same day, is not (DEL-01, ASM-37).
 */
function toExpect(
  calls: readonly ExpectedCall[],
  placement: Expecting | undefined,
  planned: ReadonlyArray<OnBoard<PlannedVisit>>,
  logged: ReadonlyArray<OnBoard<CallLog>>,
  held: readonly Visit[],
  approved: ReadonlySet<string>,
): readonly ExpectedCall[] {
  const first = placement?.versions[0];
  if (!first) return calls;
  const { knownOn } = placement;
  const isOfThen = (at: Date) => at < first.toldAt;
  const isHistory = ({ callId, day, expectedStart }: ExpectedCall) =>
    isOfThen(expectedStart) && (day < knownOn || first.calls.some((call) => call.callId === callId));
  if (!calls.some(isHistory)) return calls;
  const isSpokenOf =
    planned.some(({ now: plan }) => isOfThen(standingOf(plan).plannedStart)) ||
    logged.some(({ now: log }) => isOfThen(log.arrivedAt)) ||
    held.some((visit) => isSpokenFor(visit, approved) && isOfThen(visit.expectedStart));
  return isSpokenOf ? calls : calls.filter((call) => !isHistory(call));
}

/** Keeps a claim to be written if it is new, was reported, or has come to another round or visit. */
function keepClaim<Claim extends { readonly id: string; readonly careDay: string; readonly visitId: string | null }>(
  changed: Array<OnBoard<Claim>>,
  after: Map<string, Claim>,
  reported: ReadonlySet<string>,
  before: Claim | null,
  now: Claim,
): void {
  const isSame = before && !reported.has(now.id) && before.visitId === now.visitId && before.careDay === now.careDay;
  after.set(now.id, isSame ? before : now);
  if (!isSame) changed.push({ before, now });
}

/**
 * The visits of a round, in the order of their starts: its calls with the plans that answer them, plans that answer none,
 * and what was expected once and is no longer. A plan whose own visit an officer or a no-reply case speaks of stays with it.
 *
 * @param lone visits that are stored and that neither a call nor a plan makes any more
 */
function placesOf(
  expecting: Expecting | undefined,
  calls: readonly ExpectedCall[],
  planned: ReadonlyArray<OnBoard<PlannedVisit>>,
  lone: readonly Visit[],
  visits: ReadonlyMap<string, Visit>,
  policy: Policy,
): Place[] {
  const counting = planned.map(({ now: plan }) => plan).filter((plan) => !isTakenBack(plan));
  const isSpokenOf = ({ id }: PlannedVisit) => {
    const own = visits.get(id);
    return own !== undefined && (own.correction !== null || own.noReply !== null);
  };
  const answered = answeredCalls(
    calls,
    counting.filter((plan) => !isSpokenOf(plan)),
    policy.visit.farthestMinutes,
  );
  const plansOfCall = Map.groupBy(answered.keys(), (plan) => answered.get(plan)!.id);
  const places: Place[] = [
    ...calls.map((call): Place => {
      const plans = (plansOfCall.get(call.id) ?? []).sort(byStart);
      return { ...call, isExpected: wasDue(call), before: visits.get(call.id) ?? null, plans };
    }),
    ...counting
      .filter((plan) => !answered.has(plan))
      .map((plan): Place => ({ ...asPlanned(plan, expecting), before: visits.get(plan.id) ?? null, plans: [plan] })),
    ...lone.map((visit): Place => {
      const off: Off = { because: visit.callId ? 'VARIED' : 'NOT_COMMISSIONED', toldAt: null };
      return { ...visit, off, isExpected: false, before: visit, plans: [] };
    }),
  ];
  return places.sort(inOrder);
}

/** By their starts; of one start the council's call comes before a visit of the provider's own. */
function inOrder(a: Place, b: Place): number {
  const isCall = ({ callId }: Place) => Number(callId !== null);
  return +a.expectedStart - +b.expectedStart || isCall(b) - isCall(a) || (nameOf(a) < nameOf(b) ? -1 : 1);
}

/** What tells a place from others of its start: the id of a plan says only when it came first. */
function nameOf({ id, callId, plans: [plan] }: Place): string {
  return callId === null && plan ? `${plan.source} ${plan.externalId}` : id;
}

function byStart(a: PlannedVisit, b: PlannedVisit): number {
  return +standingOf(a).plannedStart - +standingOf(b).plannedStart;
}

/** A visit that answers no call, as its provider planned it. */
function asPlanned(plan: PlannedVisit, expecting: Expecting | undefined): Omit<Place, 'before' | 'plans'> {
  const { plannedStart, plannedEnd } = standingOf(plan);
  const day = localDateOf(plannedStart);
  const off: Off | null = expecting
    ? offUncalled(expecting, day, plannedStart)
    : { because: 'NOT_COMMISSIONED', toldAt: null };
  const { id, windowFrom, windowTo, timeCritical, workersNeeded, tasks, night } = plan;
  return {
    ...{ id, callId: null, windowFrom, windowTo, timeCritical, workersNeeded, tasks, night },
    ...{ day, expectedStart: plannedStart, expectedEnd: plannedEnd },
    minutes: Math.floor((+plannedEnd - +plannedStart) / 60_000),
    ...{ off, isExpected: off === null },
  };
}

type Derived = VisitOutcome & Pick<Visit, 'callId' | 'careDay' | 'expectedStart'>;

function differs(before: Visit, derived: Derived): boolean {
  return (Object.keys(derived) as Array<keyof Derived>).some((name) => {
    const [was, is] = [before[name], derived[name]];
    if (Array.isArray(was) && Array.isArray(is)) return was.join() !== is.join();
    return was instanceof Date && is instanceof Date ? +was !== +is : was !== is;
  });
}
