import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../../hub/postgres/embedded-postgres.js';

const PREFIX = 'hub-test-';
const MEMORY = '/dev/shm';
const MEMORY_NEEDED_BYTES = 2 * 1024 ** 3;

/**
 * One PostgreSQL for the run. Its superuser's URL goes to the tests as `TEST_DATABASE_ADMIN_URL`. With
 * `TEST_DATABASE_URL` given, that server is used, and nothing is started.
 */
export default async function startDatabase(): Promise<void> {
  process.env.TEST_DATABASE_RUN = randomBytes(4).toString('hex');
  if (process.env.TEST_DATABASE_URL) {
    process.env.TEST_DATABASE_ADMIN_URL = process.env.TEST_DATABASE_URL;
    return;
  }
  await discardLeftovers();
  const directory = await mkdtemp(join(await scratchPlace(), `${PREFIX}${process.pid}-`));
  process.env.TEST_DATABASE_DIRECTORY = directory;
  process.env.TEST_DATABASE_ADMIN_URL = (await startEmbeddedPostgres({ directory, durable: false })).url;
}

/** Memory where there is plenty of it: there a database is copied some ten times as fast as on a disk. */
async function scratchPlace(): Promise<string> {
  if (!existsSync(MEMORY) || !existsSync('/proc/mounts')) return tmpdir();
  const mount = (await readFile('/proc/mounts', 'utf8')).split('\n').find((line) => line.split(' ')[1] === MEMORY);
  const { bavail, bsize } = await statfs(MEMORY);
  // The binaries may have to be copied there, to be run.
  const runnable = mount && !/\b(noexec|ro)\b/.test(mount);
  return runnable && bavail * bsize >= MEMORY_NEEDED_BYTES ? MEMORY : tmpdir();
}

/** Stops the server over a directory that this file has made, and removes both. */
export async function discardCluster(directory: string): Promise<void> {
  await stopEmbeddedPostgres(directory);
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

/** A run that was interrupted does not come to its teardown: its server is put away by the next run. */
async function discardLeftovers(): Promise<void> {
  for (const place of [tmpdir(), MEMORY].filter((path) => existsSync(path))) {
    for (const name of await readdir(place)) {
      const owner = name.startsWith(PREFIX) && Number(name.slice(PREFIX.length).split('-')[0]);
      if (!owner || isAlive(owner)) continue;
      const directory = join(place, name);
      try {
        const found = await lstat(directory);
        if (found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid)) await discardCluster(directory);
      } catch {
        // Another run may be putting it away at the same time; what remains is left to the next.
      }
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
