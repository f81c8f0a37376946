import type { CasesEvent } from './events/cases.js';
import type { KernelEvent } from './events/kernel.js';
import type { MonitoringEvent } from './events/monitoring.js';
import type { ProvidersEvent } from './events/providers.js';
import type { TendersEvent } from './events/tenders.js';

/**
 * The live feeds, by the names of their subscriptions. Each has a twin query that answers one of its items by cursor,
 * so that an event is executed once for all who see it alike. Every event that has an audience is carried by a feed, and an
 * event of more than one subject by more than one.
 */
export const FEEDS = {
  callOffFeed: {
    item: 'callOffFeedItem',
    types: [
      'CallOffPublished', // NTF-01
      'CallOffAmended', // NTF-02
      'CallOffWindowMoved', // NTF-02
      'CallOffClosingSoon', // NTF-03
      'D2aTargetReached', // NTF-03
      'CallOffStageEscalated', // NTF-04
      'BidReceived', // NTF-05
      'CallOffClosed', // NTF-06
      'BidOutcome', // NTF-07
      'FullDocumentsAvailable', // NTF-08
      'FirstCallConfirmed', // NTF-14
      'FirstCallOverdue', // NTF-14
      'IpoIssued', // NTF-15
      'DischargeFinalised', // NTF-18
      'PackageWithdrawn', // NTF-38
    ],
  },
  alertFeed: {
    item: 'alertFeedItem',
    types: [
      'VisitAlertRaised', // NTF-19
      'VisitAlertMoved', // NTF-19
      'VisitAlertEscalated', // NTF-19
      'VisitAlertClosed', // NTF-19
      'UserUnreachable', // NTF-20
      'NoReplyReported', // NTF-21
      'NoReplyEmergencyFound', // NTF-21
      'NoReplyBreached', // NTF-21
      'PersistentDeclineFlagged', // NTF-32
      'KpiReturnDue', // NTF-37
      'KpiDiscrepancyFound', // NTF-37
    ],
    // A suspended provider takes no new work, and still cares for people.
    evenWhenSuspended: true,
  },
} as const satisfies Record<string, Feed>;

export interface Feed {
  /** Name of the twin query. */
  readonly item: string;
  /** The events that it carries. */
  readonly types: ReadonlyArray<(CasesEvent | KernelEvent | MonitoringEvent | ProvidersEvent | TendersEvent)['type']>;
  /** A provider that every council has suspended is told all the same. */
  readonly evenWhenSuspended?: boolean;
}
