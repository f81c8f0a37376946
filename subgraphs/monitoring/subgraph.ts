import type { RequestContext } from '../../kernel/request-context.js';
import type { SubgraphDefinition } from '../../kernel/subgraph-server.js';
import { settleDueVisits } from './commands/settle-due-visits.js';
import { deadlines } from './deadlines.js';
import { ActiveStaff } from './entities/active-staff.js';
import { Alert } from './entities/alert.js';
import { AlertEntry } from './entities/alert-entry.js';
import { CallLog } from './entities/call-log.js';
import { ClosedQuarter } from './entities/closed-quarter.js';
import { ContractReview } from './entities/contract-review.js';
import { DayFigures } from './entities/day-figures.js';
import { Deadline } from './entities/deadline.js';
import { ExpectedPlacement } from './entities/expected-placement.js';
import { FirstCall } from './entities/first-call.js';
import { HeldReport } from './entities/held-report.js';
import { InvitationResponse } from './entities/invitation-response.js';
import { NoReplyCase } from './entities/no-reply-case.js';
import { PlacementChange } from './entities/placement-change.js';
import { RegularTeam } from './entities/regular-team.js';
import { SpotCheck } from './entities/spot-check.js';
import { Visit } from './entities/visit.js';
import { VisitEntry } from './entities/visit-entry.js';
import { AlertFeed } from './graphql/alert-feed.js';
import { Alerts } from './graphql/alerts.js';
import { ContractReviews } from './graphql/contract-reviews.js';
import { Deadlines } from './graphql/deadlines.js';
import { FirstCalls } from './graphql/first-calls.js';
import { NoReplies } from './graphql/no-replies.js';
import { VisitReports } from './graphql/record-visits.js';
import { Responses } from './graphql/responses.js';
import { VisitFacts } from './graphql/visit-facts.js';
import { CallLogs, Visits } from './graphql/visits.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002Visits } from './migrations/0002-visits.js';
import { Migration0003VisitClock } from './migrations/0003-visit-clock.js';
import { Migration0004Alerts } from './migrations/0004-alerts.js';
import { reactions } from './reactions.js';

type Reference = { readonly id: string };

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
    VisitEntry,
    HeldReport,
    RegularTeam,
    DayFigures,
    ActiveStaff,
    SpotCheck,
    ClosedQuarter,
    Alert,
    AlertEntry,
    NoReplyCase,
  ],
  migrations: [Migration0001Initial, Migration0002Visits, Migration0003VisitClock, Migration0004Alerts],
  resolvers: [
    Deadlines,
    Responses,
    FirstCalls,
    ContractReviews,
    Visits,
    CallLogs,
    VisitReports,
    VisitFacts,
    Alerts,
    NoReplies,
    AlertFeed,
  ],
  references: {
    Deadline: ({ id }: Reference, context: RequestContext) => context.byId(Deadline, id),
    InvitationResponse: ({ id }: Reference, context: RequestContext) => context.byId(InvitationResponse, id),
    FirstCall: ({ id }: Reference, context: RequestContext) => context.byId(FirstCall, id),
    ContractReview: ({ id }: Reference, context: RequestContext) => context.byId(ContractReview, id),
    Alert: ({ id }: Reference, context: RequestContext) => context.byId(Alert, id),
    NoReplyCase: ({ id }: Reference, context: RequestContext) => context.byId(NoReplyCase, id),
    Visit: ({ id }: Reference, context: RequestContext) => context.byId(Visit, id),
    CallLog: ({ id }: Reference, context: RequestContext) => context.byId(CallLog, id),
    HeldReport: ({ id }: Reference, context: RequestContext) => context.byId(HeldReport, id),
    RegularTeam: ({ id }: Reference, context: RequestContext) => context.byId(RegularTeam, id),
    ActiveStaff: ({ id }: Reference, context: RequestContext) => context.byId(ActiveStaff, id),
    SpotCheck: ({ id }: Reference, context: RequestContext) => context.byId(SpotCheck, id),
  },
  reactions,
  clocks: [{ table: 'visit', dueAt: 'due_at', settle: settleDueVisits }],
  deadlines,
};
