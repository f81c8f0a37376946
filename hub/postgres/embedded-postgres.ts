import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import { adopt } from './adopt.js';
import { runnableBinaries } from './binaries.js';
import { initialise, syncCluster } from './cluster.js';
import { start } from './launch.js';
import { makeWhole } from './make-whole.js';
import { dataDirectoryIn, findHome, type Place } from './place.js';
import { findPostmaster, POLL_MS, type Postmaster, stopPostmaster } from './postmaster.js';
import { serverUser } from './server-user.js';
import { HOST } from './settings.js';
import type { Wanted } from './wanted.js';

/**
 * A PostgreSQL of our own, for `npm start` and for tests, from the binaries that npm installed. With `DATABASE_URL`
 * set nobody calls this.
 *
 * In its directory (its home) lie:
 *
 * - `cluster/data` and `cluster/password`, the superuser's, readable by the server's user only;
 * - `postgres.log`, the server's own words, without statements and so without personal data;
 * - `binaries-<version>`, a copy, only if the installed ones cannot be run in place;
 * - `location`, only if the home had to be elsewhere: it says where.
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
  /** False gives up crash safety for speed: for tests, and until `writeOut`. Default true. */
  readonly durable?: boolean;
  /** 0 or absent: a free one, chosen again whenever the server is started rather than adopted. */
  readonly port?: number;
  readonly log?: (line: string) => void;
}

const START_LIMIT_MS = 60_000;

/**
 * Starts the server over `directory`, or adopts the one that already runs there; resolves once it answers queries.
 *
 * @throws when no binaries are installed for this platform, or the server does not come up; the message says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { directory, durable = true, port = 0, log = () => {} } = options;
  const place = await placeOf(directory);
  const { home } = place;
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
  // It may still be coming up.
  await stopEmbeddedPostgres(directory);
  throw new CommandError(`PostgreSQL over ${place.dataDirectory} does not answer; see ${join(home, 'postgres.log')}`);
}

/** Stops whatever server runs over `directory`, also when the process that started it has been killed. */
export async function stopEmbeddedPostgres(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const dataDirectory = dataDirectoryIn(await findHome(directory, await serverUser()));
  const found = await findPostmaster(dataDirectory);
  if (found) await stopPostmaster(found.pid, dataDirectory);
}

/**
 * Removes the server's home with all its data, wherever it lies: one that had to be elsewhere outlives the directory that pointed
 * to it. A server that runs over it is stopped first.
 */
export async function removeEmbeddedPostgres(directory: string): Promise<void> {
  const home = await findHome(directory, await serverUser());
  await stopEmbeddedPostgres(directory);
  await rm(home, { recursive: true, force: true });
}

/**
 * Makes durable what a server without crash safety has written over `directory`: stops it, and writes everything to the
 * disk at once. That takes a fraction of the time that it takes to write each step of a long building as it is made.
 */
export async function writeOut(directory: string): Promise<void> {
  await stopEmbeddedPostgres(directory);
  await syncCluster(await placeOf(directory));
}

async function placeOf(directory: string): Promise<Place> {
  const user = await serverUser();
  const home = await findHome(directory, user);
  return { home, dataDirectory: dataDirectoryIn(home), binaries: await runnableBinaries(home, user), user };
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
