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

/** ROUT-11: the first call of a placement took place; cases starts the placement (SM-4). */
export type FirstCallMade = NewEvent<
  'FirstCallMade',
  {
    readonly placementId: string;
    readonly packageId: string;
    readonly callOffId: string;
    readonly providerId: string;
    readonly madeAt: string;
    readonly workerRole: WorkerRole;
    readonly nextCarerAdvised: boolean;
  }
>;

/** PROV-07: Inadequate opened a full contract review. */
export type ContractReviewOpened = NewEvent<
  'ContractReviewOpened',
  { readonly reviewId: string; readonly providerId: string; readonly kind: 'FULL' }
>;

export type MonitoringEvent = FirstCallMade | ContractReviewOpened;
