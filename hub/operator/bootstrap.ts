import pg from 'pg';
import { openDatabase } from '../../kernel/database/orm.js';
import { urlFor } from '../../kernel/database/platform.js';
import { readerFor } from '../../kernel/database/reader.js';
import type { Work } from '../../kernel/database/work.js';
import { serviceCaller } from '../../kernel/graphql/subgraph-server.js';
import { newId } from '../../kernel/values/ids.js';
import { createLogger } from '../../kernel/values/logging.js';
import { grantAccess } from '../../subgraphs/providers/commands/councils/grant-access.js';
import { providers } from '../../subgraphs/providers/subgraph.js';
import { CommandError } from '../command-error.js';

/** The operator of a sandbox that is not built with the demo, unless there is one. */
export async function openSandbox(adminUrl: string, secret: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rowCount } = await client.query(`select from platform.access_grant where role = 'operator' limit 1`);
  await client.end();
  if (rowCount === 0) await grantOperator(adminUrl, secret, 'user:operator');
}

/**
 * Makes somebody an operator, in all councils that there are, by the command that operators use: for whoever has the
 * database, while nobody has access yet. Everything else is then granted by the API.
 *
 * @param adminUrl of a prepared database
 * @param subject as tokens of the identity provider name it
 * @throws CommandError with what the rules say, if they refuse
 */
export async function grantOperator(adminUrl: string, secret: string, subject: string): Promise<void> {
  const { name, entities } = providers;
  const db = await openDatabase({
    subgraph: name,
    url: urlFor(adminUrl, `${name}_app`, secret),
    entities,
    poolSize: 1,
  });
  try {
    const caller = { ...serviceCaller(name), subject: 'service:prepare' };
    const work: Work = {
      caller,
      db,
      log: createLogger('prepare', 'warn'),
      ask: async () => Promise.reject(new Error('Nobody is asked while a hub is prepared.')),
      em: readerFor(db, caller),
      inOpenTransaction: false,
    };
    const councils = await db.orm.em.fork().execute<Array<{ id: string }>>('select id from platform.council');
    const { refusals } = await grantAccess(work, {
      subject,
      role: 'operator',
      organisation: 'hub',
      councils: councils.map(({ id }) => id),
      idempotencyKey: newId(),
    });
    if (refusals.length > 0) throw new CommandError(refusals.map(({ message }) => message).join(' '));
  } finally {
    await db.orm.close(true);
  }
}
