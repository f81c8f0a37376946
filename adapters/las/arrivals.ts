import { constants, type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Which files of a folder are there whole. An exporter may still be writing: a file is taken once its size and time of
 * change have stayed the same for a while, wherever it was written or renamed from. Whether it ends where it should is
 * seen when it is read.
 */
export class Arrivals {
  private readonly seen = new Map<string, { readonly identity: string; readonly since: number }>();
  private readonly dealtWith = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly settleMs: number,
  ) {}

  /** Looks once; what has not changed since a look `settleMs` ago has settled. Names in alphabetical order. */
  async look(): Promise<{ readonly settled: string[]; readonly settling: string[] }> {
    const settled: string[] = [];
    const settling: string[] = [];
    const names = (await readdir(this.folder)).filter(isExport).sort();
    for (const name of this.seen.keys()) if (!names.includes(name)) this.seen.delete(name);
    for (const name of names) {
      // A link could lead out of the folder.
      const found = await lstat(join(this.folder, name)).catch(() => undefined);
      if (!found?.isFile()) continue;
      const identity = identityOf(found);
      if (this.dealtWith.get(name) === identity) continue;
      const before = this.seen.get(name);
      const now = performance.now();
      if (before?.identity !== identity) this.seen.set(name, { identity, since: now });
      const since = this.seen.get(name)!.since;
      (now - since >= this.settleMs ? settled : settling).push(name);
    }
    return { settled, settling };
  }

  /**
   * The bytes of a settled file.
   * @returns undefined when it changed or went while it was read: it is looked at again
   */
  async read(name: string, mostBytes: number): Promise<ArrivedFile | undefined> {
    let file: FileHandle | undefined;
    try {
      // A link that has taken its place since is not followed.
      file = await open(join(this.folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
      const before = await file.stat();
      if (before.size > mostBytes) return { bytes: null, changedAt: before.mtime, identity: identityOf(before) };
      const bytes = await file.readFile();
      const after = await file.stat();
      if (identityOf(before) !== identityOf(after) || bytes.length !== after.size) return undefined;
      return { bytes, changedAt: after.mtime, identity: identityOf(after) };
    } catch (error) {
      if (['ENOENT', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    } finally {
      await file?.close();
    }
  }

  /** Is not looked at again until it changes. */
  done(name: string, file: ArrivedFile): void {
    this.dealtWith.set(name, file.identity);
  }
}

export interface ArrivedFile {
  /** Null when there are too many of them. */
  readonly bytes: Buffer | null;
  readonly changedAt: Date;
  readonly identity: string;
}

/** Hidden files, unfinished ones by their name, and what the adapter itself wrote or reads are not exports. */
function isExport(name: string): boolean {
  return (
    !name.startsWith('.') && !/\.(part|tmp)$/i.test(name) && !/\.(report\.json|report\.txt|mapping\.json)$/.test(name)
  );
}

function identityOf({ ino, size, mtimeMs }: { ino: number; size: number; mtimeMs: number }): string {
  return `${ino} ${size} ${mtimeMs}`;
}
