import type { SubgraphDefinition } from '../../kernel/subgraph-server.js';

export const tenders: SubgraphDefinition = {
  name: 'tenders',
  entities: [],
  migrations: [],
  resolvers: [] as never,
  references: {},
  reactions: {},
  deadlines: {},
};
