import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphQLInputObjectType, type GraphQLInputType, type GraphQLSchema, getNamedType } from 'graphql';
import type { RowStream } from '../schema/row-streams.js';
import type { Allowance } from './allowance.js';
import { errorsIn, Fault } from './faults.js';
import type { Session } from './identity.js';
import type { Operations } from './operations.js';
import { rowFault } from './row-fault.js';

export type { RowStream } from '../schema/row-streams.js';
export type RowStreams = Readonly<Record<string, RowStream>>;

export interface RowStreamAnswers {
  /** Takes rows, a line each, and answers each with a line. @throws Fault while nothing has been written */
  answer(
    stream: RowStream,
    session: Session,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void>;
}

/** So many rows are sent on as one act. */
const ROWS_AT_ONCE = 2000;
const BYTES_AT_ONCE = 2 * 1024 * 1024;
const LONGEST_LINE_BYTES = 64 * 1024;
/** A client that neither sends nor takes anything for so long is given up. */
const STALLED_MS = 30_000;

/**
 * Rows in, answers out, a line of JSON each, at the pace at which both are taken: no more than one batch is ever held,
 * however long the stream. Each batch is an act like any other, asked through the same door, and kept or not as a whole.
 * A line that is no row is answered by itself and keeps no other from being taken.
 */
export function createRowStreams(parts: {
  readonly schema: GraphQLSchema;
  readonly operations: Operations;
  readonly allowance: Allowance;
}): RowStreamAnswers {
  const { schema, operations, allowance } = parts;

  return {
    async answer(stream, session, request, response, requestId) {
      const given = parametersOf(stream, request);
      requireLines(request);
      const done = allowance.open(session.caller);
      const act = actOf(schema, stream, operations, session, requestId);
      const counts: Record<string, number> = {};
      const write = async (answers: readonly LineAnswer[]): Promise<void> => {
        if (answers.length === 0) return;
        for (const { verdict } of answers) counts[verdict] = (counts[verdict] ?? 0) + 1;
        await send(response, answers.map((each) => `${JSON.stringify(each)}\n`).join(''));
      };
      try {
        for await (const lines of batches(request)) {
          const { rows, answers } = read(stream, lines);
          await write([...answers, ...(await act(given, rows))].sort((a, b) => a.line - b.line));
        }
        await send(response, `${JSON.stringify({ done: true, rows: counts })}\n`);
        response.end();
      } catch (thrown) {
        if (!response.headersSent) throw thrown;
        // What was answered was kept; what was not can be sent again.
        const [error] = operations.present(thrown, requestId);
        response.end(`${JSON.stringify({ error })}\n`, () => {
          // Whatever was not read must not be taken for the next request.
          if (!request.complete) request.destroy();
        });
      } finally {
        done();
      }
    },
  };
}

const NDJSON = 'application/x-ndjson';

interface Line {
  /** From 1. */
  readonly line: number;
  readonly bytes: Buffer;
  /** Whether an end of line came after it. */
  readonly ended: boolean;
}

interface ReadRow {
  readonly line: number;
  readonly kind: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly bytes: number;
}

interface LineAnswer {
  readonly line: number;
  readonly verdict: string;
  readonly kind?: string;
  readonly externalId?: string | null;
  readonly refusal?: object | null;
  readonly warnings?: readonly string[];
}

// --- The request

function parametersOf({ parameters }: RowStream, request: IncomingMessage): Record<string, string> {
  if (request.method !== 'POST') throw new Fault('BAD_REQUEST', 'Rows are sent by POST.');
  const query = new URLSearchParams(request.url!.split('?')[1]);
  return Object.fromEntries(
    parameters.map((name) => {
      const value = query.get(name);
      if (!value) throw new Fault('BAD_REQUEST', `The URL names ${parameters.join(' and ')}.`);
      return [name, value];
    }),
  );
}

function requireLines(request: IncomingMessage): void {
  const type = (request.headers['content-type'] ?? '').toLowerCase().replace(/\s/g, '');
  if (!/^application\/(x-ndjson|jsonl)(;charset="?utf-8"?)?$/.test(type) || request.headers['content-encoding']) {
    throw new Fault('UNSUPPORTED_MEDIA_TYPE', `Send ${NDJSON} in UTF-8, one row a line, not compressed.`);
  }
}

/** The lines of the body, in batches. A line that is too long is cut off: that it was is seen by its length. */
async function* batches(request: IncomingMessage): AsyncGenerator<readonly Line[]> {
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

const NEWLINE = 0x0a;

/** Left early, the request's own iterator would take the connection down, and the answer with it. */
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

async function send(response: ServerResponse, text: string): Promise<void> {
  if (response.destroyed) throw new Fault('BAD_REQUEST', 'The answers are not taken.');
  if (!response.headersSent) {
    response.writeHead(200, { 'content-type': `${NDJSON}; charset=utf-8`, 'cache-control': 'no-store' });
  }
  if (response.write(text)) return;
  const waiting = new AbortController();
  const drained = await Promise.race([
    once(response, 'drain', { signal: waiting.signal }).then(() => true),
    once(response, 'close', { signal: waiting.signal }).then(() => false),
    sleep(STALLED_MS, false, { signal: waiting.signal }),
  ]);
  waiting.abort();
  if (!drained) throw new Fault('SLOW_READER', 'The answers were not taken: read them while sending.');
}

// --- Lines

function read(
  { lists, rule }: RowStream,
  lines: readonly Line[],
): { readonly rows: readonly ReadRow[]; readonly answers: readonly LineAnswer[] } {
  const rows: ReadRow[] = [];
  const answers: LineAnswer[] = [];
  for (const { line, bytes, ended } of lines) {
    const reject = (code: string, message: string) =>
      answers.push({ line, verdict: 'REJECTED', refusal: { rule, code, message, field: null }, warnings: [] });
    if (bytes.length > LONGEST_LINE_BYTES) {
      reject('LINE_TOO_LONG', `A line has at most ${LONGEST_LINE_BYTES} bytes.`);
      continue;
    }
    const text = textOf(bytes);
    if (text === undefined) {
      reject('LINE_NOT_UTF_8', 'A line is UTF-8: export it so.');
      continue;
    }
    if (text.trim() === '') continue;
    const value = jsonOf(text);
    if (value === undefined) {
      if (ended) reject('LINE_NOT_JSON', 'A line is one row as a JSON object.');
      else reject('LINE_CUT_OFF', 'The last line ends in the middle: send it whole, with what follows it.');
      continue;
    }
    const { kind, ...row } = value;
    if (typeof kind !== 'string' || !Object.hasOwn(lists, kind)) {
      reject('KIND_UNKNOWN', `A row says its kind: ${Object.keys(lists).join(' or ')}.`);
      continue;
    }
    rows.push({ line, kind, row, bytes: bytes.length });
  }
  return { rows, answers };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

// --- Acts

interface Payload {
  readonly rows: ReadonlyArray<Omit<LineAnswer, 'line'> & { readonly kind: string; readonly line: number }>;
  readonly refusals: ReadonlyArray<{ readonly rule: string; readonly code: string; readonly message: string }>;
}

/** Asks for one batch; answers its rows by their own lines. */
function actOf(
  schema: GraphQLSchema,
  stream: RowStream,
  operations: Operations,
  session: Session,
  requestId: string,
): (given: Readonly<Record<string, string>>, rows: readonly ReadRow[]) => Promise<readonly LineAnswer[]> {
  const { act, document, lists, rule } = stream;
  const types = rowTypes(schema, stream);

  async function asked(given: Readonly<Record<string, string>>, rows: readonly ReadRow[]): Promise<Payload> {
    const input = { ...given, ...Object.fromEntries(Object.values(lists).map((list) => [list, [] as unknown[]])) };
    let bytes = document.length;
    for (const { kind, row, bytes: length } of rows) {
      (input[lists[kind]!] as unknown as unknown[]).push(row);
      bytes += length;
    }
    for (;;) {
      try {
        const paid = operations.admit({ query: document, variables: { input }, bytes }, session);
        const { data, errors } = await operations.execute(paid, session, requestId);
        const payload = (data as Record<string, Payload | null> | null | undefined)?.[act];
        if (payload && !errors?.length) return payload;
        throw errors?.length
          ? new Fault((errors[0]!.extensions?.code ?? 'INTERNAL') as Fault['code'], errors[0]!.message, {
              ...errors[0]!.extensions,
            })
          : new Fault('INTERNAL', 'The act was not answered.');
      } catch (thrown) {
        const { code, retryAfter } = errorsIn(thrown)[0]?.extensions ?? {};
        // A stream asks faster than it may: it is slowed down, not ended.
        if (code !== 'THROTTLED' || typeof retryAfter !== 'number') throw thrown;
        await sleep(retryAfter * 1000);
      }
    }
  }

  return async (given, rows) => {
    if (rows.length === 0) return [];
    let sent = rows;
    const answers: LineAnswer[] = [];
    let payload: Payload;
    try {
      payload = await asked(given, sent);
    } catch (thrown) {
      if (errorsIn(thrown)[0]?.extensions.code !== 'BAD_USER_INPUT') throw thrown;
      // Some row is not of its type, and the act was not asked at all: it is, for the others.
      const faults = new Map(rows.map((each) => [each, rowFault(each.row, types.get(each.kind)!)]));
      sent = rows.filter((each) => !faults.get(each));
      if (sent.length === rows.length) throw thrown;
      for (const [{ line, kind, row }, fault] of faults) {
        if (!fault) continue;
        const refusal = { rule, code: 'ROW_MALFORMED', message: fault.message, field: fault.field };
        const externalId = typeof row.externalId === 'string' ? row.externalId : null;
        answers.push({ line, verdict: 'REJECTED', kind, externalId, refusal, warnings: [] });
      }
      payload = sent.length > 0 ? await asked(given, sent) : { rows: [], refusals: [] };
    }
    const [refusal] = payload.refusals;
    if (refusal) {
      return [
        ...answers,
        ...sent.map(({ line, kind }) => ({ line, verdict: 'REJECTED', kind, refusal, warnings: [] })),
      ];
    }
    const linesOf = Map.groupBy(sent, ({ kind }) => kind);
    for (const answer of payload.rows)
      answers.push({ ...answer, line: linesOf.get(answer.kind)![answer.line - 1]!.line });
    return answers;
  };
}

/** The input type of each kind of row. */
function rowTypes(schema: GraphQLSchema, { act, lists }: RowStream): ReadonlyMap<string, GraphQLInputType> {
  const argument = schema
    .getMutationType()
    ?.getFields()
    [act]?.args.find(({ name }) => name === 'input');
  const input = argument && (getNamedType(argument.type) as GraphQLInputObjectType).getFields();
  if (!input) throw new Error(`The supergraph has no act ${act}.`);
  return new Map(
    Object.entries(lists).map(([kind, list]) => [kind, getNamedType(input[list]!.type) as GraphQLInputObjectType]),
  );
}
