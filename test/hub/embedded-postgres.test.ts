import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  writeOut,
} from '../../hub/postgres/embedded-postgres.js';

const runsAsRoot = process.getuid?.() === 0;

/** Named so that the next run puts it away, should this one be killed. */
async function aDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), `hub-test-${process.pid}-`));
}

async function discard(directory: string): Promise<void> {
  await stopEmbeddedPostgres(directory);
  await rm(directory, { recursive: true, force: true });
}

async function query(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

async function postmasterId(dataDirectory: string): Promise<number> {
  return Number((await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** A process that starts the server over `directory` and is killed, without any chance to stop it. */
async function startAndBeKilled(directory: string): Promise<void> {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('../../hub/postgres/embedded-postgres.ts', import.meta.url))});
    await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)}, durable: false });
    process.stdout.write('started');
    setInterval(() => {}, 1_000);`;
  const parent = spawn(
    process.execPath,
    ['--import', './test/harness/resolve-sources.js', '--input-type=module', '--eval', program],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await Promise.race([once(parent.stdout, 'data'), ended(parent)]);
  expect(parent.exitCode).toBeNull();
  parent.kill('SIGKILL');
  await ended(parent);
}

describe('embedded PostgreSQL', () => {
  // One cluster for what can share it; each test leaves it stopped.
  let directory: string;
  beforeAll(async () => {
    directory = await aDirectory();
  });
  afterEach(() => stopEmbeddedPostgres(directory));
  afterAll(() => discard(directory));

  it('starts a PostgreSQL 18 that only this machine can reach and only its password opens', async () => {
    const postgres = await startEmbeddedPostgres({ directory, durable: false });
    const facts = await query(
      postgres.url,
      `select version(), current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
         current_setting('TimeZone') as zone, current_setting('server_encoding') as encoding,
         current_setting('max_connections') as connections, current_setting('password_encryption') as passwords,
         (select datlocale from pg_database where datname = current_database()) as locale`,
    );
    expect(facts).toEqual({
      version: expect.stringMatching(/^PostgreSQL 18\./),
      listens: '127.0.0.1',
      sockets: '',
      zone: 'UTC',
      encoding: 'UTF8',
      connections: '200',
      passwords: 'scram-sha-256',
      locale: 'C.UTF-8',
    });
    expect((await stat(join(directory, 'cluster', 'password'))).mode & 0o777).toBe(0o600);
    const wrong = postgres.url.replace(/:[^:@]+@/, ':guessed@');
    await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('keeps its data and its password from one start to the next', async () => {
    const first = await startEmbeddedPostgres({ directory, durable: false });
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    await expect(query(first.url, 'select 1')).rejects.toThrow();

    const second = await startEmbeddedPostgres({ directory, durable: false });
    expect(await query(second.url, 'select answer from kept')).toEqual({ answer: 42 });
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  it('adopts the server that a killed process left running, and stops it like its own', async () => {
    await startAndBeKilled(directory);
    const dataDirectory = join(directory, 'cluster', 'data');
    const left = await postmasterId(dataDirectory);

    const adopted = await startEmbeddedPostgres({ directory, durable: false });
    expect(await postmasterId(dataDirectory)).toBe(left);
    expect(await query(adopted.url, 'select 1 as answer')).toEqual({ answer: 1 });

    await adopted.stop();
    expect(existsSync(join(dataDirectory, 'postmaster.pid'))).toBe(false);
    await expect(query(adopted.url, 'select 1')).rejects.toThrow();
  });

  it('does not take over a server that gave up crash safety when durability is asked for', async () => {
    const careless = await startEmbeddedPostgres({ directory, durable: false });
    const left = await postmasterId(careless.dataDirectory);
    const careful = await startEmbeddedPostgres({ directory });
    expect(await postmasterId(careful.dataDirectory)).not.toBe(left);
    expect(await query(careful.url, 'show fsync')).toEqual({ fsync: 'on' });
  });

  it('keeps what was written without crash safety, once it is written out', async () => {
    const careless = await startEmbeddedPostgres({ directory, durable: false });
    await query(careless.url, 'create table written_out as select 7 as number');
    await writeOut(directory);
    await expect(query(careless.url, 'select 1')).rejects.toThrow();
    const careful = await startEmbeddedPostgres({ directory });
    expect(await query(careful.url, 'select number from written_out')).toEqual({ number: 7 });
  });

  it('comes up for both when two start at once', async () => {
    const [one, other] = await Promise.all([
      startEmbeddedPostgres({ directory, durable: false }),
      startEmbeddedPostgres({ directory, durable: false }),
    ]);
    expect(other.port).toBe(one.port);
    expect(await query(other.url, 'select 1 as answer')).toEqual({ answer: 1 });
  });

  it('starts despite a lock file that names another living process, and leaves that process alone', async () => {
    const first = await startEmbeddedPostgres({ directory, durable: false });
    const lockFile = join(first.dataDirectory, 'postmaster.pid');
    const lock = await readFile(lockFile, 'utf8');
    const { uid, gid } = await stat(first.dataDirectory);
    await first.stop();

    // PostgreSQL itself gives in only to a process of its own user.
    const bystander = spawn('sleep', ['30'], { uid, gid, stdio: 'ignore' });
    try {
      await once(bystander, 'spawn');
      await writeFile(lockFile, lock.replace(/^\d+/, String(bystander.pid)), { mode: 0o600 });
      await chown(lockFile, uid, gid);

      const second = await startEmbeddedPostgres({ directory, durable: false });
      expect(await query(second.url, 'select 1 as answer')).toEqual({ answer: 1 });
      expect(await postmasterId(second.dataDirectory)).not.toBe(bystander.pid);
      await second.stop();
      expect(bystander.signalCode).toBeNull();
    } finally {
      bystander.kill();
      await ended(bystander);
    }
  });

  it('says what PostgreSQL said when it will not start', async () => {
    const occupant = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    try {
      const { port } = occupant.address() as AddressInfo;
      await expect(startEmbeddedPostgres({ directory, durable: false, port })).rejects.toThrow(
        /did not start[\s\S]*Address already in use/,
      );
    } finally {
      occupant.close();
    }
  });
});

it('starts over once it is removed, also where root keeps it elsewhere and the directory that pointed there has gone', async () => {
  const closed = await aDirectory();
  await chmod(closed, 0o700);
  const directory = join(closed, 'postgres');
  const whereItIs = async () => {
    const { url, dataDirectory } = await startEmbeddedPostgres({ directory, durable: false });
    await query(url, 'create table kept ()');
    return dataDirectory;
  };
  const first = await whereItIs();
  expect(first.startsWith(directory)).toBe(!runsAsRoot);
  await removeEmbeddedPostgres(directory);
  expect(existsSync(first)).toBe(false);
  // It would refuse the table, were it the same database.
  expect(await whereItIs()).toBe(first);
  await stopEmbeddedPostgres(directory);
  await rm(directory, { recursive: true });
  await removeEmbeddedPostgres(directory);
  expect(await whereItIs()).toBe(first);
  await removeEmbeddedPostgres(directory);
  await rm(closed, { recursive: true });
});

it('begins again where making the cluster was cut short', async () => {
  const directory = await aDirectory();
  try {
    const partial = join(directory, 'cluster.partial-x1y2z3');
    await mkdir(join(partial, 'data', 'base'), { recursive: true });
    await writeFile(join(partial, 'data', 'PG_VERSION'), '18\n');
    await writeFile(join(partial, 'password'), '');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await utimes(partial, anHourAgo, anHourAgo);

    const postgres = await startEmbeddedPostgres({ directory, durable: false });
    expect(await query(postgres.url, 'select 1 as answer')).toEqual({ answer: 1 });
    // Below a private folder the binaries are copied beside it, for another user to run them.
    const made = (await readdir(directory)).filter((name) => !name.startsWith('binaries-'));
    expect(made.sort()).toEqual(['cluster', 'postgres.log']);
  } finally {
    await discard(directory);
  }
});

(runsAsRoot ? it : it.skip)('finds its data again where the directory is closed to the user it runs as', async () => {
  const closed = await aDirectory();
  const directory = join(closed, 'project', 'database');
  let away: string | undefined;
  try {
    await chmod(closed, 0o700);
    const first = await startEmbeddedPostgres({ directory, durable: false });
    away = (await readFile(join(directory, 'location'), 'utf8')).trim();
    expect(first.dataDirectory.startsWith(away)).toBe(true);
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();

    const second = await startEmbeddedPostgres({ directory, durable: false });
    expect(await query(second.url, 'select answer from kept')).toEqual({ answer: 42 });
  } finally {
    await discard(directory);
    await rm(closed, { recursive: true, force: true });
    if (away) await rm(away, { recursive: true, force: true });
  }
});

it('names the missing package, and the way out, where no binaries are installed', async () => {
  const directory = await aDirectory();
  const arch = Object.getOwnPropertyDescriptor(process, 'arch')!;
  Object.defineProperty(process, 'arch', { ...arch, value: 'sparc' });
  try {
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
      /@embedded-postgres\/\w+-sparc\) are not installed.*DATABASE_URL/,
    );
  } finally {
    Object.defineProperty(process, 'arch', arch);
    await rm(directory, { recursive: true, force: true });
  }
});

it('loses no acknowledged write when the server is killed under its writers', async () => {
  const directory = await aDirectory();
  try {
    const killed = await startEmbeddedPostgres({ directory });
    await query(killed.url, 'create table written (id text primary key)');

    const acknowledged: string[] = [];
    const write = async (writer: string): Promise<void> => {
      const client = new Client({ connectionString: killed.url });
      client.on('error', () => {});
      await client.connect();
      try {
        for (let count = 0; count < 100_000; count += 1) {
          await client.query('insert into written values ($1)', [`${writer}-${count}`]);
          acknowledged.push(`${writer}-${count}`);
        }
      } finally {
        await client.end().catch(() => {});
      }
    };
    const writers = Promise.allSettled([write('a'), write('b')]);
    while (acknowledged.length < 200) await sleep(10);
    process.kill(await postmasterId(killed.dataDirectory), 'SIGKILL');
    const restarted = await startEmbeddedPostgres({ directory });
    const outcomes = await writers;

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(acknowledged.length).toBeGreaterThan(20);
    const client = new Client({ connectionString: restarted.url });
    await client.connect();
    const { rows } = await client.query<{ id: string }>('select id from written');
    await client.end();
    const found = new Set(rows.map(({ id }) => id));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  } finally {
    await discard(directory);
  }
});
