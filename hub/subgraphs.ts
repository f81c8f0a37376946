import type { SubgraphDefinition } from '../kernel/graphql/subgraph-server.js';
import { cases } from '../subgraphs/cases/subgraph.js';
import { monitoring } from '../subgraphs/monitoring/subgraph.js';
import { providers } from '../subgraphs/providers/subgraph.js';
import { tenders } from '../subgraphs/tenders/subgraph.js';

/** The four, in the order in which they start: each after those that it asks. */
export const SUBGRAPHS: readonly SubgraphDefinition[] = [providers, cases, tenders, monitoring];
