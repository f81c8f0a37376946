import type { Transaction } from '../../../../kernel/database/work.js';
import type { Policy } from '../../../../schema/policy.js';
import type { CallLog } from '../../entities/visits/call-log.js';
import type { PlannedVisit } from '../../entities/visits/planned-visit.js';
import type { Visit } from '../../entities/visits/visit.js';
import { keyOf, type Round } from '../../rules/calls/round.js';
import { type Conflict, conflictBetween, travelMinutes } from '../../rules/workers/worker-overlap.js';
import type { VisitsOf } from '../visits/lock-visits.js';
import { type VisitBoard, withRounds } from '../visits/visit-board.js';
import { type PlacedStay, readNeighbours } from './read-neighbours.js';

/** Which calls of one worker cannot both be made as planned, or were not both made as logged (DEL-07). */
export interface Conflicts {
  /** Of a visit, by the plans and the logs that belong to it; `before` is the visit as it is stored. */
  ofVisit(before: Visit | null, plans: readonly PlannedVisit[], logs: readonly CallLog[]): ReadonlySet<Conflict>;
}

/**
 * Finds the conflicts of all visits and logs of the board. A conflict has two ends: a call outside the board that has
 * come into conflict with a changed one, or is no longer in conflict with it, comes onto the board with its round.
 *
 * @returns the board with these rounds, and the conflicts of everything on it
 */
export async function findConflicts(
  t: Transaction,
  of: VisitsOf,
  policy: Policy['visit'],
  read: VisitBoard,
  { isOpen, isAnew }: { readonly isOpen: (round: Round) => boolean; readonly isAnew: boolean },
): Promise<{ readonly board: VisitBoard; readonly conflicts: Conflicts }> {
  if (!isAnew) return { board: read, conflicts: { ofVisit: keptOf } };
  const now = staysOn(read);
  const before = [
    ...read.reported.plans.flatMap(({ id }) => planned(read.plans.get(id)?.before)),
    ...read.reported.logs.flatMap(({ id }) => logged(read.logs.get(id)?.before)),
  ];
  const reported = new Set([...read.reported.plans, ...read.reported.logs].map(({ id }) => id));
  const others = await readNeighbours(t, of, policy, [...now, ...before], read);

  const changed = [...now.filter(({ id }) => reported.has(id)), ...before];
  const drawnIn: Round[] = [];
  // Without a call of elsewhere there is none to draw in.
  forEachConflict(others.length > 0 ? [...changed, ...others] : [], policy, (a, b) => {
    if (!reported.has(a.id) && !reported.has(b.id)) return;
    for (const { round } of [a, b]) if (!read.rounds.has(keyOf(round)) && isOpen(round)) drawnIn.push(round);
  });
  const board = drawnIn.length > 0 ? await withRounds(t, read, drawnIn) : read;
  if (board !== read) {
    const known = new Set(now.map(({ id }) => id));
    const more = staysOn(board).filter(({ id }) => !known.has(id));
    now.push(...more);
    others.push(...(await readNeighbours(t, of, policy, more, board)));
  }

  const found = new Map<string, Set<Conflict>>();
  forEachConflict([...now, ...others], policy, (a, b, conflict) => {
    // Without the time to travel it is the later call that cannot be in time.
    for (const { id } of conflict !== 'TRAVEL' ? [a, b] : [+a.from <= +b.from ? b : a]) {
      found.set(id, (found.get(id) ?? new Set<Conflict>()).add(conflict));
    }
  });
  const conflicts: Conflicts = {
    ofVisit(_before, plans, logs) {
      if (found.size === 0) return NONE;
      return new Set([...plans, ...logs].flatMap(({ id }) => [...(found.get(id) ?? [])]));
    },
  };
  return { board, conflicts };
}

const NONE: ReadonlySet<Conflict> = new Set();

function keptOf(before: Visit | null): ReadonlySet<Conflict> {
  const flags = before?.flags ?? [];
  const kept: Conflict[] = [];
  if (flags.includes('WORKED_ELSEWHERE')) kept.push('ELSEWHERE');
  else if (flags.includes('WORKER_OVERLAP')) kept.push('OVERLAP');
  if (flags.includes('TRAVEL_TOO_SHORT')) kept.push('TRAVEL');
  return new Set(kept);
}

function staysOn(board: VisitBoard): PlacedStay[] {
  return [
    ...[...board.plans.values()].flatMap(({ now }) => planned(now)),
    ...[...board.logs.values()].flatMap(({ now }) => logged(now)),
  ];
}

/** What was called off or taken back is on nobody's rota. */
function planned(plan: PlannedVisit | null | undefined): readonly PlacedStay[] {
  if (!plan || plan.removed || plan.cancellation) return [];
  const { id, placementId, careDay, plannedStart: from, plannedEnd: to, travelMetres } = plan;
  const round = { placementId, careDay };
  return plan.plannedWorkers.map((worker) => ({
    kind: 'PLAN',
    id,
    worker,
    placementId,
    from,
    to,
    travelMetres,
    round,
  }));
}

function logged(log: CallLog | null | undefined): readonly PlacedStay[] {
  if (!log?.departedAt || log.removed) return [];
  const { id, worker, placementId, arrivedAt: from, departedAt: to, careDay } = log;
  return [{ kind: 'LOG', id, worker, placementId, from, to, travelMetres: null, round: { placementId, careDay } }];
}

/** Every two stays of one worker, both planned or both logged, that are in conflict. */
function forEachConflict(
  stays: readonly PlacedStay[],
  policy: Policy['visit'],
  tell: (a: PlacedStay, b: PlacedStay, conflict: Conflict) => void,
): void {
  for (const ofWorker of Map.groupBy(stays, ({ kind, worker }) => `${kind} ${worker}`).values()) {
    ofWorker.sort((a, b) => +a.from - +b.from);
    const reach = Math.max(...ofWorker.map(({ travelMetres }) => travelMinutes(travelMetres, policy))) * 60_000;
    ofWorker.forEach((stay, nth) => {
      for (let other = nth + 1; other < ofWorker.length; other++) {
        const later = ofWorker[other]!;
        if (+later.from >= +stay.to + reach) break;
        // Logs of one worker at one placement are one stay: a call that was logged twice is in conflict with nothing.
        const isOneStay = stay.kind === 'LOG' && stay.placementId === later.placementId;
        const conflict = isOneStay || later.id === stay.id ? null : conflictBetween(stay, later, policy);
        if (conflict && (conflict !== 'TRAVEL' || stay.kind === 'PLAN')) tell(stay, later, conflict);
      }
    });
  }
}
