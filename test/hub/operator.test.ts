import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { grantOperator, openSandbox } from '../../hub/operator/bootstrap.js';
import { prepareDatabase } from '../../hub/prepare.js';
import { createTestDatabase } from '../harness/database.js';
import { startTestHub, type TestHub } from '../harness/hub.js';

const CLI = 'dist/hub/cli.js';

describe('the command line over a hub’s API', () => {
  let hub: TestHub;
  let folder: string;
  let asOperator: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-operator-'));
    hub = await startTestHub();
    asOperator = await as('user:operator');
  });
  afterAll(async () => {
    await hub?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function as(subject: string): Promise<readonly string[]> {
    const file = join(folder, `${subject.replaceAll(/\W/g, '-')}.token`);
    await writeFile(file, `${await hub.token(subject)}\n`);
    return ['--gateway', hub.url, '--token-file', file];
  }

  async function fileOf(name: string, document: unknown): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, typeof document === 'string' ? document : JSON.stringify(document));
    return file;
  }

  /** Of a process of its own: what it says, and how it ends. */
  function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
    return new Promise((resolve) => {
      const options = { env: { PATH: process.env.PATH, HUB_HOME: folder, NO_COLOR: '1' }, timeout: 60_000 };
      execFile(process.execPath, [CLI, ...args], options, (failed, out, error) =>
        resolve({ code: failed ? Number(failed.code) : 0, out, error }),
      );
    });
  }

  it('IDG-26: adds a council with a policy of its own, and lists it', async () => {
    const policy = await fileOf('weald.json', { window: { patchMinutes: 45 } });
    const added = await run('council', 'add', 'weald', '--name', 'Weald', '--policy', policy, ...asOperator);
    expect(added).toMatchObject({ code: 0, error: '' });
    expect(added.out).toContain('Weald has joined as weald');
    const listed = await run('council', 'list', '--json', ...asOperator);
    expect(JSON.parse(listed.out)).toContainEqual({ id: 'weald', name: 'Weald' });
  });

  it('IDG-16: shows by what a policy differs, sets it, and shows what applies', async () => {
    const file = await fileOf('ashdown.json', { window: { patchMinutes: 60 } });
    const preview = await run('policy', 'set', 'ashdown', file, '--preview', ...asOperator);
    expect(preview.code).toBe(0);
    expect(preview.out).toContain('window.patchMinutes: 90 → 60');
    // What was set before and is left out is a change as well.
    expect(preview.out).toContain('patch.maxProviders: {"Hill":2,"Vale":2} → ');
    const shown = async () => JSON.parse((await run('policy', 'show', 'ashdown', '--json', ...asOperator)).out);
    expect((await shown()).version).toBe('ashdown/1');

    const set = await run('policy', 'set', 'ashdown', file, ...asOperator);
    expect(set.code).toBe(0);
    expect(set.out).toMatch(/What differs from ashdown\/1:[\s\S]*ashdown\/2 applies from 2026-06-01T08:00:00.000Z/);
    expect(await shown()).toMatchObject({ version: 'ashdown/2', status: 'IN_FORCE' });
    const people = await run('policy', 'show', 'ashdown', ...asOperator);
    expect(people.out).toMatch(/ashdown\/2, in force/);
    expect(people.out).toMatch(/set {4} +window\.patchMinutes = 60/);
    expect(people.out).toMatch(/default window\.frameworkMinutes = 120/);
  });

  it('IDG-26: a refusal is told with its rule, field and message, and ends with 1', async () => {
    const file = await fileOf('wrong.json', { window: { patchMinutes: 'Joan Carer' } });
    const set = await run('policy', 'set', 'bromley', file, ...asOperator);
    expect(set).toMatchObject({ code: 1, out: '' });
    expect(set.error).toBe('refused IDG-26 document.window.patchMinutes: This takes a whole number above 0.\n');
    const json = await run('policy', 'set', 'bromley', file, '--json', ...asOperator);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out).refusals).toMatchObject([{ rule: 'IDG-26', code: 'POLICY_VALUE_INVALID' }]);
    const twice = await run('council', 'add', 'bromley', '--name', 'Bromley', ...asOperator);
    expect(twice.code).toBe(1);
    expect(twice.error).toContain('refused IDG-26 input.council: There is a council of this key already.');
  });

  it('IDG-06: gives access, lists it, and ends it', async () => {
    const subject = 'user:broker-2@bromley';
    const gave = await run('grant', 'give', subject, '--role', 'broker', '--organisation', 'bromley', ...asOperator);
    expect(gave).toMatchObject({ code: 0, error: '' });
    const listed = async (...args: readonly string[]) =>
      JSON.parse((await run('grant', 'list', '--json', ...args, ...asOperator)).out) as Array<{
        subject: string;
        status: string;
      }>;
    const brokers = await listed('--council', 'bromley', '--role', 'broker');
    expect(brokers.map((each) => each.subject).sort()).toEqual(['user:broker-2@bromley', 'user:broker@bromley']);
    expect((await run('grant', 'revoke', subject, ...asOperator)).out).toContain('has no access any more');
    expect((await listed('--role', 'broker')).find((each) => each.subject === subject)?.status).toBe('REVOKED');
    const refused = await run('grant', 'give', subject, '--role', 'hub', '--organisation', 'hub', ...asOperator);
    expect(refused.code).toBe(1);
    expect(refused.error).toContain('refused IDG-27 input.role: A role is one of broker');
  });

  it('IDG-27: whoever is no operator is told so', async () => {
    const officer = await as('user:contract-officer@bromley');
    const refused = await run('council', 'add', 'kent', '--name', 'Kent', ...officer);
    expect(refused.code).toBe(1);
    expect(refused.error).toContain('This is for the roles operator');
    // Its own policy it may read.
    expect((await run('policy', 'show', 'bromley', ...officer)).code).toBe(0);
    expect((await run('policy', 'show', 'ashdown', ...officer)).error).toContain('There is no such council');
  });

  it('IDG-27: a token goes to the hub that it is for, by a file, over TLS or this machine', async () => {
    const [, , , file] = asOperator as [string, string, string, string];
    const says = async (...args: readonly string[]) => (await run('council', 'list', ...args)).error;
    expect(await says('--gateway', hub.url)).toContain('--token-file');
    expect(await says('--gateway', 'http://hub.example.org', '--token-file', file)).toContain(
      'http only on this machine',
    );
    expect(await says('--gateway', 'hub', '--token-file', file)).toContain('takes an address');
    expect(await says('--gateway', hub.url, '--token-file', await fileOf('none.token', 'secret'))).toContain(
      'holds no token',
    );
    expect(await says('--gateway', hub.url, '--token-file', join(folder, 'nowhere'))).toContain(
      'there is no such file',
    );
    expect(await says()).toContain('No hub runs from this folder');
  });
});

describe('a fresh deployment', () => {
  it('IDG-06: whoever has the database makes the first operator, once more if it is needed, and the log keeps it', async () => {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    pool.on('error', () => {});
    try {
      await prepareDatabase(database.url, 'test');
      // A sandbox without the demo has an operator of its own, once.
      await openSandbox(database.url, 'test');
      await openSandbox(database.url, 'test');
      const operators = async () => (await pool.query('select subject from platform.access_grant order by 1')).rows;
      expect(await operators()).toEqual([{ subject: 'user:operator' }]);
      expect((await pool.query('select from platform.event')).rowCount).toBe(1);
      await grantOperator(database.url, 'test', 'entra:7f3c');
      expect(await operators()).toEqual([{ subject: 'entra:7f3c' }, { subject: 'user:operator' }]);
      const { rows } = await pool.query(
        `select role, organisation, councils, scopes from platform.access_grant where subject = 'entra:7f3c'`,
      );
      expect(rows).toEqual([
        {
          role: 'operator',
          organisation: 'hub',
          councils: [],
          scopes: expect.arrayContaining(['platform:write', 'register:write']),
        },
      ]);
      const events = await pool.query('select type, actor, audience, data from platform.event order by position');
      expect(events.rows).toMatchObject(
        ['user:operator', 'entra:7f3c'].map((credential) => ({
          type: 'AccessGranted',
          actor: { subject: 'service:prepare', role: 'hub' },
          audience: {},
          data: { credential, role: 'operator' },
        })),
      );
      await expect(grantOperator(database.url, 'test', 'Joan Carer')).rejects.toThrow(
        'A subject is what its tokens say',
      );
    } finally {
      await pool.end();
      await database.drop();
    }
  });
});
