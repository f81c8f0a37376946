import { bulk, list, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Round } from '../../rules/calls/round.js';
import { type Stay, travelMinutes } from '../../rules/workers/worker-overlap.js';
import type { VisitsOf } from '../visits/lock-visits.js';
import type { VisitBoard } from '../visits/visit-board.js';

/** A stay of the rota or of the logs, the row that it comes from, and the round of that row. */
export interface PlacedStay extends Stay {
  readonly id: string;
  readonly round: Round;
}

/** No call lasts longer, so none that begins earlier can reach into another. */
const LONGEST_HOURS = 24;

const PROBE = [
  { name: 'kind', type: 'text' },
  { name: 'worker', type: 'text' },
  { name: 'since', type: 'timestamptz' },
  { name: 'until', type: 'timestamptz' },
];

/** Stays of one worker that lie so close are looked around at once. */
const CLOSE_MS = 3_600_000;

/** When to look for other stays of a worker: around each stay, and around those of one round together. */
function probesOf(stays: readonly PlacedStay[], policy: Policy['visit']) {
  const probes: Array<{ kind: PlacedStay['kind']; worker: string; since: Date; until: Date }> = [];
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

/** Stays of the same workers that are close in time, and whose rows are not on the board. [DEL-07] */
export async function readNeighbours(
  t: Transaction,
  { council, providerId }: VisitsOf,
  policy: Policy['visit'],
  stays: readonly PlacedStay[],
  board: VisitBoard,
): Promise<PlacedStay[]> {
  if (stays.length === 0) return [];
  const { from: probes, parameters } = rowset(PROBE, probesOf(stays, policy), 6);
  const onBoard = [...board.plans.values(), ...board.logs.values()]
    .filter(({ before }) => before)
    .map(({ now }) => now.id);
  // Each probe by itself, and by its index: joined freely, all rows of the provider would be read.
  const plans = (nth: 1 | 2) => `
    select 'PLAN' as kind, found.* from probe cross join lateral (
      select it.id, it.placement_id, it.care_day, it.planned_workers[${nth}] as worker, it.planned_start as from_at,
        it.planned_end as to_at, it.travel_metres
      from monitoring.planned_visit as it
      where it.provider_id = $1 and it.planned_workers[${nth}] = probe.worker
        ${nth === 2 ? 'and it.planned_workers[2] is not null' : ''}
        and it.planned_start > probe.since - interval '${LONGEST_HOURS} hours' and it.planned_end > probe.since
        and it.planned_start < probe.until + (coalesce(it.travel_metres, 0) * $3::float8 + $4::float8) * interval '1 second'
        and it.planned_start < probe.until + interval '${LONGEST_HOURS} hours'
        and it.council = $2 and not it.removed and it.cancellation is null and it.id <> all($5::uuid[])
      offset 0) as found
    where probe.kind = 'PLAN'`;
  const rows = await bulk<
    Record<'kind' | 'id' | 'placement_id' | 'care_day' | 'worker' | 'from_at' | 'to_at', string> & {
      travel_metres: number | null;
    }
  >(
    t.em,
    `with probe as (select * from ${probes})
     ${plans(1)} union ${plans(2)} union
     select 'LOG', found.* from probe cross join lateral (
       select it.id, it.placement_id, it.care_day, it.worker, it.arrived_at, it.departed_at, null::int
       from monitoring.call_log as it
       where it.provider_id = $1 and it.worker = probe.worker
         and it.arrived_at > probe.since - interval '${LONGEST_HOURS} hours' and it.departed_at > probe.since
         and it.arrived_at < probe.until and it.council = $2 and not it.removed and it.id <> all($5::uuid[])
       offset 0) as found
     where probe.kind = 'LOG'`,
    [
      ...[providerId, council, 3600 / 1000 / policy.travelKmPerHour, policy.travelExtraMinutes * 60],
      ...[list('uuid', onBoard), ...parameters],
    ],
  );
  return rows.map((row) => {
    const [from, to] = [new Date(row.from_at), new Date(row.to_at)];
    return {
      kind: row.kind as PlacedStay['kind'],
      id: row.id,
      worker: row.worker,
      placementId: row.placement_id,
      from,
      to,
      travelMetres: row.travel_metres,
      round: { placementId: row.placement_id, careDay: row.care_day },
    };
  });
}
