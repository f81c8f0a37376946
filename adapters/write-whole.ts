import { open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes a file so that it is there whole or not at all, for this user's eyes only. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  // Hidden, and the same each time: what a crash leaves behind is written over.
  const unfinished = join(dirname(path), `.${basename(path)}.tmp`);
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}
