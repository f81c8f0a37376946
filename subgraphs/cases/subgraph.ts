import { HUB_FIELDS } from '../../kernel/graphql/hub-fields.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { deadlines } from './deadlines.js';
import { CallsVersion } from './entities/calls/calls-version.js';
import { AgeRegistration } from './entities/people/age-registration.js';
import { Disclosure } from './entities/people/disclosure.js';
import { Person } from './entities/people/person.js';
import { ConditionReport } from './entities/placements/condition-report.js';
import { ContactSheet } from './entities/placements/contact-sheet.js';
import { HospitalReturn } from './entities/placements/hospital-return.js';
import { Ipo } from './entities/placements/ipo.js';
import { Placement } from './entities/placements/placement.js';
import { TopUp } from './entities/placements/top-up.js';
import { CarePlan } from './entities/plans/care-plan.js';
import { DocumentQuery } from './entities/plans/document-query.js';
import { DischargeArrangements } from './entities/requests/discharge-arrangements.js';
import { DischargePassport } from './entities/requests/discharge-passport.js';
import { FormRelease } from './entities/requests/form-release.js';
import { Package } from './entities/requests/package.js';
import { PanelDecision } from './entities/requests/panel-decision.js';
import { ServiceRequest } from './entities/requests/service-request.js';
import { Signpost } from './entities/requests/signpost.js';
import { StarterBudget } from './entities/requests/starter-budget.js';
import { Variation } from './entities/variations/variation.js';
import { AgreedTimes } from './graphql/calls/agreed-times.js';
import { PlacementCalls } from './graphql/calls/placement-calls.js';
import { Persons } from './graphql/people/persons.js';
import { Ends } from './graphql/placements/ends.js';
import { Ipos } from './graphql/placements/ipos.js';
import { PlacementFeed } from './graphql/placements/placement-feed.js';
import { Placements } from './graphql/placements/placements.js';
import { ProviderReports } from './graphql/placements/provider-reports.js';
import { ServiceLines } from './graphql/placements/service-lines.js';
import { Starts } from './graphql/placements/starts.js';
import { TakingOver } from './graphql/placements/taking-over.js';
import { TopUps } from './graphql/placements/top-ups.js';
import { CarePlans } from './graphql/plans/care-plans.js';
import { DocumentQueries } from './graphql/plans/document-queries.js';
import { references } from './graphql/references.js';
import { Discharges } from './graphql/requests/discharges.js';
import { Packages } from './graphql/requests/packages.js';
import { ReleasedForms } from './graphql/requests/released-forms.js';
import { Respite } from './graphql/requests/respite.js';
import { ServiceRequests } from './graphql/requests/service-requests.js';
import { PackageBudgets, StarterBudgets } from './graphql/requests/starter-budgets.js';
import { TimeCriticalCalls } from './graphql/requests/time-critical.js';
import { Variations } from './graphql/variations/variations.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002AgeRegistration } from './migrations/0002-age-registration.js';
import { Migration0003OnlyRegisteredAges } from './migrations/0003-only-registered-ages.js';
import { Migration0004Variations } from './migrations/0004-variations.js';
import { Migration0005ContactSheets } from './migrations/0005-contact-sheets.js';
import { Migration0006References } from './migrations/0006-references.js';
import { Migration0007VariationsAsked } from './migrations/0007-variations-asked.js';
import { Migration0008FirstCallNotice } from './migrations/0008-first-call-notice.js';
import { Migration0009PersonByNhsNumber } from './migrations/0009-person-by-nhs-number.js';
import { Migration0010CouncilsOfACredential } from './migrations/0010-councils-of-a-credential.js';
import { Migration0011CommissionedCalls } from './migrations/0011-commissioned-calls.js';
import { Migration0012NightRates } from './migrations/0012-night-rates.js';
import { Migration0013FirstCallsAfterDischarge } from './migrations/0013-first-calls-after-discharge.js';
import { Migration0014ReportsAroundHospital } from './migrations/0014-reports-around-hospital.js';
import { Migration0015PlacesInHomes } from './migrations/0015-places-in-homes.js';
import { Migration0016FormReleases } from './migrations/0016-form-releases.js';
import { Migration0017SupportedLiving } from './migrations/0017-supported-living.js';
import { Migration0019HomesOfPlacements } from './migrations/0019-homes-of-placements.js';
import { Migration0020EndedCallOffs } from './migrations/0020-ended-call-offs.js';
import { Migration0021Together } from './migrations/0021-together.js';
import { Migration0022ThirdPartyShare } from './migrations/0022-third-party-share.js';
import { Migration0023InvolvementInPlans } from './migrations/0023-involvement-in-plans.js';
import { reactions } from './reactions.js';

/** Persons, needs, plans, requests, packages, placements and IPOs. */
export const cases: SubgraphDefinition = {
  name: 'cases',
  // Placement first: the rules by which rows of the others are seen look at it.
  entities: [
    Placement,
    Package,
    Person,
    PanelDecision,
    CarePlan,
    ServiceRequest,
    FormRelease,
    DischargePassport,
    DischargeArrangements,
    Ipo,
    DocumentQuery,
    Disclosure,
    Signpost,
    AgeRegistration,
    Variation,
    ContactSheet,
    CallsVersion,
    ConditionReport,
    HospitalReturn,
    StarterBudget,
    TopUp,
  ],
  migrations: [
    Migration0001Initial,
    Migration0002AgeRegistration,
    Migration0003OnlyRegisteredAges,
    Migration0004Variations,
    Migration0005ContactSheets,
    Migration0006References,
    Migration0007VariationsAsked,
    Migration0008FirstCallNotice,
    Migration0009PersonByNhsNumber,
    Migration0010CouncilsOfACredential,
    Migration0011CommissionedCalls,
    Migration0012NightRates,
    Migration0013FirstCallsAfterDischarge,
    Migration0014ReportsAroundHospital,
    Migration0015PlacesInHomes,
    Migration0016FormReleases,
    Migration0017SupportedLiving,
    Migration0019HomesOfPlacements,
    Migration0020EndedCallOffs,
    Migration0021Together,
    Migration0022ThirdPartyShare,
    Migration0023InvolvementInPlans,
  ],
  resolvers: [
    ...HUB_FIELDS,
    Packages,
    ServiceRequests,
    ReleasedForms,
    StarterBudgets,
    PackageBudgets,
    Respite,
    Discharges,
    TimeCriticalCalls,
    Persons,
    CarePlans,
    DocumentQueries,
    Placements,
    Starts,
    ServiceLines,
    Ipos,
    Ends,
    ProviderReports,
    TopUps,
    TakingOver,
    PlacementCalls,
    AgreedTimes,
    Variations,
    PlacementFeed,
  ],
  references,
  reactions,
  deadlines,
};
