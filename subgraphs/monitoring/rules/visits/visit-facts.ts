import type { Night } from '../../../../schema/events/cases.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import type { ExpectedCall, Off } from '../calls/expected-call.js';
import type { NoReplyMark } from '../no-reply/no-reply.js';
import type { WorkersFrom } from '../workers/known-workers.js';
import type { Conflict } from '../workers/worker-overlap.js';
import type { Attendance } from './attendance.js';
import type { KeptStanding } from './plan-standing.js';
import type { VisitState } from './visit-states.js';

export const VISIT_ENTRY_KINDS = ['PLAN', 'LOG', 'CORRECTION', 'NO_REPLY'] as const;
/** What is kept in the history of a visit, in each of its versions. [IDG-16] */
export type VisitEntryKind = (typeof VISIT_ENTRY_KINDS)[number];

export const LOG_METHODS = ['GPS', 'TELEPHONE', 'TAG', 'MANUAL'] as const;
/** How an arrival or departure was logged; all but MANUAL are electronic. [DEL-02, DEL-03] */
export type LogMethod = (typeof LOG_METHODS)[number];

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
  /** Worker-minutes that the council pays for, whatever else would follow; null leaves that to the rules. */
  readonly acceptedMinutes: number | null;
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

/** A planned visit as its system reported it: a claim, which answers an expected call or none. [DEL-01] */
export interface PlanFacts {
  readonly id: string;
  readonly placementId: string;
  readonly source: string;
  readonly externalId: string;
  readonly asOf: Date;
  /** When its latest version became known. */
  readonly knownAt: Date;
  /** What stood at the start, if a version came later. */
  readonly standing: KeptStanding | null;
  /** The id of the expected call that it names; null leaves it to the times to say. */
  readonly visit: string | null;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly night: Night | null;
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
}

/** One worker's arrival and departure, as call monitoring logged them. [DEL-02] */
export interface LogFacts {
  readonly id: string;
  readonly placementId: string;
  readonly source: string;
  readonly externalId: string;
  /** When its arrival became known. */
  readonly knownAt: Date;
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

/** What a call is by the council's word; a visit that is not commissioned is as its provider planned it. [DEL-01] */
export type CallFacts = Omit<ExpectedCall, 'id' | 'callId' | 'off'>;

/** Everything that decides what became of a visit. */
export interface VisitFacts {
  readonly call: CallFacts;
  /** Null if the council expects it. */
  readonly off: Off | null;
  /** The plans that answer it, in the order of their starts; none if nobody planned it. */
  readonly plans: readonly PlanFacts[];
  /** In the order of their beginning. */
  readonly attendances: readonly Attendance[];
  /** Its logs that have no length. */
  readonly noLength: readonly LogFacts[];
  readonly noReply: NoReplyMark | null;
  readonly correction: Correction | null;
  /** When the next visit of the round is expected; null for the last. */
  readonly nextStart: Date | null;
  /** The person's named regular team on that day. */
  readonly team: WorkersFrom | undefined;
  /** The provider's active staff on that day. */
  readonly staff: WorkersFrom | undefined;
  /** With other calls of its planned or logged workers (DEL-07). */
  readonly conflicts: ReadonlySet<Conflict>;
}
