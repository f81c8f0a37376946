import pg from 'pg';
import { preparePlatform, READER_ROLES, urlFor } from '../../../kernel/database/platform.js';
import { createTestDatabase, type TestDatabase } from '../../harness/database.js';

const SECRET = 'test';
let databases: TestDatabase[];
beforeAll(async () => {
  databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()));
});
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function query(url: string, sql: string): Promise<Array<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('prepares several databases of one server at the same time, each more than once', async () => {
  const prepare = ({ url }: TestDatabase) => preparePlatform(url, SECRET, [{ name: 'toy' }, { name: 'toy_twin' }]);
  await Promise.all([...databases, ...databases].map(prepare));
  await prepare(databases[0]!);
  for (const { url } of databases) {
    expect(await query(urlFor(url, 'toy_twin_app', SECRET), 'select current_user as who')).toEqual([
      { who: 'toy_twin_app' },
    ]);
  }
});

it('IDG-26: lets a service become each of its readers, and be none of them by itself', async () => {
  const { url } = databases[0]!;
  await preparePlatform(url, SECRET, [{ name: 'toy_twin' }]);
  for (const reader of READER_ROLES) {
    const membership = `select pg_has_role('toy_twin_app', 'toy_twin_${reader}', 'usage') as is, pg_has_role('toy_twin_app', 'toy_twin_${reader}', 'set') as may_become`;
    expect(await query(url, membership)).toEqual([{ is: false, may_become: true }]);
  }
  expect(
    await query(url, `select rolname from pg_roles where rolname like 'toy_twin%' and (rolsuper or rolbypassrls)`),
  ).toEqual([]);
});

it('gives each role a password of its own out of the one secret', () => {
  const [one, other, elsewhere] = [
    urlFor('postgres://admin@127.0.0.1/hub', 'toy_app', SECRET),
    urlFor('postgres://admin@127.0.0.1/hub', 'toy_owner', SECRET),
    urlFor('postgres://admin@127.0.0.1/hub', 'toy_app', 'another secret'),
  ].map((each) => new URL(each));
  expect(one!.username).toBe('toy_app');
  expect(one!.password).toHaveLength(64);
  expect(new Set([one!.password, other!.password, elsewhere!.password]).size).toBe(3);
  expect(one!.pathname).toBe('/hub');
});
