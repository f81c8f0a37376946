import { setImmediate as underWay } from 'node:timers/promises';
import { bulkInsert, bulkRead } from '../../../../kernel/database/bulk.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Policy } from '../../../../schema/policy.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import type { CallLog } from '../../entities/visits/call-log.js';
import type { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import { ActiveStaff } from '../../entities/workers/active-staff.js';
import { RegularTeam } from '../../entities/workers/regular-team.js';
import { closedQuarters } from '../../reads/figures/closed-quarters.js';
import { addFigures, type Figures, figuresOf, noFigures } from '../../rules/figures/day-figures.js';
import { notCommissioned, type PlacementDays } from '../../rules/visits/commissioned.js';
import { matchLogs } from '../../rules/visits/matching.js';
import { keyOf, type Round, roundOf } from '../../rules/visits/round.js';
import { isTakenBack } from '../../rules/visits/taken-back.js';
import { type VisitOutcome, visitOutcome } from '../../rules/visits/visit-outcome.js';
import { listOn } from '../../rules/workers/known-workers.js';
import { followVisits } from '../alerts/follow-visits.js';
import { settleAgain } from '../pay/settle-again.js';
import { type Conflicts, findConflicts } from '../workers/find-conflicts.js';
import { lockVisits, type VisitsOf } from './lock-visits.js';
import { tellVisits } from './tell-visits.js';
import {
  dueRounds,
  type LogOnBoard,
  type Reported,
  readBoard,
  type VisitBoard,
  type VisitChange,
  type VisitOnBoard,
} from './visit-board.js';
import { writeSettled } from './write-settled.js';

/** What there is now, of the rounds that were settled. */
export interface SettledVisits {
  /** All their visits, by id. */
  readonly visits: ReadonlyMap<string, Visit>;
  /** All their logs, by id. */
  readonly logs: ReadonlyMap<string, CallLog>;
}

const NOTHING: Reported = { visits: [], logs: [], entries: [] };

/**
 * Derives everything that follows from the facts of some rounds, and from the time: which log belongs to which visit,
 * what became of each visit, and by how much that changes the figures of its day. Nothing else writes any of these. The
 * same facts, in whatever order and however often they came, end the same. Rounds of a closed quarter stand as they are.
 *
 * Whoever changes a fact about visits takes `lockVisits`, writes the fact, and then settles. Visits that were read
 * through the entity manager before are stale after it.
 *
 * @param rounds those whose facts have changed; of a visit that moved, the old round and the new
 * @param reported what is to be written together with what follows from it
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
  const closedQuarterOf = await closedQuarters(t.em, of.council, new Set(rounds.map(({ careDay }) => careDay)));
  const open = rounds.filter(({ careDay }) => !closedQuarterOf(careDay));
  const read = await readBoard(t, [...open, ...(await dueRounds(t, of, now))], reported);
  if (read.visits.size === 0 && read.logs.size === 0) return { visits: new Map(), logs: new Map() };

  const { board, conflicts } = await findConflicts(t, of, policy.visit, read);
  const context = await contextOf(t, of, board);
  const entered = bulkInsert(t.em, VisitEntry, reported.entries);
  await underWay();
  const settled = settle(board, context, conflicts, policy, now);
  await writeSettled(t, of, settled, entered);
  await settleAgain(t, of, settled.visits);

  const changes = settled.visits
    .filter(({ before, visit }) => before?.state !== visit.state)
    .map(({ before, visit }): VisitChange => ({ before: before?.state ?? null, visit }));
  await followVisits(t, changes);
  await tellVisits(t, of, policy, now, changes);
  return settled.now;
}

/** What is known beside plans and logs: of the placements, and of who works for whom. */
interface Context {
  readonly placements: ReadonlyMap<string, PlacementDays>;
  readonly teams: ReadonlyMap<string, readonly RegularTeam[]>;
  readonly staff: readonly ActiveStaff[];
}

async function contextOf(t: Transaction, { council, providerId }: VisitsOf, board: VisitBoard): Promise<Context> {
  const ids = [...new Set([...board.visits.values()].map(({ visit }) => visit.placementId))];
  const placements = await bulkRead(t.em, ExpectedPlacement, 'it.id = any($1::uuid[])', [ids]);
  const suspensions = `it.placement_id = any($1::uuid[]) and it.kind = 'SUSPEND'`;
  const changes = await bulkRead(t.em, PlacementChange, suspensions, [ids]);
  const teams = await bulkRead(t.em, RegularTeam, 'it.placement_id = any($1::uuid[])', [ids]);
  const staff = await bulkRead(t.em, ActiveStaff, 'it.council = $1 and it.provider_id = $2', [council, providerId]);
  const changesOf = Map.groupBy(changes, ({ placementId }) => placementId);
  return {
    placements: new Map(placements.map((each) => [each.id, { ...each, changes: changesOf.get(each.id) ?? [] }])),
    teams: Map.groupBy(teams, ({ placementId }) => placementId),
    staff,
  };
}

/** What follows from a board. */
export interface Settled {
  /** Visits that are new, or differ from what is stored. */
  readonly visits: readonly VisitOnBoard[];
  /** The same of logs. */
  readonly logs: readonly LogOnBoard[];
  /** By how much the figures of each day change. */
  readonly figures: ReadonlyMap<string, Figures>;
  readonly now: SettledVisits;
}

function settle(board: VisitBoard, context: Context, conflicts: Conflicts, policy: Policy, now: Date): Settled {
  const plansOf = Map.groupBy(board.visits.values(), ({ visit }) => keyOf(roundOf(visit)));
  const logsOf = Map.groupBy(board.logs.values(), ({ log }) => keyOf(log));
  const reported = new Set<object>([...board.reported.visits, ...board.reported.logs]);
  const figures = new Map<string, Figures>();
  const count = (visit: Visit, sign: 1 | -1): void => {
    const ofDay = figures.get(visit.day) ?? noFigures();
    figures.set(visit.day, ofDay);
    addFigures(ofDay, figuresOf(visit), sign);
  };

  const visits: VisitOnBoard[] = [];
  const logs: LogOnBoard[] = [];
  const visitsNow = new Map<string, Visit>();
  const logsNow = new Map<string, CallLog>();
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

    for (const { before, visit: facts } of plans) {
      const placement = context.placements.get(facts.placementId);
      const outcome = visitOutcome(
        {
          plan: facts,
          logs: (logsOfVisit.get(facts.id) ?? []).sort((a, b) => +a.arrivedAt - +b.arrivedAt),
          notCommissioned: placement ? notCommissioned(placement, facts.day) : null,
          nextPlannedStart: nextStart.get(+facts.plannedStart) ?? null,
          team: listOn(context.teams.get(facts.placementId) ?? [], facts.day),
          staff: listOn(context.staff, facts.day),
          conflicts: conflicts.ofVisit(facts, logsOfVisit.get(facts.id) ?? []),
        },
        policy,
        now,
      );
      if (before && !reported.has(facts) && !differs(before, outcome)) {
        visitsNow.set(before.id, before);
        continue;
      }
      const visit: Visit = { ...facts, ...outcome, flags: [...outcome.flags] };
      visitsNow.set(visit.id, visit);
      visits.push({ before, visit });
      if (before) count(before, -1);
      count(visit, 1);
    }
    for (const { before, log: facts } of held) {
      const visitId = matched.get(facts)?.id ?? null;
      if (before && !reported.has(facts) && before.visitId === visitId) {
        logsNow.set(before.id, before);
        continue;
      }
      const log: CallLog = { ...facts, visitId };
      logsNow.set(log.id, log);
      logs.push({ before, log });
    }
  }
  return { visits, logs, figures, now: { visits: visitsNow, logs: logsNow } };
}

/** For each planned start, the next later one; of visits in order. */
function nextStarts(visits: readonly Visit[]): ReadonlyMap<number, Date> {
  const next = new Map<number, Date>();
  for (let nth = visits.length - 2; nth >= 0; nth--) {
    const [start, later] = [visits[nth]!.plannedStart, visits[nth + 1]!.plannedStart];
    if (+later > +start) next.set(+start, later);
  }
  return next;
}

function differs(before: Visit, outcome: VisitOutcome): boolean {
  return (Object.keys(outcome) as Array<keyof VisitOutcome>).some((name) => {
    const [was, is] = [before[name], outcome[name]];
    if (name === 'flags') return before.flags.join() !== outcome.flags.join();
    return was instanceof Date && is instanceof Date ? +was !== +is : was !== is;
  });
}
