import { HUB_FIELDS } from '../../kernel/graphql/hub-fields.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { deadlines } from './deadlines.js';
import { MembershipApplication, QualityEvaluation } from './entities/applications/membership-application.js';
import { EvaluationWindow, OpenFramework } from './entities/applications/open-framework.js';
import { ImprovementPlan } from './entities/cqc/improvement-plan.js';
import { Location } from './entities/cqc/location.js';
import { PublishedRatings } from './entities/cqc/rating-set.js';
import { Patch, Ward, WardPostcode } from './entities/geography/patch.js';
import { PostcodeImport } from './entities/geography/postcode-import.js';
import { CareHome } from './entities/homes/care-home.js';
import { HomePrice } from './entities/homes/home-price.js';
import { KeptHomeStanding } from './entities/homes/home-standing.js';
import { StandardFee } from './entities/homes/standard-fee.js';
import { VacancyStatement } from './entities/homes/vacancy-statement.js';
import { AlertResource } from './entities/hours/alert-resource.js';
import { CapacityStatement, CommittedHours, Workload } from './entities/hours/capacity.js';
import { D2aOffer } from './entities/hours/d2a-offer.js';
import { Membership } from './entities/membership/membership.js';
import { PatchDuties } from './entities/membership/patch-duties.js';
import { QafRating } from './entities/quality/qaf-rating.js';
import { LowRateQuery, Rate } from './entities/rates/rate.js';
import { Provider } from './entities/register/provider.js';
import { Standing } from './entities/register/standing.js';
import { NominationsAgreement, SupportedLivingScheme } from './entities/schemes/supported-living-scheme.js';
import { LongListKeys } from './entities/sourcing/long-list-keys.js';
import { LegacyTransfer } from './entities/transfers/legacy-transfer.js';
import { ApplicationFields, Applications } from './graphql/applications/applications.js';
import { OpenFrameworks } from './graphql/applications/open-frameworks.js';
import { AccessGrants } from './graphql/councils/access.js';
import { CouncilRegister } from './graphql/councils/councils.js';
import { Policies } from './graphql/councils/policies.js';
import { Compliance } from './graphql/cqc/compliance.js';
import { ImprovementPlans, PlansOfProvider } from './graphql/cqc/improvement-plans.js';
import { CqcImports, LocationFields, LocationsOfProvider } from './graphql/cqc/locations.js';
import { MapImports } from './graphql/geography/map-imports.js';
import { Patches } from './graphql/geography/patches.js';
import { CareHomeRecords, CareHomes, CareHomesOfProvider } from './graphql/homes/care-homes.js';
import { HomePrices } from './graphql/homes/prices.js';
import { StandardFeesOn } from './graphql/homes/standard-fee-on.js';
import { Vacancies } from './graphql/homes/vacancies.js';
import { AlertResourceOfProvider, AlertResources } from './graphql/hours/alert-resources.js';
import { CapacityDeclarations, CapacityOfProvider } from './graphql/hours/capacity.js';
import { D2aOfferOfProvider, D2aOffers } from './graphql/hours/d2a-offers.js';
import { CeilingOfProvider, PrivateHours } from './graphql/hours/private-hours.js';
import { Memberships, MembershipsOfProvider } from './graphql/membership/memberships.js';
import { DutiesOfMembership, DutiesOfProvider, PatchDutyDeclarations } from './graphql/membership/patch-duties.js';
import { QafRatings, QafRatingsOfProvider } from './graphql/quality/qaf-ratings.js';
import { LowRateQueries, LowRateQueriesOfProvider } from './graphql/rates/low-rate-queries.js';
import { Rates, RatesOfProvider } from './graphql/rates/rates.js';
import { references } from './graphql/references.js';
import { ProviderRecords } from './graphql/register/provider-records.js';
import { Providers } from './graphql/register/providers.js';
import { RegisterFeed } from './graphql/register/register-feed.js';
import { Standings } from './graphql/register/standing.js';
import { SchemesNow } from './graphql/schemes/scheme-now.js';
import { SchemeFields, Schemes } from './graphql/schemes/schemes.js';
import { LongLists } from './graphql/sourcing/long-list.js';
import { LongListKeyRecords, LongListKeysOfProvider } from './graphql/sourcing/long-list-keys.js';
import { TransferFields, Transfers } from './graphql/transfers/transfers.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002ProviderVersion } from './migrations/0002-provider-version.js';
import { Migration0003HoursTakenOver } from './migrations/0003-hours-taken-over.js';
import { Migration0004AlertResources } from './migrations/0004-alert-resources.js';
import { Migration0005PostcodeImports } from './migrations/0005-postcode-imports.js';
import { Migration0006DormantLocations } from './migrations/0006-dormant-locations.js';
import { Migration0007CouncilsOfACredential } from './migrations/0007-councils-of-a-credential.js';
import { Migration0008D2aOffers } from './migrations/0008-d2a-offers.js';
import { Migration0009CareHomes } from './migrations/0009-care-homes.js';
import { Migration0011Applications } from './migrations/0011-applications.js';
import { Migration0012HomeStandings } from './migrations/0012-home-standings.js';
import { Migration0013LongListsTold } from './migrations/0013-long-lists-told.js';
import { Migration0014Together } from './migrations/0014-together.js';
import { reactions } from './reactions.js';

/** Providers, their CQC registration, memberships, patches, rates and hours. */
export const providers: SubgraphDefinition = {
  name: 'providers',
  keepsCouncils: true,
  entities: [
    Provider,
    Location,
    PublishedRatings,
    Membership,
    ImprovementPlan,
    Patch,
    Ward,
    WardPostcode,
    PostcodeImport,
    CapacityStatement,
    Workload,
    CommittedHours,
    Rate,
    LowRateQuery,
    Standing,
    AlertResource,
    D2aOffer,
    CareHome,
    VacancyStatement,
    HomePrice,
    KeptHomeStanding,
    StandardFee,
    LongListKeys,
    OpenFramework,
    EvaluationWindow,
    MembershipApplication,
    QualityEvaluation,
    QafRating,
    NominationsAgreement,
    SupportedLivingScheme,
    PatchDuties,
    LegacyTransfer,
  ],
  migrations: [
    Migration0001Initial,
    Migration0002ProviderVersion,
    Migration0003HoursTakenOver,
    Migration0004AlertResources,
    Migration0005PostcodeImports,
    Migration0006DormantLocations,
    Migration0007CouncilsOfACredential,
    Migration0008D2aOffers,
    Migration0009CareHomes,
    Migration0011Applications,
    Migration0012HomeStandings,
    Migration0013LongListsTold,
    Migration0014Together,
  ],
  resolvers: [
    ...HUB_FIELDS,
    CouncilRegister,
    Policies,
    AccessGrants,
    Providers,
    ProviderRecords,
    RegisterFeed,
    Standings,
    Compliance,
    CqcImports,
    LocationFields,
    LocationsOfProvider,
    ImprovementPlans,
    PlansOfProvider,
    Memberships,
    MembershipsOfProvider,
    CapacityDeclarations,
    CapacityOfProvider,
    PrivateHours,
    CeilingOfProvider,
    AlertResources,
    AlertResourceOfProvider,
    D2aOffers,
    D2aOfferOfProvider,
    CareHomes,
    CareHomesOfProvider,
    CareHomeRecords,
    HomePrices,
    Vacancies,
    LongLists,
    LongListKeysOfProvider,
    LongListKeyRecords,
    Rates,
    RatesOfProvider,
    LowRateQueries,
    LowRateQueriesOfProvider,
    Patches,
    MapImports,
    OpenFrameworks,
    ApplicationFields,
    Applications,
    QafRatings,
    QafRatingsOfProvider,
    SchemeFields,
    Schemes,
    SchemesNow,
    StandardFeesOn,
    DutiesOfMembership,
    DutiesOfProvider,
    PatchDutyDeclarations,
    TransferFields,
    Transfers,
  ],
  references,
  reactions,
  deadlines,
};
