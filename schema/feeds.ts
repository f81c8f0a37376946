import type { CasesEvent } from './events/cases.js';
import type { MonitoringEvent } from './events/monitoring.js';
import type { TendersEvent } from './events/tenders.js';

/**
 * The live feeds: each is a subscription with a twin query that answers one of its items by cursor, so that an event
 * is executed once for all who see it alike (live.md). `types` are the events that it carries.
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
      'VisitsChanged', // DEL-20
      'ServiceRefused', // DEL-18
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
  /** Name of the query that answers one item. */
  readonly item: string;
  readonly types: ReadonlyArray<TendersEvent['type'] | CasesEvent['type'] | MonitoringEvent['type']>;
  /** A provider that every council has suspended hears it all the same. */
  readonly evenWhenSuspended?: boolean;
}
