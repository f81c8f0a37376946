import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { createInterface } from 'node:readline';
import { HubFaultError, HubUnavailableError } from '../gateway-client.js';

/** What the hub answers to one line. */
export interface LineAnswer {
  /** Counted as the lines were sent, from 1. */
  readonly line: number;
  readonly verdict: 'NEW' | 'UPDATED' | 'UNCHANGED' | 'HELD' | 'REJECTED';
  readonly refusal: Said | null;
  /** What is not as it should be about a row that was kept. */
  readonly notices?: readonly Said[];
}

/** A rule, the field that it is about, and what would be accepted. */
interface Said {
  readonly rule: string;
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

interface Fault {
  readonly message: string;
  readonly extensions: { readonly code: string };
}
type Line = LineAnswer | { readonly done: true } | { readonly error: Fault } | { readonly errors: readonly Fault[] };

/**
 * Sends lines to the hub's stream of visits at the pace at which it takes them, and gives its answers as they come.
 *
 * @throws HubUnavailableError when the hub is away, or broke off
 * @throws HubFaultError when it will not take them
 */
export async function* sendLines(
  url: URL,
  token: string,
  lines: AsyncIterable<string>,
  signal?: AbortSignal,
): AsyncGenerator<LineAnswer> {
  const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    signal,
  });
  // Listened for before anything is sent: an answer may come, or a failure, while lines are still going out.
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => {});
  let failed: unknown;
  const sent = write(request, lines).catch((error) => {
    failed = error;
    request.destroy();
  });
  try {
    const [response] = await answered;
    for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
      const said = JSON.parse(line) as Line;
      if ('done' in said) return;
      const faults = 'error' in said ? [said.error] : 'errors' in said ? said.errors : undefined;
      if (faults) throw faultOf(faults);
      yield said as LineAnswer;
    }
    throw new HubUnavailableError('BROKE_OFF');
  } catch (error) {
    if (failed) throw failed;
    if (error instanceof HubFaultError || error instanceof HubUnavailableError) throw error;
    if (signal?.aborted) throw error;
    throw new HubUnavailableError((error as { code?: string }).code ?? 'BROKE_OFF');
  } finally {
    request.destroy();
    await sent;
  }
}

async function write(request: ClientRequest, lines: AsyncIterable<string>): Promise<void> {
  let piece = '';
  for await (const line of lines) {
    if (request.destroyed) return;
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    if (!request.write(piece)) await room(request);
    piece = '';
  }
  request.end(piece);
}

/** There is room to write on, or nobody will take it any more. */
async function room(request: ClientRequest): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(request, 'drain', { signal }), once(request, 'close', { signal })]).catch(() => {});
  waiting.abort();
}

const PIECE = 64 * 1024;
const PASSING: ReadonlySet<string> = new Set([
  'THROTTLED',
  'OVERLOADED',
  'SHUTTING_DOWN',
  'SUBGRAPH_UNAVAILABLE',
  'INTERNAL',
]);

function faultOf(faults: readonly Fault[]): Error {
  const told = faults.map(({ message, extensions }) => ({ code: extensions.code, message }));
  return PASSING.has(told[0]!.code) ? new HubUnavailableError(told[0]!.code) : new HubFaultError(told);
}
