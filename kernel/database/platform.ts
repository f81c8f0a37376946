import { createHmac } from 'node:crypto';
import pg from 'pg';
import { councilKeeperSql, PLATFORM_SQL, subgraphSql } from './platform-sql.js';

/**
 * The ground on which the subgraphs stand: one database, one schema and one owner role per subgraph, and the small
 * `platform` schema that no domain owns: the event log, the sandbox clock, councils, their policies, grants.
 *
 * For each subgraph `x` these roles exist:
 *   x_owner    owns the schema, runs migrations
 *   x_app      what the service logs in as; by itself it may read no row (fails closed)
 *   x_council, x_provider   the role of such a caller's reads: rows of its councils, rows of its organisation
 *   x_command  the role of a command, once authorised: rows of the one council in which it acts
 *   x_system   timers, reactions and references under the hub's own identity
 */
export const READER_ROLES = ['council', 'provider', 'command', 'system'] as const;
export type ReaderRole = (typeof READER_ROLES)[number];

/** A role's password is derived, so that services need one secret and no list of passwords. */
export function rolePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(role).digest('hex');
}

/** The given database as another role logs in to it. */
export function urlFor(adminUrl: string, role: string, secret: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(secret, role);
  return url.toString();
}

/** A subgraph that stands on this ground. */
export interface OnPlatform {
  readonly name: string;
  /** Whether it keeps the councils, their policies and who has access: one of a hub's subgraphs does. */
  readonly keepsCouncils?: boolean;
}

/**
 * Creates or completes roles, schemas and the platform tables. Safe to run again and by several at once.
 *
 * @param adminUrl a role that may create roles and schemas
 */
export async function preparePlatform(
  adminUrl: string,
  secret: string,
  subgraphs: readonly OnPlatform[],
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // The lock is this database's, but roles are the whole cluster's: another database's bootstrap may just have made the
    // same role or membership, which is no error (`unlessJustDone`).
    await client.query('select pg_advisory_lock(4119001)');
    for (const { name: subgraph } of subgraphs) {
      await role(client, `${subgraph}_owner`, secret, 'login');
      await role(client, `${subgraph}_app`, secret, 'login');
      for (const reader of READER_ROLES) {
        await role(client, `${subgraph}_${reader}`, secret, 'nologin');
        // Not inherited: a service may become a reader, and is none by itself.
        await unlessJustDone(client, `grant ${subgraph}_${reader} to ${subgraph}_app with inherit false, set true`);
      }
    }
    await role(client, 'platform_sequencer', secret, 'login');
    await role(client, 'platform_reader', secret, 'login');
    await client.query('begin');
    await client.query(PLATFORM_SQL);
    for (const { name, keepsCouncils } of subgraphs) {
      await client.query(subgraphSql(name, READER_ROLES));
      if (keepsCouncils) await client.query(councilKeeperSql(name));
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function role(client: pg.Client, name: string, secret: string, login: 'login' | 'nologin'): Promise<void> {
  const password = login === 'login' ? `password '${rolePassword(secret, name)}'` : '';
  await unlessJustDone(client, `create role ${name} ${login} ${password}`);
  // A database restored under another secret, or an older cluster: the role exists, its password may differ.
  if (login === 'login') await unlessJustDone(client, `alter role ${name} ${password}`);
}

/** XX000 is how PostgreSQL reports that a catalogue row was "concurrently updated": another bootstrap said the same. */
async function unlessJustDone(client: pg.Client, statement: string): Promise<void> {
  await client.query(`do $$ begin
    ${statement};
  exception
    when duplicate_object or unique_violation then null;
    when internal_error then if sqlerrm not like 'tuple concurrently%' then raise; end if;
  end $$`);
}
