import type { SubgraphDefinition } from '../../kernel/subgraph-server.js';

export const cases: SubgraphDefinition = {
  name: 'cases',
  entities: [],
  migrations: [],
  resolvers: [] as never,
  references: {},
  reactions: {},
  deadlines: {},
};
