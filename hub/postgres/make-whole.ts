import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What has been half done for so long is left over: nobody is still at work on it. */
const LEFTOVER_AGE_MS = 60_000;

/**
 * Builds `target` under another name and renames it when it is complete. So whatever has its own name is whole, however
 * the work was cut short. If two starts build at once, the first wins.
 */
export async function makeWhole(target: string, build: (partial: string) => Promise<void>): Promise<void> {
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
