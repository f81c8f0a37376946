import type { NewEvent } from './envelope.js';

/** What the monitoring subgraph tells the others. */

export const WORKER_ROLES = [
  'FIELD_SUPERVISOR',
  'REGISTERED_MANAGER',
  'TRUSTED_ASSESSOR',
  'SENIOR_CARER',
  'CARE_WORKER',
] as const;
export type WorkerRole = (typeof WORKER_ROLES)[number];

/**
 * ROUT-11: the first call of a placement took place; cases starts the placement (SM-4). What is not known of it, because
 * it was found in the logs, is null.
 */
export type FirstCallMade = NewEvent<
  'FirstCallMade',
  {
    readonly placementId: string;
    readonly packageId: string;
    readonly callOffId: string | null;
    readonly providerId: string;
    readonly madeAt: string;
    readonly workerRole: WorkerRole | null;
    readonly nextCarerAdvised: boolean | null;
  }
>;

/** PROV-07: Inadequate opened a full contract review. */
export type ContractReviewOpened = NewEvent<
  'ContractReviewOpened',
  { readonly reviewId: string; readonly providerId: string; readonly kind: 'FULL' }
>;

interface OfAlert {
  readonly alertId: string;
  readonly visitId: string;
  readonly placementId: string;
  readonly providerId: string;
}
/** NTF-19: a planned call has no log-in when its alert falls due, or fewer than it needs workers (DEL-21). */
export type VisitAlertRaised = NewEvent<
  'VisitAlertRaised',
  OfAlert & {
    readonly kind: 'LATE' | 'SECOND_WORKER';
    readonly plannedStart: string;
    readonly timeCritical: boolean;
  }
>;
/** NTF-19: a step of an open alert was taken: acknowledged, person contacted, replacement sent … */
export type VisitAlertMoved = NewEvent<'VisitAlertMoved', OfAlert & { readonly state: string }>;
/** NTF-19: a step was not taken by its limit; `rule` is the clock that ran out (DEL-22 to DEL-27). */
export type VisitAlertEscalated = NewEvent<'VisitAlertEscalated', OfAlert & { readonly rule: string }>;
/** NTF-19. */
export type VisitAlertClosed = NewEvent<'VisitAlertClosed', OfAlert & { readonly state: 'RESOLVED' | 'CLOSED_MISSED' }>;
/** NTF-20: the person cannot be reached; council and next of kin are to be told (DEL-27), which is a task for a desk. */
export type UserUnreachable = NewEvent<
  'UserUnreachable',
  OfAlert & {
    readonly taskId: string;
    readonly desk: 'DUTY' | 'CONTACT_DESK' | 'EDT';
    /** Until when the task is done in time. */
    readonly dueAt: string;
  }
>;
/** NTF-20: the council has done its contact task. */
export type ContactTaskDone = NewEvent<
  'ContactTaskDone',
  OfAlert & { readonly taskId: string; readonly outcome: 'REACHED' | 'NOT_REACHED' | 'NO_DETAILS' }
>;
interface OfNoReply {
  readonly caseId: string;
  readonly visitId: string;
  readonly placementId: string;
  readonly providerId: string;
}
/** NTF-21: nobody answered the door; `route` says whom the clock makes responsible (DEL-36). */
export type NoReplyReported = NewEvent<
  'NoReplyReported',
  OfNoReply & { readonly route: 'DUTY' | 'CONTACT_DESK' | 'EDT' }
>;
/** DEL-37, INC-01: the person was found unwell and an ambulance called; an incident is to be recorded. */
export type NoReplyEmergencyFound = NewEvent<'NoReplyEmergencyFound', OfNoReply>;
/** DEL-30, DEL-36: the council was not told as it must be; it must issue a default notice (CM-14). */
export type NoReplyBreached = NewEvent<'NoReplyBreached', OfNoReply & { readonly rule: string; readonly code: string }>;
/** DEL-01: reported rows waited for placements that never became known, as long as they are kept, and are dropped. */
export type HeldRowsDropped = NewEvent<
  'HeldRowsDropped',
  { readonly providerId: string /** How many. */; readonly heldRows: number }
>;
/** DEL-20: what became of today's visits, as it happens; history that is imported tells nothing. */
export type VisitsChanged = NewEvent<
  'VisitsChanged',
  {
    readonly providerId: string;
    readonly visits: ReadonlyArray<{ readonly visitId: string; readonly placementId: string; readonly state: string }>;
  }
>;
/** DEL-10, PAY-01: the reports of these visits are not what the council commissioned; it is asked, and answers by a correction. */
export type VisitsQueried = NewEvent<
  'VisitsQueried',
  {
    readonly providerId: string;
    readonly visits: ReadonlyArray<{
      readonly visitId: string;
      readonly placementId: string;
      readonly state: string;
      readonly query: string;
    }>;
  }
>;
/** DEL-18: the person refused a call, again or a time-critical one; the care manager is to know. */
export type ServiceRefused = NewEvent<
  'ServiceRefused',
  {
    readonly visitId: string;
    readonly placementId: string;
    readonly providerId: string;
    readonly timeCritical: boolean;
    /** Refused calls of the placement in the days that the council counts, this one among them. */
    readonly refusals: number;
  }
>;
/** NTF-32: a provider declines, or keeps silent, more often than the council's measure allows (CM-06). */
export type PersistentDeclineFlagged = NewEvent<
  'PersistentDeclineFlagged',
  {
    readonly providerId: string;
    readonly invitations: number;
    readonly declined: number;
    readonly why: 'SHARE' | 'CONSECUTIVE';
  }
>;
/** WIN-17: a patch provider did not answer an invitation to a discharge that came in its weekend hours. */
export type WeekendDutyMissed = NewEvent<
  'WeekendDutyMissed',
  { readonly providerId: string; readonly callOffId: string; readonly rule: 'WIN-17' }
>;
/** NTF-37: the quarter is over; the provider's declared figures are due. */
export type KpiReturnDue = NewEvent<'KpiReturnDue', { readonly providerId: string; readonly quarter: string }>;
/** NTF-37: what a provider declared differs from what was computed by more than the tolerance (CM-05). */
export type KpiDiscrepancyFound = NewEvent<
  'KpiDiscrepancyFound',
  { readonly providerId: string; readonly quarter: string; readonly lines: readonly string[] }
>;
/** NTF-37: the council closed a quarter; its figures stand, and what is reported for it later is held. */
export type KpiQuarterClosed = NewEvent<'KpiQuarterClosed', { readonly quarter: string }>;
/** NTF-37: a closed quarter is open again, and its figures may change. */
export type KpiQuarterReopened = NewEvent<'KpiQuarterReopened', { readonly quarter: string }>;
export interface ApprovedPlacement {
  readonly placementId: string;
  readonly placementReference: string;
  /** Worker-minutes and pence altogether; negative where earlier statements approved more too much than it has. */
  readonly payableMinutes: number;
  readonly amountPence: number;
  /** How much of these settles visits of days approved before, plus or minus. */
  readonly adjustmentMinutes: number;
  readonly adjustmentPence: number;
}
/**
 * PAY-07: the council approved what is payable to a provider for these days, and what is settled of days approved before;
 * its case system pays, the hub never does. An amount below nothing is owed by the provider.
 */
export type PayableStatementApproved = NewEvent<
  'PayableStatementApproved',
  {
    readonly statementId: string;
    readonly providerId: string;
    /** `YYYY-MM-DD`, both inclusive. */
    readonly from: string;
    readonly to: string;
    readonly amountPence: number;
    /** How much of it settles days that were approved before, plus or minus. */
    readonly adjustmentPence: number;
    readonly placements: readonly ApprovedPlacement[];
  }
>;
/**
 * PAY-01, CM-08: an invoice claims visits that were missed, which is fraud or a breach of contract; contract officers and
 * commissioners are told, and the provider.
 */
export type MissedVisitClaimed = NewEvent<
  'MissedVisitClaimed',
  {
    readonly invoiceId: string;
    readonly providerId: string;
    readonly claims: ReadonlyArray<{
      /** Its number on the invoice. */
      readonly line: number;
      readonly visitId: string;
      readonly placementId: string;
      readonly amountPence: number;
    }>;
  }
>;

export type MonitoringEvent =
  | FirstCallMade
  | ContractReviewOpened
  | VisitAlertRaised
  | VisitAlertMoved
  | VisitAlertEscalated
  | VisitAlertClosed
  | UserUnreachable
  | ContactTaskDone
  | NoReplyReported
  | NoReplyEmergencyFound
  | NoReplyBreached
  | VisitsChanged
  | VisitsQueried
  | HeldRowsDropped
  | ServiceRefused
  | PersistentDeclineFlagged
  | WeekendDutyMissed
  | KpiReturnDue
  | KpiDiscrepancyFound
  | KpiQuarterClosed
  | KpiQuarterReopened
  | PayableStatementApproved
  | MissedVisitClaimed;
