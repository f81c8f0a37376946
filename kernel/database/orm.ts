import { type Constructor, type EntityClass, MikroORM } from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { type EntityManager, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { MACHINERY } from './machinery.js';
import { onPoolCreated } from './pool.js';

export type { EntityManager };

/** Migrations in order; a new one is appended, a landed one is never changed. */
export type MigrationClass = Constructor<Migration>;

/** One subgraph's schema of the database, as its service sees it. */
export interface SubgraphDatabase {
  readonly subgraph: string;
  readonly orm: MikroORM<PostgreSqlDriver>;
}

/** Opens the pool of one subgraph, as the role in `url`. */
export async function openDatabase(options: {
  subgraph: string;
  url: string;
  entities: readonly EntityClass[];
  migrations?: readonly MigrationClass[];
  poolSize?: number;
}): Promise<SubgraphDatabase> {
  const orm = await MikroORM.init<PostgreSqlDriver>({
    driver: PostgreSqlDriver,
    clientUrl: options.url,
    schema: options.subgraph,
    // A transaction is known by this name to whatever it calls: another subgraph in the same process has its own.
    contextName: options.subgraph,
    entities: [...options.entities],
    metadataProvider: ReflectMetadataProvider,
    metadataCache: { enabled: false },
    extensions: [Migrator],
    forceUtcTimezone: true,
    sessionContext: 'transaction',
    // Entities point to each other only by id: there is nothing to propagate, and accessors on each one are dear.
    propagationOnPrototype: false,
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: { onPoolCreated },
    migrations: {
      schema: options.subgraph,
      tableName: 'migration',
      migrationsList: (options.migrations ?? []).map((each) => ({ name: each.name, class: each })),
      snapshot: false,
      silent: true,
    },
    schemaGenerator: { ignoreSchema: ['platform', 'public'], skipTables: [...MACHINERY, 'migration'] },
  });
  return { subgraph: options.subgraph, orm };
}

/** Brings one subgraph's schema up to date, as its owner role. */
export async function migrate(options: {
  subgraph: string;
  ownerUrl: string;
  entities: readonly EntityClass[];
  migrations: readonly MigrationClass[];
}): Promise<void> {
  const { orm } = await openDatabase({ ...options, url: options.ownerUrl, poolSize: 1 });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}
