import type { SubgraphDefinition } from '../../kernel/subgraph-server.js';

export const monitoring: SubgraphDefinition = {
  name: 'monitoring',
  entities: [],
  migrations: [],
  resolvers: [] as never,
  references: {},
  reactions: {},
  deadlines: {},
};
