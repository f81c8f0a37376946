import { bulk, bulkReadEach, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { CallLog } from '../../entities/visits/call-log.js';
import { Visit } from '../../entities/visits/visit.js';
import type { VisitEntry } from '../../entities/visits/visit-entry.js';
import { careDaySpan } from '../../rules/visits/care-day.js';
import { keyOf, type Round, roundOf } from '../../rules/visits/round.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import type { VisitsOf } from './lock-visits.js';

/** Facts that were reported and are not yet written: new ones, and new versions of what is known by the same id. */
export interface Reported {
  readonly visits: readonly Visit[];
  readonly logs: readonly CallLog[];
  /** As they were reported, to be kept with them (IDG-16). */
  readonly entries: readonly VisitEntry[];
}

/** A visit as it is stored, null if it is new, and with the facts that now hold. */
export interface VisitOnBoard {
  readonly before: Visit | null;
  readonly visit: Visit;
}

/** A log as it is stored, null if it is new, and with the facts that now hold. */
export interface LogOnBoard {
  readonly before: CallLog | null;
  readonly log: CallLog;
}

/** What settling made of a visit: its state before, null if it has just become known, and the visit as it now is. */
export interface VisitChange {
  readonly before: VisitState | null;
  readonly visit: Visit;
}

/** Everything that is settled at once: the facts of some rounds, as they are stored and as they now hold. */
export interface VisitBoard {
  readonly rounds: ReadonlyMap<string, Round>;
  readonly visits: ReadonlyMap<string, VisitOnBoard>;
  readonly logs: ReadonlyMap<string, LogOnBoard>;
  readonly reported: Reported;
}

/** The board of these rounds, with what was reported put over what is stored. */
export async function readBoard(t: Transaction, rounds: readonly Round[], reported: Reported): Promise<VisitBoard> {
  const { rounds: onBoard, visits, logs } = await readRounds(t, rounds, new Map());
  for (const visit of reported.visits) {
    visits.set(visit.id, { before: visits.get(visit.id)?.before ?? null, visit });
  }
  for (const log of reported.logs) logs.set(log.id, { before: logs.get(log.id)?.before ?? null, log });
  return { rounds: onBoard, visits, logs, reported };
}

/** The same board with further rounds. */
export async function withRounds(t: Transaction, board: VisitBoard, rounds: readonly Round[]): Promise<VisitBoard> {
  const more = await readRounds(t, rounds, board.rounds);
  return {
    rounds: beside(board.rounds, more.rounds),
    visits: beside(board.visits, more.visits),
    logs: beside(board.logs, more.logs),
    reported: board.reported,
  };
}

/** Both maps as one; what the first has is left as it is. */
function beside<Value>(first: ReadonlyMap<string, Value>, more: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...first, ...[...more].filter(([key]) => !first.has(key))]);
}

const SPAN = [
  { name: 'placementId', type: 'uuid' },
  { name: 'careDay', type: 'text' },
  { name: 'from', type: 'timestamptz' },
  { name: 'until', type: 'timestamptz' },
];

/** What is stored of these rounds, apart from those that are on the board already. */
async function readRounds(t: Transaction, rounds: readonly Round[], known: ReadonlyMap<string, Round>) {
  const wanted = new Map(rounds.map((round) => [keyOf(round), round] as const).filter(([key]) => !known.has(key)));
  const visits = new Map<string, VisitOnBoard>();
  const logs = new Map<string, LogOnBoard>();
  if (wanted.size === 0) return { rounds: wanted, visits, logs };
  const spanOf = new Map<string, ReturnType<typeof careDaySpan>>();
  for (const { careDay } of wanted.values()) if (!spanOf.has(careDay)) spanOf.set(careDay, careDaySpan(careDay));
  const spans = [...wanted.values()].map((round) => ({ ...round, ...spanOf.get(round.careDay)! }));
  const each = rowset(SPAN, spans);
  const planned = await bulkReadEach(
    t.em,
    Visit,
    each,
    'it.placement_id = "row"."placementId" and it.planned_start >= "row"."from" and it.planned_start < "row".until',
  );
  const logged = await bulkReadEach(
    t.em,
    CallLog,
    each,
    'it.placement_id = "row"."placementId" and it.care_day = "row"."careDay"',
  );
  for (const visit of planned) visits.set(visit.id, { before: visit, visit });
  for (const log of logged) logs.set(log.id, { before: log, log });
  return { rounds: wanted, visits, logs };
}

/** Rounds that the clock has brought due are settled with any others of their provider, so many at once. */
const MOST_DUE = 2000;

/** The rounds of a provider of which the clock has brought something due. */
export async function dueRounds(
  t: Transaction,
  { council, providerId }: VisitsOf,
  now: Date,
): Promise<readonly Round[]> {
  const due = await bulk<{ placementId: string; plannedStart: string }>(
    t.em,
    // Of all that is due, that of one provider: by the index of what is due, which is short.
    `select placement_id as "placementId", planned_start as "plannedStart"
     from (select * from monitoring.visit where due_at < $1 offset 0) as due
     where council = $2 and provider_id = $3 order by due_at limit ${MOST_DUE}`,
    [now, council, providerId],
  );
  return due.map(({ placementId, plannedStart }) => roundOf({ placementId, plannedStart: new Date(plannedStart) }));
}
