import { DEFAULT_POLICY, type Policy } from '../../../schema/policy.js';
import type { LogFacts, PlanFacts, VisitFacts } from '../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { type VisitOutcome, visitOutcome } from '../../../subgraphs/monitoring/rules/visits/visit-outcome.js';

/** Monday 1 June 2026, 09:00 in London: where the visit of these tests is planned to start. */
export const NINE = new Date('2026-06-01T08:00:00.000Z');

export function at(minutes: number): Date {
  return new Date(NINE.getTime() + minutes * 60_000);
}

/** Half an hour at nine, by one worker. */
export function aPlan(over: Partial<PlanFacts> = {}): PlanFacts {
  return {
    id: 'visit',
    placementId: 'placement',
    source: 'roster',
    externalId: 'V1',
    asOf: at(-600),
    day: '2026-06-01',
    plannedStart: NINE,
    plannedEnd: at(30),
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
    noReply: null,
    correction: null,
    ...over,
  };
}

/** From nine to half past nine, on the spot. */
export function aLog(over: Partial<LogFacts> = {}): LogFacts {
  return {
    id: 'log',
    placementId: 'placement',
    source: 'ecm',
    externalId: 'L1',
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

export function facts(plan: Partial<PlanFacts>, logs: readonly LogFacts[], over: Partial<VisitFacts> = {}): VisitFacts {
  return {
    plan: aPlan(plan),
    logs,
    notCommissioned: null,
    nextPlannedStart: null,
    team: undefined,
    staff: undefined,
    conflicts: new Set(),
    ...over,
  };
}

/** What became of it, seen long after. */
export function outcome(
  plan: Partial<PlanFacts>,
  logs: readonly LogFacts[] = [],
  over: Partial<VisitFacts> & { readonly now?: Date; readonly policy?: Policy } = {},
): VisitOutcome {
  const { now = at(24 * 60), policy = DEFAULT_POLICY, ...rest } = over;
  return visitOutcome(facts(plan, logs, rest), policy, now);
}
