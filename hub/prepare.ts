import pg from 'pg';
import { migrate } from '../kernel/database/orm.js';
import { preparePlatform, urlFor } from '../kernel/database/platform.js';
import { SUBGRAPHS } from './subgraphs.js';
import { widenFullGrants } from './widen-full-grants.js';

/** Brings a database to the state this version of the hub needs: roles, platform, every subgraph's migrations. */
export async function prepareDatabase(adminUrl: string, secret: string): Promise<void> {
  await preparePlatform(
    adminUrl,
    secret,
    SUBGRAPHS.map(({ name }) => name),
  );
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
