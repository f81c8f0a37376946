import { HUB_FIELDS } from '../../kernel/graphql/hub-fields.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { giveBackOutage } from './commands/stages/give-back-outage.js';
import { deadlines } from './deadlines.js';
import { Award } from './entities/awards/award.js';
import { AwardFacts } from './entities/awards/award-facts.js';
import { BudgetApproval } from './entities/awards/budget-approval.js';
import { Choice } from './entities/awards/choice.js';
import { ChoiceDecision } from './entities/awards/choice-decision.js';
import { ExceptionDecision } from './entities/awards/exception-decision.js';
import { Involvement } from './entities/awards/involvement.js';
import { Bid } from './entities/bids/bid.js';
import { CallOff } from './entities/call-offs/call-off.js';
import { StateChange } from './entities/call-offs/state-change.js';
import { Assessment } from './entities/evaluation/assessment.js';
import { EvaluationFacts } from './entities/evaluation/evaluation-facts.js';
import { MeetAndGreet } from './entities/evaluation/meet-and-greet.js';
import { HomeStandingCopy } from './entities/invitations/home-standing-copy.js';
import { Invitation } from './entities/invitations/invitation.js';
import { ProviderStandingCopy } from './entities/invitations/provider-standing-copy.js';
import { UncountedHours } from './entities/invitations/uncounted-hours.js';
import { Stage } from './entities/stages/stage.js';
import { Alternatives } from './graphql/awards/alternatives.js';
import { AwardDecisions } from './graphql/awards/award-call-off.js';
import { Awards } from './graphql/awards/awards.js';
import { AwardBudgets, BidJudgements, Budgets, CallOffBudgets } from './graphql/awards/budgets.js';
import { Choices } from './graphql/awards/choices.js';
import { Involvements } from './graphql/awards/involvement.js';
import { Places } from './graphql/awards/places.js';
import { AwardRefusals } from './graphql/awards/refuse-award.js';
import { Bidding } from './graphql/bids/bidding.js';
import { Bids } from './graphql/bids/bids.js';
import { Responding } from './graphql/bids/responding.js';
import { Tendering } from './graphql/bids/tendering.js';
import { Adverts } from './graphql/call-offs/adverts.js';
import { CallOffBoard } from './graphql/call-offs/call-off-board.js';
import { CallOffFeed } from './graphql/call-offs/call-off-feed.js';
import { CallOffs } from './graphql/call-offs/call-offs.js';
import { CallOffChanges } from './graphql/call-offs/changes.js';
import { Packages } from './graphql/call-offs/packages.js';
import { Preparing } from './graphql/call-offs/preparing.js';
import { SoughtPackages } from './graphql/call-offs/sought-packages.js';
import { UnmetNeeds } from './graphql/call-offs/unmet-need.js';
import { Assessments } from './graphql/evaluation/assessments.js';
import { FairnessLedger } from './graphql/evaluation/fairness-ledger.js';
import { FairnessOfCallOffs, FairnessPositions } from './graphql/evaluation/fairness-position.js';
import { BidMeetings, Meetings } from './graphql/evaluation/meetings.js';
import { RankedBids } from './graphql/evaluation/ranked-bids.js';
import { ReplayDifferences, Replays } from './graphql/evaluation/replay.js';
import { Answering } from './graphql/invitations/answering.js';
import { CouldTakes } from './graphql/invitations/could-take.js';
import { InvitationBoard } from './graphql/invitations/invitation-board.js';
import { Invitations } from './graphql/invitations/invitations.js';
import { HomeDecisions } from './graphql/matching/home-decisions.js';
import { references } from './graphql/references.js';
import { Windows } from './graphql/stages/restart-window.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002ReferencesAndPlacements } from './migrations/0002-references-and-placements.js';
import { Migration0003ServiceAndNotice } from './migrations/0003-service-and-notice.js';
import { Migration0004CouncilsOfACredential } from './migrations/0004-councils-of-a-credential.js';
import { Migration0005NightRates } from './migrations/0005-night-rates.js';
import { Migration0006C2p } from './migrations/0006-c2p.js';
import { Migration0007Homes } from './migrations/0007-homes.js';
import { Migration0008MicroProcurement } from './migrations/0008-micro-procurement.js';
import { Migration0009Specialist } from './migrations/0009-specialist.js';
import { Migration0010Ledgers } from './migrations/0010-ledgers.js';
import { Migration0011Override } from './migrations/0011-override.js';
import { Migration0012ApprovalBudget } from './migrations/0012-approval-budget.js';
import { Migration0013Together } from './migrations/0013-together.js';
import { Migration0014PlacesInHomes } from './migrations/0014-places-in-homes.js';
import { reactions } from './reactions.js';

export const tenders: SubgraphDefinition = {
  name: 'tenders',
  entities: [
    CallOff,
    Stage,
    Invitation,
    Bid,
    Award,
    Involvement,
    Choice,
    ChoiceDecision,
    ExceptionDecision,
    Assessment,
    MeetAndGreet,
    BudgetApproval,
    StateChange,
    ProviderStandingCopy,
    HomeStandingCopy,
    UncountedHours,
    EvaluationFacts,
    AwardFacts,
  ],
  migrations: [
    Migration0001Initial,
    Migration0002ReferencesAndPlacements,
    Migration0003ServiceAndNotice,
    Migration0004CouncilsOfACredential,
    Migration0005NightRates,
    Migration0006C2p,
    Migration0007Homes,
    Migration0008MicroProcurement,
    Migration0009Specialist,
    Migration0010Ledgers,
    Migration0011Override,
    Migration0012ApprovalBudget,
    Migration0013Together,
    Migration0014PlacesInHomes,
  ],
  resolvers: [
    ...HUB_FIELDS,
    CallOffBoard,
    CallOffs,
    CallOffChanges,
    Packages,
    SoughtPackages,
    Adverts,
    InvitationBoard,
    Invitations,
    Answering,
    Bids,
    Bidding,
    Tendering,
    Windows,
    AwardDecisions,
    Awards,
    AwardRefusals,
    Involvements,
    Choices,
    HomeDecisions,
    Replays,
    ReplayDifferences,
    FairnessLedger,
    FairnessOfCallOffs,
    FairnessPositions,
    RankedBids,
    UnmetNeeds,
    CouldTakes,
    Alternatives,
    Places,
    Preparing,
    Responding,
    Assessments,
    Meetings,
    BidMeetings,
    Budgets,
    CallOffBudgets,
    BidJudgements,
    AwardBudgets,
    CallOffFeed,
  ],
  references: references as SubgraphDefinition['references'],
  reactions,
  deadlines,
  afterOutage: giveBackOutage,
};
