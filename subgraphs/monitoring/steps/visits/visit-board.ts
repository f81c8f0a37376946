import { bulk, bulkReadEach, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { PlannedVisit } from '../../entities/visits/planned-visit.js';
import { Visit } from '../../entities/visits/visit.js';
import type { VisitEntry } from '../../entities/visits/visit-entry.js';
import { keyOf, type Round } from '../../rules/calls/round.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import type { VisitsOf } from './lock-visits.js';

/** Claims that were reported and are not yet written: new ones, and new versions of what is known by the same id. */
export interface Reported {
  readonly plans: readonly PlannedVisit[];
  readonly logs: readonly CallLog[];
  /** As they were reported, to be kept with them (IDG-16). */
  readonly entries: readonly VisitEntry[];
  /** Of which they are, by their ids, as they have been read. */
  readonly placements: ReadonlyMap<string, ExpectedPlacement>;
}

/** A claim as it is stored, null if it is new, and as it now holds. */
export interface OnBoard<Claim> {
  readonly before: Claim | null;
  readonly now: Claim;
}

/** What settling made of a visit: its state and its open query before, null if it has just become known, and the visit as it now is. */
export interface VisitChange {
  readonly before: VisitState | null;
  readonly queryBefore: Visit['query'];
  readonly visit: Visit;
}

/** Everything that is settled at once: the visits and the claims of some rounds. */
export interface VisitBoard {
  readonly rounds: ReadonlyMap<string, Round>;
  /** As they are stored. */
  readonly visits: ReadonlyMap<string, Visit>;
  readonly plans: ReadonlyMap<string, OnBoard<PlannedVisit>>;
  readonly logs: ReadonlyMap<string, OnBoard<CallLog>>;
  readonly reported: Reported;
}

/** The board of these rounds, with what was reported put over what is stored. */
export async function readBoard(t: Transaction, rounds: readonly Round[], reported: Reported): Promise<VisitBoard> {
  const { rounds: onBoard, visits, plans, logs } = await readRounds(t, rounds, new Map());
  for (const plan of reported.plans) plans.set(plan.id, { before: plans.get(plan.id)?.before ?? null, now: plan });
  for (const log of reported.logs) logs.set(log.id, { before: logs.get(log.id)?.before ?? null, now: log });
  return { rounds: onBoard, visits, plans, logs, reported };
}

/** The same board with further rounds. */
export async function withRounds(t: Transaction, board: VisitBoard, rounds: readonly Round[]): Promise<VisitBoard> {
  const more = await readRounds(t, rounds, board.rounds);
  return {
    rounds: beside(board.rounds, more.rounds),
    visits: beside(board.visits, more.visits),
    plans: beside(board.plans, more.plans),
    logs: beside(board.logs, more.logs),
    reported: board.reported,
  };
}

/** Both maps as one; what the first has is left as it is. */
function beside<Value>(first: ReadonlyMap<string, Value>, more: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...first, ...[...more].filter(([key]) => !first.has(key))]);
}

const ROUND = [
  { name: 'placementId', type: 'uuid' },
  { name: 'careDay', type: 'text' },
];
const OF_ROUND = 'it.placement_id = "row"."placementId" and it.care_day = "row"."careDay"';

/** What is stored of these rounds, apart from those that are on the board already. */
async function readRounds(t: Transaction, rounds: readonly Round[], known: ReadonlyMap<string, Round>) {
  const wanted = new Map(rounds.map((round) => [keyOf(round), round] as const).filter(([key]) => !known.has(key)));
  const visits = new Map<string, Visit>();
  const plans = new Map<string, OnBoard<PlannedVisit>>();
  const logs = new Map<string, OnBoard<CallLog>>();
  if (wanted.size === 0) return { rounds: wanted, visits, plans, logs };
  const each = rowset(ROUND, [...wanted.values()]);
  for (const visit of await bulkReadEach(t.em, Visit, each, OF_ROUND)) visits.set(visit.id, visit);
  for (const plan of await bulkReadEach(t.em, PlannedVisit, each, OF_ROUND)) {
    plans.set(plan.id, { before: plan, now: plan });
  }
  for (const log of await bulkReadEach(t.em, CallLog, each, OF_ROUND)) logs.set(log.id, { before: log, now: log });
  return { rounds: wanted, visits, plans, logs };
}

/** Rounds that the clock has brought due are settled with any others of their provider, so many at once. */
const MOST_DUE = 2000;

/** The rounds of a provider of which the clock has brought something due. */
export async function dueRounds(
  t: Transaction,
  { council, providerId }: VisitsOf,
  now: Date,
): Promise<readonly Round[]> {
  return bulk<Round>(
    t.em,
    // Of all that is due, that of one provider: by the index of what is due, which is short.
    `select placement_id as "placementId", care_day as "careDay"
     from (select * from monitoring.visit where due_at < $1 offset 0) as due
     where council = $2 and provider_id = $3 order by due_at limit ${MOST_DUE}`,
    [now, council, providerId],
  );
}
