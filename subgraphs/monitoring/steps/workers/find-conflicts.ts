import type { Transaction } from '../../../../kernel/database/work.js';
import type { Policy } from '../../../../schema/policy.js';
import type { CallLog } from '../../entities/visits/call-log.js';
import type { Visit } from '../../entities/visits/visit.js';
import { keyOf, type Round, roundOf } from '../../rules/visits/round.js';
import { conflictBetween, travelMinutes } from '../../rules/workers/worker-overlap.js';
import type { VisitsOf } from '../visits/lock-visits.js';
import { type VisitBoard, withRounds } from '../visits/visit-board.js';
import { type PlacedStay, readNeighbours } from './read-neighbours.js';

type Conflict = 'OVERLAP' | 'TRAVEL';

/** Which calls of one worker cannot both be made as planned, or were not both made as logged (DEL-07). */
export interface Conflicts {
  /** Of a visit, by the rota and by the logs matched to it. */
  ofVisit(visit: Visit, logs: readonly CallLog[]): ReadonlySet<Conflict>;
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
): Promise<{ readonly board: VisitBoard; readonly conflicts: Conflicts }> {
  // Only what is reported makes conflicts: what was found then still holds.
  if (read.reported.visits.length + read.reported.logs.length === 0) {
    return { board: read, conflicts: { ofVisit: ({ id }) => keptOf(read, id) } };
  }
  const now = staysOn(read);
  const before = [
    ...read.reported.visits.flatMap(({ id }) => planned(read.visits.get(id)?.before)),
    ...read.reported.logs.flatMap(({ id }) => logged(read.logs.get(id)?.before)),
  ];
  const reported = new Set([...read.reported.visits, ...read.reported.logs].map(({ id }) => id));
  const others = await readNeighbours(t, of, policy, [...now, ...before], read);

  const changed = [...now.filter(({ id }) => reported.has(id)), ...before];
  const drawnIn: Round[] = [];
  forEachConflict([...changed, ...others], policy, (a, b) => {
    if (!reported.has(a.id) && !reported.has(b.id)) return;
    for (const { round } of [a, b]) if (!read.rounds.has(keyOf(round))) drawnIn.push(round);
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
    for (const { id } of conflict === 'OVERLAP' ? [a, b] : [+a.from <= +b.from ? b : a]) {
      found.set(id, (found.get(id) ?? new Set<Conflict>()).add(conflict));
    }
  });
  const conflicts: Conflicts = {
    ofVisit(visit, logs) {
      if (found.size === 0) return NONE;
      return new Set([visit, ...logs].flatMap(({ id }) => [...(found.get(id) ?? [])]));
    },
  };
  return { board, conflicts };
}

const NONE: ReadonlySet<Conflict> = new Set();

function keptOf({ visits }: VisitBoard, id: string): ReadonlySet<Conflict> {
  const flags = visits.get(id)?.before?.flags ?? [];
  const kept: Conflict[] = [];
  if (flags.includes('WORKER_OVERLAP')) kept.push('OVERLAP');
  if (flags.includes('TRAVEL_TOO_SHORT')) kept.push('TRAVEL');
  return new Set(kept);
}

function staysOn(board: VisitBoard): PlacedStay[] {
  return [
    ...[...board.visits.values()].flatMap(({ visit }) => planned(visit)),
    ...[...board.logs.values()].flatMap(({ log }) => logged(log)),
  ];
}

/** What was called off or taken back is on nobody's rota. */
function planned(visit: Visit | null | undefined): readonly PlacedStay[] {
  if (!visit || visit.removed || visit.cancellation) return [];
  const { id, placementId, plannedStart: from, plannedEnd: to, travelMetres } = visit;
  const round = roundOf(visit);
  return visit.plannedWorkers.map((worker) => ({
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
        const conflict = later.id === stay.id ? null : conflictBetween(stay, later, policy);
        if (conflict && (conflict === 'OVERLAP' || stay.kind === 'PLAN')) tell(stay, later, conflict);
      }
    });
  }
}
