import type { ExecFileOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError } from '../command-error.js';
import { canEnter, type ServerUser } from './server-user.js';

/** Where a server of ours lives, what it is run from, and as whom. */
export interface Place {
  readonly home: string;
  readonly dataDirectory: string;
  readonly binaries: string;
  readonly user: ServerUser | undefined;
}

export function dataDirectoryIn(home: string): string {
  return join(home, 'cluster', 'data');
}

/**
 * Where the cluster of `directory` lives: there; or, if the server's user cannot get there (root's own home), in a
 * directory of the same project under the system's temporary directory.
 */
export async function findHome(directory: string, user: ServerUser | undefined): Promise<string> {
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
  const away = noted || join(await openPlace(user), `hub-postgres-${key}`);
  await mkdir(away, { recursive: true });
  // The name can be guessed and the place is open to all: never use what somebody else has put there.
  const found = await lstat(away);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new CommandError(`${away} is not a directory of ours: remove it, or set DATABASE_URL`);
  }
  await chmod(away, 0o711);
  if (!(await canEnter(away, user))) {
    throw new CommandError(`Neither ${own} nor ${away} can be reached by the user "nobody": set DATABASE_URL instead.`);
  }
  if (!noted) await writeFile(pointer, `${away}\n`);
  return away;
}

/** Where others may go as well: the temporary directory of this session may be closed to them. */
async function openPlace(user: ServerUser): Promise<string> {
  const places = [tmpdir(), '/tmp', '/var/tmp'].filter((path) => existsSync(path));
  for (const place of places) if (await canEnter(await realpath(place), user)) return realpath(place);
  return realpath(tmpdir());
}

/** The programs get nothing of our environment: no secrets, and no PG* variables, which they would obey. */
export function processOptions({ home, user }: Place): ExecFileOptions {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { ...user, cwd: home, env: { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' }, windowsHide: true };
}
