import { randomBytes } from 'node:crypto';
import { constants, type FileHandle, lstat, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Files that an adapter writes beside what others put there. Whoever may write to that folder could leave a link under a
 * name that can be guessed: none is ever followed. What is written is for this user's eyes only.
 */
const OWN_EYES = 0o600;
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Writes a file so that it is there whole or not at all; a link in its place is replaced, not followed. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomBytes(8).toString('hex')}.tmp`);
  const file = await open(unfinished, NEW, OWN_EYES);
  try {
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await unlink(unfinished).catch(() => {});
    throw error;
  }
}

const UNFINISHED = /^\..+\.[0-9a-f]{16}\.tmp$/;
const HOUR_MS = 3600 * 1000;

/** Removes what crashes have left unfinished in a folder; what is younger than an hour may still be written. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!UNFINISHED.test(name)) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > HOUR_MS) await unlink(path).catch(() => {});
  }
}

/** Adds to the end of a file of this program's own; refused where a link stands in its place. */
export async function appendOwn(path: string, text: string): Promise<void> {
  const file = await opened(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** The text of a file of this program's own; refused where a link stands in its place. */
export async function readOwn(path: string): Promise<string> {
  const file = await opened(path, constants.O_RDONLY);
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

function opened(path: string, flags: number): Promise<FileHandle> {
  return open(path, flags | constants.O_NOFOLLOW, OWN_EYES);
}
