import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { machinerySql } from '../kernel/database/machinery.js';
import { migrate, openDatabase } from '../kernel/database/orm.js';
import { preparePlatform, urlFor } from '../kernel/database/platform.js';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.js';
import { CommandError } from './reach.js';
import { SUBGRAPHS } from './subgraphs.js';

/**
 * Writes the next migration of a subgraph: what its entities have that its migrations do not yet make.
 *
 * `npm run migration -- tenders add-stale-bids`; then list the class in the subgraph's `subgraph.ts`. Migrations are
 * append-only: what has landed is never changed.
 */
export async function writeMigration(subgraph: string, name: string): Promise<string | null> {
  const definition = SUBGRAPHS.find((each) => each.name === subgraph);
  if (!definition)
    throw new CommandError(`There is no subgraph ${subgraph}: ${SUBGRAPHS.map((each) => each.name).join(', ')}.`);
  const statements = await missingSql(subgraph);
  if (statements.length === 0) return null;
  const folder = join('subgraphs', subgraph, 'migrations');
  await mkdir(folder, { recursive: true });
  const number = String((await readdir(folder)).filter((each) => /^\d{4}-/.test(each)).length + 1).padStart(4, '0');
  const className = `Migration${number}${name.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase())}`;
  const first = number === '0001';
  const body = statements.map((each) => `    this.addSql(\`${each.replace(/[`\\$]/g, '\\$&')}\`);`);
  if (first) body.unshift(`    for (const statement of machinerySql('${subgraph}')) this.addSql(statement);`);
  const imports = [
    `import { Migration } from '@mikro-orm/migrations';`,
    ...(first ? [`import { machinerySql } from '../../../kernel/database/machinery.js';`] : []),
  ];
  const file = join(folder, `${number}-${name}.ts`);
  await writeFile(
    file,
    `${imports.join('\n')}\n\nexport class ${className} extends Migration {\n  override up(): void {\n${body.join('\n')}\n  }\n}\n`,
  );
  return file;
}

/** The statements that a migrated database still lacks to be what the entities say; none if they agree. */
export async function missingSql(subgraph: string): Promise<readonly string[]> {
  const { entities, migrations } = SUBGRAPHS.find((each) => each.name === subgraph)!;
  const directory = await mkdtemp(join(tmpdir(), 'hub-migration-'));
  const cluster = await startEmbeddedPostgres({ directory, durable: false });
  try {
    const secret = 'migration';
    await preparePlatform(cluster.url, secret, [{ name: subgraph }]);
    const ownerUrl = urlFor(cluster.url, `${subgraph}_owner`, secret);
    await migrate({ subgraph, ownerUrl, entities, migrations });
    if (migrations.length === 0) await runAll(ownerUrl, machinerySql(subgraph));
    const { orm } = await openDatabase({ subgraph, url: ownerUrl, entities, poolSize: 1 });
    try {
      const sql = await orm.schema.getUpdateSchemaSQL({ safe: false, dropTables: false });
      const statements = sql
        .split(/;\s*\n/)
        .map((each) => each.trim().replace(/;$/, ''))
        .filter((each) => each !== '' && !/^set /i.test(each) && !/^create schema/i.test(each));
      return await exceptSameInOtherWords(ownerUrl, subgraph, statements);
    } finally {
      await orm.close(true);
    }
  } finally {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function runAll(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const each of statements) await client.query(each);
  await client.end();
}

/**
 * Leaves out statements that would change nothing. PostgreSQL keeps the expressions of policies, partial indexes and
 * checks in a form of its own, which always looks different from what the entities say. So each statement is run, and
 * counts if it changes something.
 */
async function exceptSameInOtherWords(
  url: string,
  subgraph: string,
  statements: readonly string[],
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const before = await expressionsIn(client, subgraph);
    await client.query('begin');
    for (const each of statements) await client.query(each);
    const after = await expressionsIn(client, subgraph);
    await client.query('rollback');
    return statements.filter((each) => {
      const name = expressionOf(each);
      return !name || !before.has(name) || before.get(name) !== after.get(name);
    });
  } finally {
    await client.end();
  }
}

/** What a statement makes or drops, by the names of `expressionsIn`; undefined if that has no expression. */
function expressionOf(statement: string): string | undefined {
  const index = /^(?:create|drop) (?:unique )?index (?:"\w+"\.)?"(\w+)"/.exec(statement);
  if (index) return `index ${index[1]}`;
  const policy = /^(?:create|drop) policy "(\w+)" on "\w+"\."(\w+)"/.exec(statement);
  if (policy) return `policy ${policy[2]}.${policy[1]}`;
  const constraint = /^alter table "\w+"\."(\w+)" (?:add|drop) constraint (?:if exists )?"(\w+)"/.exec(statement);
  return constraint ? `constraint ${constraint[1]}.${constraint[2]}` : undefined;
}

async function expressionsIn(client: pg.Client, schema: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select 'index ' || indexname as name, indexdef as definition from pg_indexes where schemaname = $1
     union all
     select format('policy %s.%s', tablename, policyname), concat_ws('|', permissive, roles, cmd, qual, with_check)
     from pg_policies where schemaname = $1
     union all
     select format('constraint %s.%s', conrelid::regclass, conname), pg_get_constraintdef(oid)
     from pg_constraint where connamespace = $1::regnamespace and conrelid <> 0`,
    [schema],
  );
  return new Map(rows.map(({ name, definition }) => [name.replace(`${schema}.`, ''), definition]));
}
