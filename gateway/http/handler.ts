import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hangUp } from '../../kernel/graphql/hang-up.js';
import { type Readiness, readyAnswer } from '../../kernel/graphql/readiness.js';
import { Fault } from '../faults.js';
import type { Identity, Session } from '../identity.js';
import { bodyBytesOf, type Limits } from '../limits/limits.js';
import type { Operations } from '../operations.js';
import type { RowStreamAnswers, RowStreams } from '../rows/row-streams.js';
import type { TableAnswers, Tables } from '../rows/tables.js';
import { shuttingDown } from '../shared-faults.js';
import { JSON_ONLY, negotiate, RESPONSE_JSON, sendJson, sendResult } from './answer.js';
import { type EventStreams, isEventStream } from './event-streams.js';
import type { Explorer } from './explorer.js';
import { createPublished, type Published } from './published.js';
import { inBody, inUrl } from './request.js';

export interface HttpOptions {
  readonly identity: Identity;
  readonly operations: Operations;
  readonly eventStreams: EventStreams;
  readonly rowStreams: RowStreams;
  readonly answerRows: RowStreamAnswers['answer'];
  readonly tables: Tables;
  readonly answerTable: TableAnswers['answer'];
  readonly published: Published;
  readonly limits: Limits;
  /** The explorer's page, if this hub shows one. */
  readonly explorer: Explorer | undefined;
  readonly ready: Readiness;
  readonly stopping: () => boolean;
}

/** GraphQL over HTTP, event streams, the published contract, the explorer, and what a load balancer asks. */
export function createHttpHandler(options: HttpOptions) {
  const { identity, operations, eventStreams, rowStreams, answerRows, tables, answerTable, limits } = options;
  const { explorer, ready, stopping } = options;
  const published = createPublished(options.published);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    response.setHeader('x-request-id', requestId);
    const path = request.url!.split('?')[0];
    const accept = request.headers.accept ?? '*/*';
    const isPage = request.method === 'GET' && accept.includes('text/html') && !request.url!.includes('query=');
    if (path === '/health') return sendJson(response, 200, { status: 'up' });
    if (path === '/ready') return sendReady(response);
    if (explorer && isPage && (path === '/' || path === '/graphql')) return explorer(request, response);
    const rows = Object.hasOwn(rowStreams, path!) ? rowStreams[path!] : undefined;
    if (rows)
      return atLength(request, response, requestId, (session) =>
        answerRows(rows, session, request, response, requestId),
      );
    const table = Object.hasOwn(tables, path!) ? tables[path!] : undefined;
    if (table)
      return atLength(request, response, requestId, (session) =>
        answerTable(table, session, request, response, requestId),
      );
    if (path === '/graphql') return answerOperation(accept, request, response, requestId);
    if (!published(request, response)) sendJson(response, 404, { status: 'not found' });
  };

  async function answerOperation(
    accept: string,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const streamed = isEventStream(accept);
    const type = streamed ? RESPONSE_JSON : negotiate(accept);
    if (!type) return sendJson(response, 406, { status: `accept ${RESPONSE_JSON}, ${JSON_ONLY} or text/event-stream` });
    try {
      if (stopping()) throw shuttingDown();
      if (request.method !== 'POST' && request.method !== 'GET') return notAllowed(response, 'GET, POST');
      const session = await identity.authenticate(request.headers.authorization);
      const read = () =>
        request.method === 'GET' ? inUrl(request) : inBody(request, bodyBytesOf(session.caller.role, limits));
      if (streamed) return await eventStreams.answer(read, session, request, response, requestId);
      const paid = await operations.admit(read, session);
      const { operation } = paid.operation;
      if (operation === 'mutation' && request.method === 'GET') return notAllowed(response, 'POST');
      if (operation === 'subscription') {
        throw new Fault('BAD_REQUEST', 'Subscribe over WebSocket, or with accept: text/event-stream.');
      }
      sendResult(response, type, await operations.execute(paid, session, requestId, hangUp(response)));
    } catch (thrown) {
      // A client that hung up while it was sending is nobody's fault.
      if (request.destroyed && !request.complete) return;
      sendResult(response, type, { errors: operations.present(thrown, requestId) });
    }
  }

  /** What goes on for long: rows that are taken, or a table that is read. */
  async function atLength(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    answer: (session: Session) => Promise<void>,
  ): Promise<void> {
    try {
      if (stopping()) throw shuttingDown();
      await answer(await identity.authenticate(request.headers.authorization));
    } catch (thrown) {
      if (response.headersSent) return;
      sendResult(response, RESPONSE_JSON, { errors: operations.present(thrown, requestId) });
    }
  }

  async function sendReady(response: ServerResponse): Promise<void> {
    if (stopping()) return sendJson(response, 503, { status: 'stopping' });
    const { status, body } = readyAnswer(await ready());
    sendJson(response, status, body);
  }
}

function notAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  sendJson(response, 405, { errors: [new Fault('BAD_REQUEST', `Send this by ${allow}.`).toJSON()] });
}
