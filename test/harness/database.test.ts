import { Client } from 'pg';
import { createTestDatabase, ensureTemplate } from './database.js';

async function query(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

it('makes a template once, however many ask for it at the same time', async () => {
  let made = 0;
  const prepare = async (url: string): Promise<void> => {
    made += 1;
    await query(url, 'create table patch as select 1 as patches');
  };
  await Promise.all([1, 2, 3].map(() => ensureTemplate('asked_at_once', prepare)));
  await ensureTemplate('asked_at_once', prepare);
  expect(made).toBe(1);
});

it('gives each test a copy that no other sees, and takes it away with its sessions', async () => {
  await ensureTemplate('copied', async (url) => void (await query(url, 'create table patch as select 1 as patches')));
  const [one, other] = await Promise.all([
    createTestDatabase({ template: 'copied' }),
    createTestDatabase({ template: 'copied' }),
  ]);
  await query(one.url, 'update patch set patches = 2');
  expect(await query(other.url, 'select patches from patch')).toEqual({ patches: 1 });

  const session = new Client({ connectionString: one.url });
  session.on('error', () => {});
  await session.connect();
  await one.drop();
  await other.drop();
  await expect(query(one.url, 'select 1')).rejects.toThrow('does not exist');
});

it('begins a template again after its preparation failed', async () => {
  const failing = ensureTemplate('failed_once', async (url) => {
    await query(url, 'create table patch as select 1 as patches');
    throw new Error('a migration failed');
  });
  await expect(failing).rejects.toThrow('a migration failed');
  await ensureTemplate(
    'failed_once',
    async (url) => void (await query(url, 'create table patch as select 2 as patches')),
  );
  const database = await createTestDatabase({ template: 'failed_once' });
  expect(await query(database.url, 'select patches from patch')).toEqual({ patches: 2 });
  await database.drop();
});

it('says what is missing where no server was started for the run', async () => {
  const url = process.env.TEST_DATABASE_ADMIN_URL;
  delete process.env.TEST_DATABASE_ADMIN_URL;
  try {
    await expect(createTestDatabase()).rejects.toThrow('TEST_DATABASE_ADMIN_URL is missing');
  } finally {
    process.env.TEST_DATABASE_ADMIN_URL = url;
  }
});
