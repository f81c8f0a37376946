import type { EntityClass } from '@mikro-orm/core';
import type { ReferenceResolver } from '../../kernel/graphql/federated-schema.js';
import type { RequestContext } from '../../kernel/graphql/request-context.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import type { Caller, Role } from '../../kernel/identity/caller.js';
import { settleDueVisits } from './commands/settle-due-visits.js';
import { deadlines } from './deadlines.js';
import { ActiveStaff } from './entities/active-staff.js';
import { Alert } from './entities/alert.js';
import { AlertEntry } from './entities/alert-entry.js';
import { ApprovedStatement } from './entities/approved-statement.js';
import { CallLog } from './entities/call-log.js';
import { ClosedQuarter } from './entities/closed-quarter.js';
import { ContractReview } from './entities/contract-review.js';
import { DayFigures } from './entities/day-figures.js';
import { Deadline } from './entities/deadline.js';
import { DeclaredKpi } from './entities/declared-kpi.js';
import { DeclineSpell } from './entities/decline-spell.js';
import { ExpectedPlacement } from './entities/expected-placement.js';
import { FirstCall } from './entities/first-call.js';
import { FormalMessage } from './entities/formal-message.js';
import { HeldReport } from './entities/held-report.js';
import { Invitation } from './entities/invitation.js';
import { InvitationResponse } from './entities/invitation-response.js';
import { KpiSnapshot } from './entities/kpi-snapshot.js';
import { NoReplyCase } from './entities/no-reply-case.js';
import { PlacementChange } from './entities/placement-change.js';
import { ProviderStanding } from './entities/provider-standing.js';
import {
  DEADLINE_READERS,
  FIRST_CALL_READERS,
  RESPONSE_READERS,
  REVIEW_READERS,
  VISIT_READERS,
} from './entities/readers.js';
import { RegularTeam } from './entities/regular-team.js';
import { SpotCheck } from './entities/spot-check.js';
import { Visit } from './entities/visit.js';
import { VisitEntry } from './entities/visit-entry.js';
import { AlertFeed } from './graphql/alert-feed.js';
import { Alerts } from './graphql/alerts.js';
import { ContractReviews } from './graphql/contract-reviews.js';
import { Deadlines } from './graphql/deadlines.js';
import { Declines } from './graphql/declines.js';
import { FirstCalls } from './graphql/first-calls.js';
import { Kpis } from './graphql/kpis.js';
import { NoReplies } from './graphql/no-replies.js';
import { PayableStatements } from './graphql/payable-statements.js';
import { reportsCare } from './graphql/reading.js';
import { VisitReports } from './graphql/record-visits.js';
import { Responses } from './graphql/responses.js';
import { VisitFacts } from './graphql/visit-facts.js';
import { CallLogs, Visits } from './graphql/visits.js';
import { STATEMENT_READERS } from './graphql/whose.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002Visits } from './migrations/0002-visits.js';
import { Migration0003VisitClock } from './migrations/0003-visit-clock.js';
import { Migration0004Alerts } from './migrations/0004-alerts.js';
import { Migration0005Figures } from './migrations/0005-figures.js';
import { Migration0006KeptAsFrozen } from './migrations/0006-kept-as-frozen.js';
import { reactions } from './reactions.js';

type Reference = { readonly id: string };

/** A reference to what not everybody may read; a feed view, which is nobody in particular, finds nothing by it. */
function only<T extends { id: string }>(
  roles: readonly Role[],
  entity: EntityClass<T>,
  has: (caller: Caller) => boolean = () => true,
): ReferenceResolver {
  return (async ({ id }: Reference, context: RequestContext) => {
    const { caller } = context;
    const may = caller.role === 'hub' || (!caller.viewClass && roles.includes(caller.role) && has(caller));
    return may ? context.byId(entity, id) : null;
  }) as ReferenceResolver;
}

const care = <T extends { id: string }>(entity: EntityClass<T>) => only(VISIT_READERS, entity, reportsCare);

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
    Invitation,
    ProviderStanding,
    FormalMessage,
    DeclineSpell,
    DeclaredKpi,
    KpiSnapshot,
    ApprovedStatement,
    Alert,
    AlertEntry,
    NoReplyCase,
  ],
  migrations: [
    Migration0001Initial,
    Migration0002Visits,
    Migration0003VisitClock,
    Migration0004Alerts,
    Migration0005Figures,
    Migration0006KeptAsFrozen,
  ],
  resolvers: [
    Deadlines,
    Responses,
    FirstCalls,
    ContractReviews,
    Visits,
    CallLogs,
    VisitReports,
    VisitFacts,
    Kpis,
    Declines,
    PayableStatements,
    Alerts,
    NoReplies,
    AlertFeed,
  ],
  references: {
    Deadline: only(DEADLINE_READERS, Deadline),
    InvitationResponse: only(RESPONSE_READERS, InvitationResponse),
    FirstCall: only(FIRST_CALL_READERS, FirstCall),
    ContractReview: only(REVIEW_READERS, ContractReview),
    Alert: care(Alert),
    NoReplyCase: care(NoReplyCase),
    Visit: care(Visit),
    CallLog: care(CallLog),
    HeldReport: care(HeldReport),
    RegularTeam: care(RegularTeam),
    ActiveStaff: care(ActiveStaff),
    SpotCheck: care(SpotCheck),
    ApprovedStatement: only(STATEMENT_READERS, ApprovedStatement),
  },
  reactions,
  clocks: [{ table: 'visit', dueAt: 'due_at', settle: settleDueVisits }],
  deadlines,
};
