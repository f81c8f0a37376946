import { addMinutes } from '../../../kernel/time/working-time.js';
import { DEFAULT_POLICY, type Policy } from '../../../schema/policy.js';
import type { Off } from '../../../subgraphs/monitoring/rules/calls/expected-call.js';
import { attendances, type Place } from '../../../subgraphs/monitoring/rules/visits/attendance.js';
import type {
  CallFacts,
  Cancellation,
  LogFacts,
  PlanFacts,
  VisitFacts,
} from '../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { type VisitOutcome, visitOutcome } from '../../../subgraphs/monitoring/rules/visits/visit-outcome.js';

/** Monday 1 June 2026, 09:00 in London: when the call of these tests is expected. */
export const NINE = new Date('2026-06-01T08:00:00.000Z');

export function at(minutes: number): Date {
  return new Date(NINE.getTime() + minutes * 60_000);
}

/** Half an hour at nine, by one worker. */
export function aCall(over: Partial<CallFacts> = {}): CallFacts {
  const { expectedStart = NINE, minutes = 30 } = over;
  return {
    day: '2026-06-01',
    expectedStart,
    expectedEnd: addMinutes(expectedStart, minutes),
    windowFrom: null,
    windowTo: null,
    minutes,
    workersNeeded: 1,
    timeCritical: false,
    tasks: [],
    night: null,
    ...over,
  };
}

/** Half an hour at nine, by one worker, known long before. */
export function aPlan(over: Partial<PlanFacts> = {}): PlanFacts {
  return {
    id: 'plan',
    placementId: 'placement',
    source: 'roster',
    externalId: 'V1',
    asOf: at(-600),
    knownAt: at(-600),
    standing: null,
    visit: null,
    plannedStart: NINE,
    plannedEnd: at(30),
    night: null,
    windowFrom: null,
    windowTo: null,
    timeCritical: false,
    workersNeeded: 1,
    plannedWorkers: [],
    travelMetres: null,
    tasks: [],
    movedFrom: null,
    cancellation: null,
    told: [],
    removed: false,
    ...over,
  };
}

/** A plan that says what the council commissioned. */
export function planOf(call: CallFacts, over: Partial<PlanFacts> = {}): PlanFacts {
  const { expectedStart: plannedStart, expectedEnd: plannedEnd, windowFrom, windowTo, workersNeeded } = call;
  const { timeCritical, night } = call;
  return aPlan({ plannedStart, plannedEnd, windowFrom, windowTo, workersNeeded, timeCritical, night, ...over });
}

/** Called off in order, an hour before nine. */
export const inOrder: Cancellation = {
  at: at(-60).toISOString(),
  requestedBy: 'PERSON',
  confirmedWith: 'PERSON',
  confirmedBy: 'FIELD_SUPERVISOR',
  alternative: 'FAMILY_CARES',
};

/** From nine to half past nine, on the spot, known at once. */
export function aLog(over: Partial<LogFacts> = {}): LogFacts {
  return {
    id: 'log',
    placementId: 'placement',
    source: 'ecm',
    externalId: 'L1',
    knownAt: over.arrivedAt ?? NINE,
    visitExternalId: null,
    worker: 'W1',
    arrivedAt: NINE,
    arrivedBy: 'GPS',
    arrivedMetres: 0,
    departedAt: at(30),
    departedBy: 'GPS',
    departedMetres: 0,
    tasks: [],
    refused: null,
    removed: false,
    ...over,
  };
}

/** Where a worker may have been: half an hour at nine, for one worker. */
export function aPlace(over: Partial<Place> = {}): Place {
  const { expectedStart = NINE } = over;
  return {
    id: 'visit',
    expectedStart,
    expectedEnd: addMinutes(expectedStart, 30),
    workersNeeded: 1,
    isExpected: true,
    plans: [],
    ...over,
  };
}

/** The council does not expect it, and told so at this instant. */
export function off(because: Off['because'], toldAt: Date | null = at(-600)): Off {
  return { because, toldAt };
}

export interface Given extends Partial<Omit<VisitFacts, 'call'>> {
  /** How the one plan that answers the call differs from it. */
  readonly plan?: Partial<PlanFacts>;
  readonly now?: Date;
  readonly policy?: Policy;
}

/** What became of a call that one plan answers as it should, by these logs, seen long after. */
export function outcome(call: Partial<CallFacts>, logs: readonly LogFacts[] = [], given: Given = {}): VisitOutcome {
  const { now = at(24 * 60), policy = DEFAULT_POLICY, plan = {}, ...over } = given;
  const commissioned = aCall(call);
  const place = aPlace({ ...commissioned, isExpected: !over.off });
  const attended = attendances([place], logs, policy.visit);
  const facts: VisitFacts = {
    call: commissioned,
    off: null,
    plans: [planOf(commissioned, plan)],
    attendances: attended.at.get(place) ?? [],
    noLength: attended.noLength.get(place) ?? [],
    noReply: null,
    correction: null,
    nextStart: null,
    team: undefined,
    staff: undefined,
    conflicts: new Set(),
    ...over,
  };
  return visitOutcome(facts, policy, now);
}
