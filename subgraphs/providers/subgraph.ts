import { HUB_FIELDS } from '../../kernel/graphql/hub-fields.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { deadlines } from './deadlines.js';
import { ImprovementPlan } from './entities/cqc/improvement-plan.js';
import { Location } from './entities/cqc/location.js';
import { PublishedRatings } from './entities/cqc/rating-set.js';
import { Patch, Ward, WardPostcode } from './entities/geography/patch.js';
import { AlertResource } from './entities/hours/alert-resource.js';
import { CapacityStatement, CommittedHours, Workload } from './entities/hours/capacity.js';
import { Membership } from './entities/membership/membership.js';
import { LowRateQuery, Rate } from './entities/rates/rate.js';
import { Provider } from './entities/register/provider.js';
import { Standing } from './entities/register/standing.js';
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
  resolvers: [...HUB_FIELDS, Queries, Mutations, ProviderFields, LocationFields, PatchFields],
  references,
  reactions,
  deadlines,
};
