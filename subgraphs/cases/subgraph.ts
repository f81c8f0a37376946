import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { deadlines } from './deadlines.js';
import { AgeRegistration } from './entities/age-registration.js';
import { CarePlan } from './entities/care-plan.js';
import { ContactSheet } from './entities/contact-sheet.js';
import { DischargeArrangements } from './entities/discharge-arrangements.js';
import { DischargePassport } from './entities/discharge-passport.js';
import { Disclosure } from './entities/disclosure.js';
import { DocumentQuery } from './entities/document-query.js';
import { Ipo } from './entities/ipo.js';
import { Package } from './entities/package.js';
import { PanelDecision } from './entities/panel-decision.js';
import { Person } from './entities/person.js';
import { Placement } from './entities/placement.js';
import { ServiceRequest } from './entities/service-request.js';
import { Signpost } from './entities/signpost.js';
import { Variation } from './entities/variation.js';
import { DocumentQueries } from './graphql/document-queries.js';
import { Ipos } from './graphql/ipos.js';
import { Packages } from './graphql/packages.js';
import { Persons } from './graphql/persons.js';
import { Placements } from './graphql/placements.js';
import { references } from './graphql/references.js';
import { Migration0001Initial } from './migrations/0001-initial.js';
import { Migration0002AgeRegistration } from './migrations/0002-age-registration.js';
import { Migration0003OnlyRegisteredAges } from './migrations/0003-only-registered-ages.js';
import { Migration0004Variations } from './migrations/0004-variations.js';
import { Migration0005ContactSheets } from './migrations/0005-contact-sheets.js';
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
    DischargePassport,
    DischargeArrangements,
    Ipo,
    DocumentQuery,
    Disclosure,
    Signpost,
    AgeRegistration,
    Variation,
    ContactSheet,
  ],
  migrations: [
    Migration0001Initial,
    Migration0002AgeRegistration,
    Migration0003OnlyRegisteredAges,
    Migration0004Variations,
    Migration0005ContactSheets,
  ],
  resolvers: [Packages, Placements, Persons, Ipos, DocumentQueries],
  references,
  reactions,
  deadlines,
};
