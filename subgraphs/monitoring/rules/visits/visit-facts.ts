import type { NIGHT_TYPES } from '../../../../schema/events/cases.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import type { NoReplyMark } from '../no-reply/no-reply.js';
import type { WorkersFrom } from '../workers/known-workers.js';
import type { VisitState } from './visit-states.js';

export const VISIT_ENTRY_KINDS = ['PLAN', 'LOG', 'CORRECTION', 'NO_REPLY'] as const;
/** What is kept in the history of a visit, in each of its versions. [IDG-16] */
export type VisitEntryKind = (typeof VISIT_ENTRY_KINDS)[number];

export const LOG_METHODS = ['GPS', 'TELEPHONE', 'TAG', 'MANUAL'] as const;
/** How an arrival or departure was logged; all but MANUAL are electronic. [DEL-02, DEL-03] */
export type LogMethod = (typeof LOG_METHODS)[number];

/** A night, which is no unit of a quarter of an hour. [DEL-06] */
export type Night = (typeof NIGHT_TYPES)[number];

/** A call is called off only when somebody senior has confirmed it with the person or the next of kin. [VAR-10] */
export interface Cancellation {
  readonly at: string;
  /** Who wanted it, as a code. */
  readonly requestedBy: string;
  readonly confirmedWith: 'PERSON' | 'NEXT_OF_KIN' | null;
  /** Role of the worker who confirmed it. */
  readonly confirmedBy: WorkerRole | null;
  /** The arrangement made instead, as a code. */
  readonly alternative: string | null;
}

export const TOLD_ABOUT = ['LATE', 'CHANGED', 'CANCELLED', 'WORKER'] as const;
export const TOLD_TO = ['PERSON', 'NEXT_OF_KIN', 'REPRESENTATIVE'] as const;

/** What the person was told, and when. [DEL-15, DEL-13] */
export interface Told {
  readonly about: (typeof TOLD_ABOUT)[number];
  readonly at: string;
  readonly to: (typeof TOLD_TO)[number];
}

/** What a council's officer found to be so, on evidence; it stands over what the systems reported. [SM-8] */
export interface Correction {
  readonly state: VisitState;
  /** Worker-minutes of care, if the evidence shows other ones than the logs. */
  readonly actualMinutes: number | null;
  readonly reason: string;
  readonly evidence: string;
  readonly at: string;
  readonly by: string;
}

export const TASK_OUTCOMES = ['DONE', 'REFUSED_BY_PERSON', 'NOT_DONE'] as const;

/** What became of one task of the plan. [DEL-11] */
export interface TaskOutcome {
  readonly task: string;
  readonly outcome: (typeof TASK_OUTCOMES)[number];
  readonly reason: string | null;
}

/** The person refused the call. [DEL-18] */
export interface RefusalOfService {
  readonly reason: string;
  readonly capacityConcern: boolean;
}

/** A visit as its system planned it, with what else was reported of it. [DEL-01] */
export interface PlanFacts {
  readonly id: string;
  readonly placementId: string;
  readonly source: string;
  readonly externalId: string;
  readonly asOf: Date;
  /** The London date that it is planned for. */
  readonly day: string;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
  readonly timeCritical: boolean;
  readonly workersNeeded: number;
  readonly plannedWorkers: readonly string[];
  /** Metres from the call before it on the worker's rota; null if the roster does not say. */
  readonly travelMetres: number | null;
  readonly tasks: readonly string[];
  /** The start that the person had been given before it was moved; null if it never was. */
  readonly movedFrom: Date | null;
  readonly cancellation: Cancellation | null;
  readonly told: readonly Told[];
  readonly removed: boolean;
  readonly noReply: NoReplyMark | null;
  readonly correction: Correction | null;
}

/** One worker's arrival and departure, as call monitoring logged them. [DEL-02] */
export interface LogFacts {
  readonly id: string;
  readonly placementId: string;
  readonly source: string;
  readonly externalId: string;
  readonly visitExternalId: string | null;
  readonly worker: string;
  readonly arrivedAt: Date;
  readonly arrivedBy: LogMethod;
  readonly arrivedMetres: number | null;
  readonly departedAt: Date | null;
  readonly departedBy: LogMethod | null;
  readonly departedMetres: number | null;
  readonly tasks: readonly TaskOutcome[];
  readonly refused: RefusalOfService | null;
  readonly removed: boolean;
}

/** Everything that decides what became of a visit. */
export interface VisitFacts {
  readonly plan: PlanFacts;
  /** The logs that were matched to it, in the order of their arrival. */
  readonly logs: readonly LogFacts[];
  readonly notCommissioned: 'SUSPENDED' | 'ENDED' | null;
  /** When the next visit of the round is planned to start; null for the last. */
  readonly nextPlannedStart: Date | null;
  /** The person's named regular team on that day. */
  readonly team: WorkersFrom | undefined;
  /** The provider's active staff on that day. */
  readonly staff: WorkersFrom | undefined;
  /** With other calls of its planned or logged workers (DEL-07). */
  readonly conflicts: ReadonlySet<'OVERLAP' | 'TRAVEL'>;
}
