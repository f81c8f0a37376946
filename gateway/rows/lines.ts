import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../faults.js';

/** One line of a body. */
export interface Line {
  /** From 1. */
  readonly line: number;
  /** Cut off past `LONGEST_LINE_BYTES`, which shows by their number. */
  readonly bytes: Buffer;
  /** Whether an end of line came after it. */
  readonly ended: boolean;
}

export const LONGEST_LINE_BYTES = 64 * 1024;
/** A client that neither sends nor takes anything for so long is given up. */
export const STALLED_MS = 30_000;
/** So many rows are sent on as one act. */
const ROWS_AT_ONCE = 2000;
const BYTES_AT_ONCE = 2 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a body in batches; blank ones count and are left out. */
export async function* batches(request: IncomingMessage): AsyncGenerator<readonly Line[]> {
  let batch: Line[] = [];
  let bytes = 0;
  let line = 1;
  let rest: Buffer[] = [];
  let restBytes = 0;
  const keep = (piece: Buffer): void => {
    restBytes += piece.length;
    if (restBytes <= LONGEST_LINE_BYTES + piece.length) rest.push(piece);
  };
  const end = (ended: boolean): void => {
    const whole = Buffer.concat(rest);
    if (whole.length > 0) {
      batch.push({ line, bytes: whole, ended });
      bytes += Math.min(whole.length, LONGEST_LINE_BYTES);
    }
    line += 1;
    rest = [];
    restBytes = 0;
  };
  for await (const chunk of chunksOf(request)) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      end(true);
      from = at + 1;
      if (batch.length >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
        yield batch;
        [batch, bytes] = [[], 0];
      }
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (restBytes > 0) end(false);
  if (batch.length > 0) yield batch;
}

/** The request's own iterator, left early, would destroy the connection, and the answer with it. */
async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  const chunks = request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
  for (;;) {
    const stalled = new AbortController();
    const next = await Promise.race([
      chunks.next(),
      sleep(STALLED_MS, 'stalled' as const, { signal: stalled.signal }).catch(() => 'stalled' as const),
    ]);
    stalled.abort();
    if (next === 'stalled') throw new Fault('BAD_REQUEST', `Nothing came for ${STALLED_MS / 1000} seconds.`);
    if (next.done) return;
    yield next.value as Buffer;
  }
}
