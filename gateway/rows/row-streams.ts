import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { RowStream } from '../../schema/row-streams.js';
import { Fault } from '../faults.js';
import { isUncompressed } from '../http/request.js';
import type { Session } from '../identity.js';
import type { Allowance } from '../limits/allowance.js';
import type { Operations } from '../operations.js';
import { createAct } from './act.js';
import { batches } from './lines.js';
import { type LineAnswer, readRows } from './rows.js';
import { sendAtPace } from './send-at-pace.js';

export type { RowStream } from '../../schema/row-streams.js';
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

const NDJSON = 'application/x-ndjson';
const HEADERS = { 'content-type': `${NDJSON}; charset=utf-8`, 'cache-control': 'no-store' };

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
      const act = createAct(schema, stream, operations, session, requestId);
      const counts: Record<string, number> = {};
      const write = async (answers: readonly LineAnswer[]): Promise<void> => {
        if (answers.length === 0) return;
        for (const { verdict } of answers) counts[verdict] = (counts[verdict] ?? 0) + 1;
        await sendAtPace(response, HEADERS, answers.map((each) => `${JSON.stringify(each)}\n`).join(''));
      };
      try {
        for await (const lines of batches(request)) {
          const { rows, answers } = readRows(stream, lines);
          await write([...answers, ...(await act(given, rows))].sort((a, b) => a.line - b.line));
        }
        await sendAtPace(response, HEADERS, `${JSON.stringify({ done: true, rows: counts })}\n`);
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

function parametersOf({ parameters }: RowStream, request: IncomingMessage): Record<string, string> {
  if (request.method !== 'POST') throw new Fault('BAD_REQUEST', 'Send rows by POST.');
  const query = new URLSearchParams(request.url!.split('?')[1]);
  return Object.fromEntries(
    parameters.map((name) => {
      const value = query.get(name);
      if (!value) throw new Fault('BAD_REQUEST', `The URL must name ${parameters.join(' and ')}.`);
      return [name, value];
    }),
  );
}

function requireLines(request: IncomingMessage): void {
  if (isUncompressed(request, NDJSON, 'application/jsonl')) return;
  throw new Fault('UNSUPPORTED_MEDIA_TYPE', `Send ${NDJSON} in UTF-8, one row a line, not compressed.`);
}
