import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appendOwn, readOwn } from '../write-whole.js';
import type { Kind } from './mapping.js';

/** One row as the case system counts it: the request's own id there, and its version. */
export interface RowKey {
  readonly council: string;
  readonly kind: Kind;
  readonly id: string;
  readonly version: number;
}

/** The same content gives the same hash, whatever the order of its keys. */
export function contentHash(value: unknown): string {
  return hash(
    JSON.stringify(value, (_, each: unknown) =>
      isPlain(each) ? Object.fromEntries(Object.entries(each).sort()) : each,
    ),
  );
}

/** The same row gives the same key, however often and from whichever file it is sent. */
export function idempotencyKey(row: RowKey, content: string): string {
  return `las-${hash(JSON.stringify([row.council, row.kind, row.id, row.version, content]))}`;
}

/**
 * What the hub has taken, so that an export that repeats it is not sent again and a change that nobody would see is
 * noticed. It may be thrown away: the hub takes nothing twice. Holds hashes, and nothing that says whose they are.
 */
export class TakenRows {
  private constructor(
    private readonly path: string,
    private readonly latest: Map<string, { readonly version: number; readonly content: string }>,
    private isAtLineStart: boolean,
  ) {}

  /** @param folder made when there is something to remember; refused when a link stands in its place */
  static async open(folder: string): Promise<TakenRows> {
    const path = join(folder, 'taken.jsonl');
    const found = await lstat(folder).catch(() => undefined);
    if (found && !found.isDirectory()) throw new Error(`${folder} is no folder of this program's own: remove it.`);
    const text = await readOwn(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const taken = new TakenRows(path, new Map(), text === '' || text.endsWith('\n'));
    for (const line of text.split('\n')) {
      const row = parsed(line);
      if (row) taken.keep(row);
    }
    return taken;
  }

  /** What this row is beside what was taken under the same id. */
  standing(row: RowKey, content: string): 'NEW' | 'TAKEN' | 'OUTDATED' | 'CHANGED_WITHOUT_VERSION' {
    const known = this.latest.get(requestOf(row));
    if (!known || row.version > known.version) return 'NEW';
    if (row.version < known.version) return 'OUTDATED';
    return known.content === content ? 'TAKEN' : 'CHANGED_WITHOUT_VERSION';
  }

  async add(row: RowKey, content: string): Promise<void> {
    const line = { request: requestOf(row), version: row.version, content };
    this.keep(line);
    const before = this.isAtLineStart ? '' : '\n';
    this.isAtLineStart = true;
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    await appendOwn(this.path, `${before}${JSON.stringify(line)}\n`);
  }

  private keep({ request, version, content }: TakenLine): void {
    const known = this.latest.get(request);
    if (!known || version >= known.version) this.latest.set(request, { version, content });
  }
}

interface TakenLine {
  readonly request: string;
  readonly version: number;
  readonly content: string;
}

function requestOf({ council, kind, id }: RowKey): string {
  return hash(JSON.stringify([council, kind, id]));
}

/** A line that a crash cut off says nothing: the row is sent again. */
function parsed(line: string): TakenLine | undefined {
  try {
    const { request, version, content } = JSON.parse(line) as TakenLine;
    return typeof request === 'string' && Number.isInteger(version) && typeof content === 'string'
      ? { request, version, content }
      : undefined;
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
