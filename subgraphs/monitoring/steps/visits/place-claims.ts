import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import type { CallLog } from '../../entities/visits/call-log.js';
import type { PlannedVisit } from '../../entities/visits/planned-visit.js';
import type { Visit } from '../../entities/visits/visit.js';
import { careDayOf, careDaysNear } from '../../rules/calls/care-day.js';
import { type ExpectedCall, wasDue } from '../../rules/calls/expected-call.js';
import { keyOf, type Round } from '../../rules/calls/round.js';
import { standingOf } from '../../rules/visits/plan-standing.js';
import { type OnBoard, type VisitBoard, withRounds } from './visit-board.js';

/** The calls of a round by the council's word, and whether any of a placement goes on when the care day turns. */
export interface CallsOf {
  (round: Round): readonly ExpectedCall[];
  goThroughTheTurn(placementId: string): boolean;
}

type Claim = { readonly placementId: string; readonly careDay: string };

/**
 * Gives each plan and log near the turn of the care day, or of a placement with a night that goes through it, to the round of the nearest call, or of the plan that the log
 * names, so that a call at four in the morning is made by who comes at five to four. Which round that is follows from the
 * facts; a claim that changes its round brings both onto the board, and so does a call whose time has moved over the turn.
 * [DEL-01, DEL-02]
 */
export async function placeClaims(
  t: Transaction,
  read: VisitBoard,
  callsOf: CallsOf,
  isOpen: (round: Round) => boolean,
  matchMinutes: number,
): Promise<VisitBoard> {
  const daysOf = ({ placementId }: Claim, at: Date) => {
    const near = careDaysNear(at, matchMinutes);
    const days = callsOf.goThroughTheTurn(placementId) ? [addLocalDays(near[0]!, -1), ...near] : near;
    return days.map((careDay) => ({ placementId, careDay }));
  };
  // A log that names a plan is looked for on these days: whichever of the two comes first, they end on one.
  const reachOf = (plan: PlannedVisit) => {
    const days = daysOf(plan, standingOf(plan).plannedStart);
    const { placementId, careDay } = days.at(-1)!;
    return callsOf.goThroughTheTurn(placementId) ? [...days, { placementId, careDay: addLocalDays(careDay, 1) }] : days;
  };
  // Nearly all lie far from any turn, on the care day that they have: there is nothing to find for them.
  const isPlaced = ({ placementId, careDay }: Claim, at: Date) => {
    const [day, other] = careDaysNear(at, matchMinutes);
    return day === careDay && other === undefined && !callsOf.goThroughTheTurn(placementId);
  };
  const isPlanPlaced = ({ now }: OnBoard<PlannedVisit>) => isPlaced(now, standingOf(now).plannedStart);
  const isLogPlaced = ({ now }: OnBoard<CallLog>) => isPlaced(now, now.arrivedAt);
  const near = [
    ...others(read.plans, isPlanPlaced).flatMap(({ now }) => reachOf(now)),
    ...others(read.logs, isLogPlaced).flatMap(({ now }) => daysOf(now, now.arrivedAt)),
    ...[...read.visits.values()].filter((visit) => visit.callId && !isOf(callsOf(visit), visit)).flatMap(careDaysOf),
  ];
  const missing = near.filter((round) => !read.rounds.has(keyOf(round)) && isOpen(round));
  const board = missing.length > 0 ? await withRounds(t, read, missing) : read;

  const placed = (claim: Claim, at: Date): string => {
    const days = daysOf(claim, at);
    if (days.length === 1) return days[0]!.careDay;
    const apart = ({ expectedStart }: ExpectedCall) => Math.abs(+expectedStart - +at);
    const calls = days.flatMap((round) => callsOf(round).map((call) => ({ call, careDay: round.careDay })));
    const [nearest] = calls
      .filter(({ call }) => wasDue(call) && apart(call) <= matchMinutes * 60_000)
      .sort((a, b) => apart(a.call) - apart(b.call));
    return nearest?.careDay ?? careDayOf(at);
  };
  const plans = new Map(board.plans);
  for (const each of others(board.plans, isPlanPlaced)) {
    plans.set(each.now.id, moved(each, placed(each.now, standingOf(each.now).plannedStart)));
  }
  const logs = new Map(board.logs);
  const logsToPlace = others(board.logs, isLogPlaced);
  const planNamed = new Map(
    (logsToPlace.length > 0 ? [...plans.values()] : []).map(
      ({ now }) => [`${now.placementId} ${now.externalId}`, now] as const,
    ),
  );
  for (const each of logsToPlace) {
    const { now } = each;
    const named = planNamed.get(`${now.placementId} ${now.visitExternalId}`);
    const isOfPlan = named && isNear(daysOf(now, now.arrivedAt), named.careDay, reachOf(named));
    logs.set(now.id, moved(each, isOfPlan ? named.careDay : placed(now, now.arrivedAt)));
  }
  return { ...board, plans, logs };
}

/** Those of which it does not hold. */
function others<Each>(all: ReadonlyMap<string, Each>, holds: (each: Each) => boolean): readonly Each[] {
  return [...all.values()].filter((each) => !holds(each));
}

/** Whether a log of these days may be of a plan of that day, which is found from either of them. */
function isNear(daysOfLog: readonly Round[], careDay: string, reach: readonly Round[]): boolean {
  const days = daysOfLog.map((round) => round.careDay);
  return days.includes(careDay) && days.every((day) => reach.some((round) => round.careDay === day));
}

function isOf(calls: readonly ExpectedCall[], visit: Visit): boolean {
  return calls.some(({ id }) => id === visit.id);
}

/** The rounds to which a call of this day may belong, by its time. */
function careDaysOf({ placementId, day }: Visit): readonly Round[] {
  return [addLocalDays(day, -1), day].map((careDay) => ({ placementId, careDay }));
}

function moved<Each extends Claim>(each: OnBoard<Each>, careDay: string): OnBoard<Each> {
  return each.now.careDay === careDay ? each : { ...each, now: { ...each.now, careDay } };
}
