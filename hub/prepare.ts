import pg from 'pg';
import { migrate } from '../kernel/database/orm.js';
import { preparePlatform, urlFor } from '../kernel/database/platform.js';
import { CommandError } from './command-error.js';
import { SUBGRAPHS } from './subgraphs.js';
import { widenFullGrants } from './widen-full-grants.js';

/** `uuidv7()` came with it. */
const OLDEST_POSTGRES = 18;
const ANSWER_LIMIT_MS = 10_000;

/** Brings a database to the state this version of the hub needs: roles, platform, every subgraph's migrations. */
export async function prepareDatabase(adminUrl: string, secret: string): Promise<void> {
  refuseOldPostgres(await versionOf(adminUrl));
  await preparePlatform(adminUrl, secret, SUBGRAPHS);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await widenFullGrants(client).finally(() => client.end());
  // Each changes nothing but its own schema.
  await Promise.all(
    SUBGRAPHS.map(({ name, entities, migrations }) =>
      migrate({ subgraph: name, ownerUrl: urlFor(adminUrl, `${name}_owner`, secret), entities, migrations }),
    ),
  );
}

/** Its `server_version`, such as 18.1 (Debian 18.1-1). Fails if nobody answers in time. */
async function versionOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_LIMIT_MS });
  client.on('error', () => {});
  try {
    await client.connect().catch((error: NodeJS.ErrnoException) => {
      // The driver gives this one no code.
      if (error.message.startsWith('timeout')) throw new CommandError('The database at DATABASE_URL does not answer.');
      throw error;
    });
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]!.server_version;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Fails, and says what is needed, if a server is older than the SQL that the hub speaks. */
export function refuseOldPostgres(version: string): void {
  if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return;
  throw new CommandError(`The database is a PostgreSQL ${version}; the hub needs ${OLDEST_POSTGRES} or newer.`);
}
