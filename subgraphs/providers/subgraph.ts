import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { deadlines } from './deadlines.js';
import { AlertResource } from './entities/alert-resource.js';
import { CapacityStatement, CommittedHours, Workload } from './entities/capacity.js';
import { ImprovementPlan } from './entities/improvement-plan.js';
import { Location } from './entities/location.js';
import { Membership } from './entities/membership.js';
import { Patch, Ward, WardPostcode } from './entities/patch.js';
import { Provider } from './entities/provider.js';
import { LowRateQuery, Rate } from './entities/rate.js';
import { PublishedRatings } from './entities/rating-set.js';
import { Standing } from './entities/standing.js';
import { Mutations } from './graphql/mutations.js';
import { LocationFields, ProviderFields } from './graphql/provider-fields.js';
import { PatchFields, Queries } from './graphql/queries.js';
import { references } from './graphql/references.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002ProviderVersion } from './migrations/0002-provider-version.js';
import { Migration0003HoursTakenOver } from './migrations/0003-hours-taken-over.js';
import { Migration0004AlertResources } from './migrations/0004-alert-resources.js';
import { reactions } from './reactions.js';

/** Providers, their CQC registration, memberships, patches, rates and hours. */
export const providers: SubgraphDefinition = {
  name: 'providers',
  entities: [
    Provider,
    Location,
    PublishedRatings,
    Membership,
    ImprovementPlan,
    Patch,
    Ward,
    WardPostcode,
    CapacityStatement,
    Workload,
    CommittedHours,
    Rate,
    LowRateQuery,
    Standing,
    AlertResource,
  ],
  migrations: [
    Migration0001Initial,
    Migration0002ProviderVersion,
    Migration0003HoursTakenOver,
    Migration0004AlertResources,
  ],
  resolvers: [Queries, Mutations, ProviderFields, LocationFields, PatchFields],
  references,
  reactions,
  deadlines,
};
