import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../hub/command-error.js';
import { refuseSmallMachine } from '../../hub/machine.js';
import { stopEmbeddedPostgres } from '../../hub/postgres/embedded-postgres.js';
import { refuseOldPostgres } from '../../hub/prepare.js';
import { inWords } from '../../hub/terminal.js';

/**
 * The built command line as somebody runs it: what it leaves behind when it is interrupted or cannot start, and in how
 * many words it says so. Nothing is measured: each moment is known by what is there by then.
 */
const LIMIT_MS = 240_000;

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), `hub-test-${process.pid}-`));
  // As a folder is that somebody makes; a private one has its database elsewhere (see embedded-postgres.test.ts).
  await chmod(home, 0o755);
});
afterEach(async () => {
  await stopEmbeddedPostgres(join(home, 'postgres'));
  await rm(home, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  /** What it has said so far, on both streams. */
  said(): string;
}

function hub(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, ['dist/hub/cli.js', ...args], {
    env: { PATH: process.env.PATH, HUB_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  return { child, said: () => said };
}

async function ended({ child, said }: Running): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const limit = sleep(LIMIT_MS, 'too long', { ref: false });
    if ((await Promise.race([once(child, 'exit'), limit])) === 'too long') {
      child.kill('SIGKILL');
      throw new Error(`It did not end, and had said: ${said()}`);
    }
  }
  return child.exitCode;
}

async function until(moment: () => boolean, running: Running): Promise<void> {
  const giveUp = Date.now() + LIMIT_MS;
  while (!moment()) {
    const { exitCode, signalCode } = running.child;
    if (exitCode !== null || signalCode !== null || Date.now() > giveUp) {
      throw new Error(`That moment did not come: ${running.said()}`);
    }
    await sleep(5);
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its command and its environment. */
  readonly text: string;
}

async function processes(): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid && pid !== process.pid);
  const found = pids.map(async (pid) => {
    const [command, environment, stat] = await Promise.all(
      ['cmdline', 'environ', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    const parent = Number(/\) \w (\d+) /.exec(stat!)?.[1]);
    // One that has ended, and that nobody has asked about yet, has no command.
    return command ? [{ pid, parent, text: `${command} ${environment}`.replaceAll('\0', ' ') }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** What a run has begun: the processes that name its home, and its own children. */
async function begunBy({ child }: Running): Promise<readonly Process[]> {
  return (await processes()).filter(({ parent, text }) => parent === child.pid || text.includes(home));
}

/** Which of these run still, and whatever else names the home. */
async function leftOf(begun: readonly Process[]): Promise<readonly string[]> {
  const before = new Set(begun.map(({ pid, text }) => `${pid} ${text}`));
  const left = (await processes()).filter(({ pid, text }) => text.includes(home) || before.has(`${pid} ${text}`));
  return left.map(({ text }) => text.slice(0, 200));
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('npm start', () => {
  const postgresRuns = () => existsSync(join(home, 'postgres', 'cluster', 'data', 'postmaster.pid'));
  const moments: ReadonlyArray<[when: string, args: readonly string[], moment: (running: Running) => boolean]> = [
    ['while its database is made', ['start'], () => existsSync(join(home, 'postgres'))],
    ['while PostgreSQL comes up', ['start'], postgresRuns],
    ['while the borough is built', ['start'], ({ said }) => said().includes('PostgreSQL  ')],
    ['once it is ready, and plays the quarter', ['start'], ({ said }) => said().includes('Ctrl-C stops everything')],
    ['with the services apart', ['apart'], ({ said }) => said().includes('gateway ')],
  ];
  it.each(moments)('NFR-06: leaves nothing running when it is interrupted: %s', async (_, args, moment) => {
    const running = hub([...args, '--port', String(await aFreePort())]);
    await until(() => moment(running), running);
    const begun = await begunBy(running);
    expect(begun.length).toBeGreaterThan(0);
    running.child.kill('SIGINT');
    expect(await ended(running)).toBe(0);
    expect(await leftOf(begun)).toEqual([]);
    // No stack, and nothing that failed because the rest was going.
    expect(running.said()).not.toMatch(/^\s+at |Error/m);
  });

  it('NFR-06: leaves nothing running when it fails half-way', async () => {
    // PostgreSQL runs by the time that the secret is asked for.
    await mkdir(join(home, 'secret'));
    const running = hub(['start', '--port', '0']);
    await until(postgresRuns, running);
    const begun = await begunBy(running);
    expect(await ended(running)).toBe(1);
    expect(await leftOf(begun)).toEqual([]);
  });
});

describe('a start that cannot be', () => {
  const refused: ReadonlyArray<[why: string, says: RegExp, environment: () => NodeJS.ProcessEnv]> = [
    [
      'a file is in the place of its folder',
      /cannot be used: a file is in its place/,
      () => ({ HUB_HOME: resolve('package.json') }),
    ],
    [
      'a file is in its way',
      /cannot be used: a file is in its way/,
      () => ({ HUB_HOME: resolve('package.json', 'hub') }),
    ],
    [
      'nothing answers at DATABASE_URL',
      /Nothing answers at 127\.0\.0\.1:1\./,
      () => ({ DATABASE_URL: 'postgres://hub:hidden@127.0.0.1:1/hub' }),
    ],
    ['the password is wrong', /does not take this user or password/, () => ({ DATABASE_URL: withPassword('hidden') })],
    ['there is no such database', /of this name does not exist/, () => ({ DATABASE_URL: named('hidden') })],
  ];
  it.each(refused)('NFR-06: is told in one line: %s', async (_, says, environment) => {
    const running = hub(['start', '--port', '0'], environment());
    expect(await ended(running)).toBe(1);
    const lines = running.said().trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(says);
    // At most the step that had begun stands before it: no stack, and nothing that somebody gave.
    expect(lines.slice(0, -1).filter((line) => !/^ {2}PostgreSQL/.test(line))).toEqual([]);
    expect(running.said()).not.toContain('hidden');
  });

  it('NFR-06: is told in one line: its port is taken', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as AddressInfo;
    const running = hub(['start', '--port', String(port)]);
    expect(await ended(running)).toBe(1);
    expect(running.said()).toBe(`hub: Port ${port} is taken: give another with --port.\n`);
    occupant.close();
    expect(existsSync(join(home, 'postgres'))).toBe(false);
  });

  it('NFR-06: is told in one line, however deep it arose', () => {
    const of = (code: string, rest: object = {}) => inWords(Object.assign(new Error('deep inside'), { code, ...rest }));
    expect(of('ENOSPC', { syscall: 'write', path: '/x' })).toMatch(/no space left on the disk/);
    expect(inWords(new CommandError('initdb: could not extend file: No space left on device'))).toMatch(/HUB_HOME/);
    expect(of('EMFILE', { syscall: 'open', path: '/x' })).toMatch(/ulimit/);
    expect(of('EACCES', { syscall: 'listen', port: 80 })).toMatch(/may not listen on port 80/);
    expect(of('ENOTFOUND', { syscall: 'getaddrinfo' })).toMatch(/no machine of this name/);
    expect(() => refuseOldPostgres('16.4 (Debian 16.4-1)')).toThrow(/PostgreSQL 16\.4.* needs 18/);
    expect(() => refuseOldPostgres('18.1')).not.toThrow();
    expect(() => refuseSmallMachine(255)).toThrow(/may open 255 files.* needs 256/);
    expect(() => refuseSmallMachine(256)).not.toThrow();
  });
});

function adminUrl(change: (url: URL) => void): string {
  const url = new URL(process.env.TEST_DATABASE_ADMIN_URL!);
  change(url);
  return url.href;
}
const withPassword = (password: string) => adminUrl((url) => Object.assign(url, { password }));
const named = (name: string) => adminUrl((url) => Object.assign(url, { pathname: `/${name}` }));

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
