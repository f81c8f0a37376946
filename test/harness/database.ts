import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

/**
 * Databases for tests, on the one server of the run.
 *
 * Databases are apart from each other, **roles are not**: a role belongs to the whole server. So what a template's
 * preparation does with roles may be done twice (`create role` only if it is missing) and is the same for all templates;
 * and a test never drops or alters a role that others use.
 */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Also ends the sessions that are still open in it. */
  drop(): Promise<void>;
}

/** A new database under a name of its own; empty, or a copy of a template that `ensureTemplate` has made. */
export async function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const name = `${runPrefix()}${randomBytes(6).toString('hex')}`;
  const source = options.template === undefined ? 'template1' : templateName(options.template);
  await asAdmin(async (admin) => {
    await admin.query(
      `create database ${escapeIdentifier(name)} template ${escapeIdentifier(source)} strategy file_copy`,
    );
  });
  return {
    url: urlOf(name),
    name,
    drop: () =>
      asAdmin(async (admin) => {
        await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      }),
  };
}

/**
 * Makes the template once in a run, whichever of the workers comes first; the others wait for it. `prepare` is given
 * the URL of an empty database, fills it, and closes its connections. When it throws, the next caller begins again.
 *
 * @param name lower-case letters, digits and underscores, 24 at most
 */
export async function ensureTemplate(name: string, prepare: (url: string) => Promise<void>): Promise<void> {
  const finished = templateName(name);
  const unfinished = `${finished}_unfinished`;
  await asAdmin(async (admin) => {
    // Held until this connection ends.
    await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', [finished]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [finished]);
    if (rowCount) return;
    await admin.query(`drop database if exists ${escapeIdentifier(unfinished)} with (force)`);
    await admin.query(`create database ${escapeIdentifier(unfinished)}`);
    await prepare(urlOf(unfinished));
    // A session left in a template would make every copy fail: none may remain, and none may come.
    await admin.query(`alter database ${escapeIdentifier(unfinished)} with allow_connections false`);
    await admin.query(`alter database ${escapeIdentifier(unfinished)} rename to ${escapeIdentifier(finished)}`);
  });
}

/** Drops every database of this run; for a server that outlives it. */
export async function dropTestDatabases(): Promise<void> {
  await asAdmin(async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [runPrefix()],
    );
    for (const { datname } of rows) {
      await admin.query(`drop database if exists ${escapeIdentifier(datname)} with (force)`);
    }
  });
}

function runPrefix(): string {
  return `hub_test_${fromGlobalSetup('TEST_DATABASE_RUN')}_`;
}

function templateName(name: string): string {
  if (!/^[a-z0-9_]{1,24}$/.test(name)) {
    throw new Error(`"${name}" cannot name a template: use at most 24 of a-z, 0-9 and _`);
  }
  return `${runPrefix()}template_${name}`;
}

function fromGlobalSetup(variable: 'TEST_DATABASE_ADMIN_URL' | 'TEST_DATABASE_RUN'): string {
  const value = process.env[variable];
  if (!value) {
    throw new Error(
      `These tests need PostgreSQL, and ${variable} is missing: run them in the jest project "hub", whose global ` +
        'setup starts a server (or uses the one at TEST_DATABASE_URL)',
    );
  }
  return value;
}

function urlOf(database: string): string {
  const url = new URL(fromGlobalSetup('TEST_DATABASE_ADMIN_URL'));
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: fromGlobalSetup('TEST_DATABASE_ADMIN_URL') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
