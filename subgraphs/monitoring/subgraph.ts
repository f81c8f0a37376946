import { HUB_FIELDS } from '../../kernel/graphql/hub-fields.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { settleDueVisits } from './commands/visits/settle-due-visits.js';
import { deadlines } from './deadlines.js';
import { Alert } from './entities/alerts/alert.js';
import { AlertEntry } from './entities/alerts/alert-entry.js';
import { ContactTask } from './entities/alerts/contact-task.js';
import { CallsVersion } from './entities/calls/calls-version.js';
import { Deadline } from './entities/clocks/deadline.js';
import { ContractReview } from './entities/contract/contract-review.js';
import { ClosedQuarter } from './entities/figures/closed-quarter.js';
import { DayFigures } from './entities/figures/day-figures.js';
import { DeclaredKpi } from './entities/figures/declared-kpi.js';
import { KpiSnapshot } from './entities/figures/kpi-snapshot.js';
import { NoReplyCase } from './entities/no-reply/no-reply-case.js';
import { ApprovedLine } from './entities/pay/approved-line.js';
import { ApprovedStatement } from './entities/pay/approved-statement.js';
import { FormalMessage } from './entities/pay/formal-message.js';
import { Invoice, InvoiceLine } from './entities/pay/invoice.js';
import { InvoiceQuery } from './entities/pay/invoice-query.js';
import { UnsettledVisit } from './entities/pay/unsettled-visit.js';
import { ExpectedPlacement } from './entities/placements/expected-placement.js';
import { PlacementChange } from './entities/placements/placement-change.js';
import { HeldReport } from './entities/reports/held-report.js';
import { DeclineSpell } from './entities/sourcing/decline-spell.js';
import { Invitation } from './entities/sourcing/invitation.js';
import { InvitationResponse } from './entities/sourcing/invitation-response.js';
import { ProviderStanding } from './entities/sourcing/provider-standing.js';
import { CallLog } from './entities/visits/call-log.js';
import { PlannedVisit } from './entities/visits/planned-visit.js';
import { Visit } from './entities/visits/visit.js';
import { VisitEntry } from './entities/visits/visit-entry.js';
import { ActiveStaff } from './entities/workers/active-staff.js';
import { FirstCall } from './entities/workers/first-call.js';
import { RegularTeam } from './entities/workers/regular-team.js';
import { SpotCheck } from './entities/workers/spot-check.js';
import { AlertFeed } from './graphql/alerts/alert-feed.js';
import { AlertSteps } from './graphql/alerts/alert-steps.js';
import { Alerts } from './graphql/alerts/alerts.js';
import { ContactTasks } from './graphql/alerts/contact-tasks.js';
import { Deadlines } from './graphql/clocks/deadlines.js';
import { ContractReviews } from './graphql/contract/contract-reviews.js';
import { DeclaringKpis } from './graphql/figures/declare-kpis.js';
import { KpiCouncilSheets } from './graphql/figures/kpi-council-sheet.js';
import { KpiEvidences } from './graphql/figures/kpi-evidence.js';
import { KpiSheets } from './graphql/figures/kpi-sheet.js';
import { QualityFeed } from './graphql/figures/quality-feed.js';
import { Quarters } from './graphql/figures/quarters.js';
import { Emergencies, NoReplyCases } from './graphql/no-reply/no-reply-cases.js';
import { NoReplySteps } from './graphql/no-reply/no-reply-steps.js';
import { ApprovedLines, ApprovedStatements } from './graphql/pay/approve-statement.js';
import { FormalMessages } from './graphql/pay/formal-messages.js';
import { InvoiceQueries, Invoices } from './graphql/pay/invoices.js';
import { PayableStatements } from './graphql/pay/payable-statements.js';
import { Reconciliations } from './graphql/pay/reconciliation.js';
import { PayAdjustments, PayableVisits } from './graphql/pay/statement-lines.js';
import { references } from './graphql/references.js';
import { HeldReports } from './graphql/reports/held-reports.js';
import { VisitReports } from './graphql/reports/record-visits.js';
import { Declines } from './graphql/sourcing/declines.js';
import { Responses } from './graphql/sourcing/responses.js';
import { CallLogs } from './graphql/visits/call-logs.js';
import { Corrections } from './graphql/visits/corrections.js';
import { VisitExceptions } from './graphql/visits/visit-exceptions.js';
import { Visits } from './graphql/visits/visits.js';
import { FirstCalls } from './graphql/workers/first-calls.js';
import { Staffing } from './graphql/workers/staffing.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002Visits } from './migrations/0002-visits.js';
import { Migration0003VisitClock } from './migrations/0003-visit-clock.js';
import { Migration0004Alerts } from './migrations/0004-alerts.js';
import { Migration0005Figures } from './migrations/0005-figures.js';
import { Migration0006KeptAsFrozen } from './migrations/0006-kept-as-frozen.js';
import { Migration0007Histories } from './migrations/0007-histories.js';
import { Migration0008CareDay } from './migrations/0008-care-day.js';
import { Migration0009EndsAndBeginnings } from './migrations/0009-ends-and-beginnings.js';
import { Migration0010KindsOfDecline } from './migrations/0010-kinds-of-decline.js';
import { Migration0011CouncilsOfACredential } from './migrations/0011-councils-of-a-credential.js';
import { Migration0012TheCouncilsWord } from './migrations/0012-the-councils-word.js';
import { Migration0013MissingWorkersAndContactTasks } from './migrations/0013-missing-workers-and-contact-tasks.js';
import { Migration0014Pay } from './migrations/0014-pay.js';
import { Migration0015ConfirmedLate } from './migrations/0015-confirmed-late.js';
import { Migration0016WeekendDuty } from './migrations/0016-weekend-duty.js';
import { reactions } from './reactions.js';

export const monitoring: SubgraphDefinition = {
  name: 'monitoring',
  entities: [
    Deadline,
    InvitationResponse,
    ExpectedPlacement,
    PlacementChange,
    FirstCall,
    ContractReview,
    Visit,
    CallLog,
    PlannedVisit,
    CallsVersion,
    VisitEntry,
    HeldReport,
    RegularTeam,
    DayFigures,
    ActiveStaff,
    SpotCheck,
    ClosedQuarter,
    Invitation,
    ProviderStanding,
    FormalMessage,
    DeclineSpell,
    DeclaredKpi,
    KpiSnapshot,
    ApprovedStatement,
    ApprovedLine,
    UnsettledVisit,
    Invoice,
    InvoiceLine,
    InvoiceQuery,
    Alert,
    AlertEntry,
    ContactTask,
    NoReplyCase,
  ],
  migrations: [
    Migration0001Initial,
    Migration0002Visits,
    Migration0003VisitClock,
    Migration0004Alerts,
    Migration0005Figures,
    Migration0006KeptAsFrozen,
    Migration0007Histories,
    Migration0008CareDay,
    Migration0009EndsAndBeginnings,
    Migration0010KindsOfDecline,
    Migration0011CouncilsOfACredential,
    Migration0012TheCouncilsWord,
    Migration0013MissingWorkersAndContactTasks,
    Migration0014Pay,
    Migration0015ConfirmedLate,
    Migration0016WeekendDuty,
  ],
  resolvers: [
    ...HUB_FIELDS,
    Deadlines,
    Responses,
    FirstCalls,
    ContractReviews,
    Visits,
    VisitExceptions,
    CallLogs,
    VisitReports,
    HeldReports,
    Corrections,
    Staffing,
    KpiSheets,
    KpiCouncilSheets,
    KpiEvidences,
    DeclaringKpis,
    Quarters,
    Declines,
    PayableStatements,
    PayableVisits,
    PayAdjustments,
    ApprovedStatements,
    ApprovedLines,
    Invoices,
    InvoiceQueries,
    FormalMessages,
    Reconciliations,
    QualityFeed,
    Alerts,
    AlertSteps,
    ContactTasks,
    NoReplyCases,
    Emergencies,
    NoReplySteps,
    AlertFeed,
  ],
  references,
  reactions,
  // The steps of alerts and of no replies.
  urgent: [
    'acknowledgeAlert',
    'recordPersonContact',
    'recordStaffContact',
    'sendReplacement',
    'tellReplacement',
    'informOfUnreachable',
    'recordAlertActions',
    'completeContactTask',
    'reportNoReply',
    'recordOnSiteChecks',
    'recordOfficeContacts',
    'instructCarer',
    'leaveCallingCard',
    'notifyCouncil',
    'sendNoReplyForm',
    'foundUnwell',
    'recordEmergencySteps',
    'tellOfEmergency',
    'personFound',
    'closeNoReply',
  ],
  clocks: [
    { table: 'visit', dueAt: 'due_at', settle: settleDueVisits },
    { table: 'expected_placement', dueAt: 'due_at', settle: settleDueVisits },
  ],
  deadlines,
};
