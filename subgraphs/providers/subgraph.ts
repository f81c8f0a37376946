import type { SubgraphDefinition } from '../../kernel/subgraph-server.js';

export const providers: SubgraphDefinition = {
  name: 'providers',
  entities: [],
  migrations: [],
  resolvers: [] as never,
  references: {},
  reactions: {},
  deadlines: {},
};
