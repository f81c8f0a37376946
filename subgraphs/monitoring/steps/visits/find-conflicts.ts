import { bulk, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Policy } from '../../../../schema/policy.js';
import type { CallLog } from '../../entities/visits/call-log.js';
import type { Visit } from '../../entities/visits/visit.js';
import { keyOf, type Round, roundOf } from '../../rules/visits/round.js';
import { conflictBetween, type Stay, travelMinutes } from '../../rules/visits/worker-overlap.js';
import type { VisitsOf } from './lock-visits.js';
import type { Board } from './settle-visits.js';

type Conflict = 'OVERLAP' | 'TRAVEL';

/** Which calls of one worker cannot both be made as planned, or were not both made as logged (DEL-07). */
export interface Conflicts {
  /** Of a visit, by the rota and by the logs matched to it. */
  ofVisit(visit: Visit, logs: readonly CallLog[]): ReadonlySet<Conflict>;
}

/** A stay of the rota or of the logs, the row it comes from, and the round of that. */
interface Placed extends Stay {
  readonly kind: 'PLAN' | 'LOG';
  readonly id: string;
  readonly round: Round;
}

/** No call lasts longer, so none that begins earlier can reach into another. */
const LONGEST_HOURS = 24;

/**
 * Finds them, for all visits and logs of the board. A conflict has two ends: a call outside the board that has come into
 * conflict with a changed one, or got out of it, is brought onto the board with its round by `readInto`.
 */
export async function findConflicts(
  t: Transaction,
  of: VisitsOf,
  policy: Policy['visit'],
  board: Board,
  readInto: (rounds: readonly Round[]) => Promise<void>,
): Promise<Conflicts> {
  // Conflicts come of what is reported alone: what was found then still holds.
  if (board.reported.visits.length + board.reported.logs.length === 0)
    return { ofVisit: ({ id }) => keptOf(board, id) };
  const now = staysOn(board);
  const before = [
    ...board.reported.visits.flatMap(({ id }) => planned(board.visits.get(id)?.before)),
    ...board.reported.logs.flatMap(({ id }) => logged(board.logs.get(id)?.before)),
  ];
  const reported = new Set([...board.reported.visits, ...board.reported.logs].map(({ id }) => id));
  const others = await neighboursOf(t, of, policy, [...now, ...before], board);

  const changed = [...now.filter(({ id }) => reported.has(id)), ...before];
  const drawnIn: Round[] = [];
  forEachConflict([...changed, ...others], policy, (a, b) => {
    if (!reported.has(a.id) && !reported.has(b.id)) return;
    for (const { round } of [a, b]) if (!board.rounds.has(keyOf(round))) drawnIn.push(round);
  });
  if (drawnIn.length > 0) {
    await readInto(drawnIn);
    const known = new Set(now.map(({ id }) => id));
    const more = staysOn(board).filter(({ id }) => !known.has(id));
    now.push(...more);
    others.push(...(await neighboursOf(t, of, policy, more, board)));
  }

  const found = new Map<string, Set<Conflict>>();
  forEachConflict([...now, ...others], policy, (a, b, conflict) => {
    // Without the time to travel it is the later call that cannot be in time.
    for (const { id } of conflict === 'OVERLAP' ? [a, b] : [+a.from <= +b.from ? b : a]) {
      found.set(id, (found.get(id) ?? new Set<Conflict>()).add(conflict));
    }
  });
  return {
    ofVisit(visit, logs) {
      if (found.size === 0) return NONE;
      return new Set([visit, ...logs].flatMap(({ id }) => [...(found.get(id) ?? [])]));
    },
  };
}

const NONE: ReadonlySet<Conflict> = new Set();

function keptOf({ visits }: Board, id: string): ReadonlySet<Conflict> {
  const flags = visits.get(id)?.before?.flags ?? [];
  const kept: Conflict[] = [];
  if (flags.includes('WORKER_OVERLAP')) kept.push('OVERLAP');
  if (flags.includes('TRAVEL_TOO_SHORT')) kept.push('TRAVEL');
  return new Set(kept);
}

function staysOn(board: Board): Placed[] {
  return [
    ...[...board.visits.values()].flatMap(({ visit }) => planned(visit)),
    ...[...board.logs.values()].flatMap(({ log }) => logged(log)),
  ];
}

/** What was called off or taken back is on nobody's rota. */
function planned(visit: Visit | null | undefined): readonly Placed[] {
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

function logged(log: CallLog | null | undefined): readonly Placed[] {
  if (!log?.departedAt || log.removed) return [];
  const { id, worker, placementId, arrivedAt: from, departedAt: to, day } = log;
  return [{ kind: 'LOG', id, worker, placementId, from, to, travelMetres: null, round: { placementId, day } }];
}

/** Every two stays of one worker, both planned or both logged, that are in conflict. */
function forEachConflict(
  stays: readonly Placed[],
  policy: Policy['visit'],
  tell: (a: Placed, b: Placed, conflict: Conflict) => void,
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

const PROBE = [
  { name: 'kind', type: 'text' },
  { name: 'worker', type: 'text' },
  { name: 'since', type: 'timestamptz' },
  { name: 'until', type: 'timestamptz' },
];

/** Stays of one worker that lie so close are looked around at once. */
const CLOSE_MS = 3_600_000;

/** When to look for other stays of a worker: around each stay, and around those of one round together. */
function probesOf(stays: readonly Placed[], policy: Policy['visit']) {
  const probes: Array<{ kind: Placed['kind']; worker: string; since: Date; until: Date }> = [];
  for (const ofWorker of Map.groupBy(stays, ({ kind, worker }) => `${kind} ${worker}`).values()) {
    ofWorker.sort((a, b) => +a.from - +b.from);
    let probe: (typeof probes)[number] | undefined;
    for (const { kind, worker, from, to, travelMetres } of ofWorker) {
      const since = new Date(+from - (kind === 'PLAN' ? travelMinutes(travelMetres, policy) * 60_000 : 0));
      if (probe && +since <= +probe.until + CLOSE_MS) {
        if (to > probe.until) probe.until = to;
        if (since < probe.since) probe.since = since;
      } else {
        probe = { kind, worker, since, until: to };
        probes.push(probe);
      }
    }
  }
  return probes;
}

/** Stays of the same workers, close by in time, whose rows are not on the board. */
async function neighboursOf(
  t: Transaction,
  { council, providerId }: VisitsOf,
  policy: Policy['visit'],
  stays: readonly Placed[],
  board: Board,
): Promise<Placed[]> {
  if (stays.length === 0) return [];
  const { from: probes, parameters } = rowset(PROBE, probesOf(stays, policy), 5);
  // Each probe by itself, and by its index: joined freely, all rows of the provider would be read.
  const plans = (nth: 1 | 2) => `
    select 'PLAN' as kind, found.* from probe cross join lateral (
      select it.id, it.placement_id, it.planned_workers[${nth}] as worker, it.planned_start as from_at,
        it.planned_end as to_at, it.travel_metres
      from monitoring.visit as it
      where it.provider_id = $1 and it.planned_workers[${nth}] = probe.worker
        ${nth === 2 ? 'and it.planned_workers[2] is not null' : ''}
        and it.planned_start > probe.since - interval '${LONGEST_HOURS} hours' and it.planned_end > probe.since
        and it.planned_start < probe.until + (coalesce(it.travel_metres, 0) * $3::float8 + $4::float8) * interval '1 second'
        and it.planned_start < probe.until + interval '${LONGEST_HOURS} hours'
        and it.council = $2 and not it.removed and it.cancellation is null
      offset 0) as found
    where probe.kind = 'PLAN'`;
  const rows = await bulk<
    Record<'kind' | 'id' | 'placement_id' | 'worker' | 'from_at' | 'to_at', string> & { travel_metres: number | null }
  >(
    t.em,
    `with probe as (select * from ${probes})
     ${plans(1)} union ${plans(2)} union
     select 'LOG', found.* from probe cross join lateral (
       select it.id, it.placement_id, it.worker, it.arrived_at, it.departed_at, null::int
       from monitoring.call_log as it
       where it.provider_id = $1 and it.worker = probe.worker
         and it.arrived_at > probe.since - interval '${LONGEST_HOURS} hours' and it.departed_at > probe.since
         and it.arrived_at < probe.until and it.council = $2 and not it.removed
       offset 0) as found
     where probe.kind = 'LOG'`,
    [providerId, council, 3600 / 1000 / policy.travelKmPerHour, policy.travelExtraMinutes * 60, ...parameters],
  );
  return rows
    .filter(({ id }) => !board.visits.has(id) && !board.logs.has(id))
    .map((row) => {
      const [from, to] = [new Date(row.from_at), new Date(row.to_at)];
      return {
        kind: row.kind as Placed['kind'],
        id: row.id,
        worker: row.worker,
        placementId: row.placement_id,
        from,
        to,
        travelMetres: row.travel_metres,
        round: roundOf({ placementId: row.placement_id, plannedStart: from }),
      };
    });
}
