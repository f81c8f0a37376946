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
      'CallOffReplyOverdue', // WIN-13
      'SrfReleased', // NTF-09
      'OffersReadyForPractitioner', // NTF-10
      'ChoiceRequested', // NTF-13
      'ChoiceRecorded', // NTF-13
      'HomeDecided', // ROUT-32
      'AlternativeDecided', // CHOI-06, CHOI-07
      'DirectPaymentChosen', // CHOI-04
      'NeedsCheckRequested', // NTF-11
      'MeetAndGreetInvited', // NTF-12
      'MeetAndGreetOutcome', // NTF-12
      'CallOffClosed', // NTF-06
      'BidOutcome', // NTF-07
      'FullDocumentsAvailable', // NTF-08
      'FirstCallConfirmed', // NTF-14
      'FirstCallOverdue', // NTF-14
      'IpoIssued', // NTF-15
      'DischargeFinalised', // NTF-18
      'PackageWithdrawn', // NTF-38
      'CallOffAwarded', // AWRD-01
      'AwardRefused', // AWRD-09
      'CallOffFailed', // SM-2
    ],
  },
  placementFeed: {
    item: 'placementFeedItem',
    types: [
      'PanelDidNotAgree', // ASM-04
      'PackageCancelled', // NTF-38
      'PackageUnfilled', // SM-1
      'PackageSignposted', // CHOI-04
      'PlacementProposed', // AWRD-01
      'PlacementsTakenOver', // ASM-37
      'FullDocumentsAvailable', // NTF-08
      'ProviderAssessing', // ASM-15
      'OfferedTimesAdvised', // ASM-14
      'CallMarkedTimeCritical', // ASM-13
      'CommissionedCallsChanged', // DEL-01, VAR-14
      'FirstCallConfirmed', // NTF-14
      'FirstCallOverdue', // NTF-14
      'ServiceLineAdded', // AWRD-02
      'IpoIssued', // NTF-15
      'IpoAcknowledged', // AWRD-03
      'CarePlanIssued', // ASM-10, ASM-12
      'DocumentQueryRaised', // ASM-16
      'DocumentQueryAnswered', // ASM-16
      'DischargeFinalised', // NTF-18
      'PlacementStarted', // SM-4
      'VariationAgreed', // NTF-16
      'VariationEffective', // NTF-16
      'SuspensionChased', // VAR-03
      'D2aPackageEnding', // NTF-17
      'PlacementWithdrawn', // AWRD-09
      'PlacementEndAnnounced', // AWRD-12
      'PlacementEndTakenBack', // AWRD-12
      'PlacementEnded', // AWRD-12
      'ConditionChanged', // NTF-31
      'HospitalReturnReported', // ROUT-20
      'StarterBudgetChanged', // ASM-23
      'TopUpRecorded', // AWRD-11
      'PlacementRuleBroken', // ASM-11, AWRD-03
      'DeadlineMissed', // ROUT-15, ROUT-16, ROUT-20, ASM-12: of a placement
    ],
    // A suspended provider takes no new work, and still cares for people.
    evenWhenSuspended: true,
  },
  alertFeed: {
    item: 'alertFeedItem',
    types: [
      'VisitsChanged', // DEL-20
      'VisitsQueried', // DEL-10, PAY-01
      'HeldRowsDropped', // DEL-01
      'ServiceRefused', // DEL-18
      'VisitAlertRaised', // NTF-19
      'VisitAlertMoved', // NTF-19
      'VisitAlertEscalated', // NTF-19
      'VisitAlertClosed', // NTF-19
      'UserUnreachable', // NTF-20
      'ContactTaskDone', // NTF-20
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
  qualityFeed: {
    item: 'qualityFeedItem',
    types: [
      'PersistentDeclineFlagged', // NTF-32
      'WeekendDutyMissed', // WIN-17
      'KpiReturnDue', // NTF-37
      'KpiDiscrepancyFound', // NTF-37
      'KpiQuarterClosed', // NTF-37
      'KpiQuarterReopened', // NTF-37
      'PayableStatementApproved', // PAY-07
      'MissedVisitClaimed', // PAY-01, CM-08
      'ContractReviewOpened', // PROV-07
      'NoReplyBreached', // NTF-21, CM-14
      'DeadlineMissed', // WIN-21
    ],
    // A suspended provider still answers for the care that it gave.
    evenWhenSuspended: true,
  },
  registerFeed: {
    item: 'registerFeedItem',
    types: [
      'CqcRatingChanged', // NTF-27
      'GateChanged', // NTF-27
      'MinimumRatingBroken', // PROV-04
      'ContractReviewTriggered', // PROV-07
      'ImprovementPlanRequired', // PROV-05
      'ImprovementPlanDrafted', // PROV-05
      'ImprovementPlanShared', // PROV-05
      'ImprovementPlanOverdue', // PROV-05
      'MembershipChanged', // SM-5
      'MembershipDecision', // NTF-36
      'WindowOpening', // NTF-36
      'WindowClosed', // PROV-29
      'OpenFrameworkChanged', // PROV-19, PROV-26
      'ProviderSuspended', // SM-5
      'ProviderRestored', // SM-5
      'PrivateHoursOverdue', // PROV-23
      'CapacityCeilingNear', // NTF-28
      'CapacityCeilingReached', // NTF-28
      'RateRecorded', // PROV-32
      'LowRateQueryOpened', // PROV-33
      'LowRateQueryClosed', // PROV-33
      'QafRatingRecorded', // PROV-34
      'D2aOfferDeclared', // WIN-18, WIN-20
      'CareHomeRecorded', // PROV-21
      'HomePriceRecorded', // PROV-21
      'StandardFeeSet', // PROV-21
      'VacanciesDeclared', // PROV-22
      'VacancyStale', // NTF-29
      'LongListKeysRecorded', // PROV-14
      'PatchDutiesDeclared', // PROV-31
      'SchemeRecorded', // PROV-20
      'NominationsAgreementRecorded', // PROV-36
      'LegacyTransfersChanged', // PROV-35
      'ProviderAmended', // PROV-01
      'WardsImported', // PROV-15
      'WardPostcodesImported', // PROV-16
      'PolicySet', // IDG-26
      'AccessGranted', // IDG-06
      'AccessRevoked', // IDG-06
    ],
    // A suspended provider must hear that it was suspended, why, and when it is restored.
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
