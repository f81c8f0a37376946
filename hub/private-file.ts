import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newId } from '../kernel/values/ids.js';
import { CommandError } from './command-error.js';

/** Files with secrets: for this user's eyes only, replaced whole or not at all, and never through a link. */

/** Undefined if there is none. @throws CommandError where it is a link: somebody else may have put it there */
export async function readPrivately(path: string): Promise<string | undefined> {
  await refuseLink(path);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** Makes the folder, if there is none. @throws CommandError as reading does */
export async function writePrivately(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await refuseLink(path);
  const whole = `${path}.${newId()}`;
  try {
    // A new file of a name that nobody can guess; what it replaces is never opened.
    const file = await open(whole, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(whole, path);
  } catch (error) {
    await rm(whole, { force: true });
    throw error;
  }
}

/** @throws CommandError */
export async function refuseLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink()) throw new CommandError(`${path} is a link, and secrets are not kept behind one.`);
}
