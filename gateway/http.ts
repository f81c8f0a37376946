import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FormattedExecutionResult } from 'graphql';
import { type EventStreams, isEventStream } from './event-streams.js';
import type { Explorer } from './explorer.js';
import { Fault, isBeforeGraphQL, statusOf } from './faults.js';
import type { Identity } from './identity.js';
import { bodyBytesOf, type GraphQLRequest, type Limits } from './limits.js';
import type { Operations } from './operations.js';
import type { RowStream, RowStreamAnswers, RowStreams } from './row-streams.js';

export interface HttpOptions {
  readonly identity: Identity;
  readonly operations: Operations;
  readonly eventStreams: EventStreams;
  readonly rowStreams: RowStreams;
  readonly answerRows: RowStreamAnswers['answer'];
  readonly limits: Limits;
  /** The explorer's page, if this hub shows one. */
  readonly explorer: Explorer | undefined;
  readonly ready: () => Promise<boolean>;
  readonly stopping: () => boolean;
}

const RESPONSE_JSON = 'application/graphql-response+json';
const JSON_ONLY = 'application/json';
const BODY_WITHIN_MS = 30_000;

/** GraphQL over HTTP, event streams, the explorer, and what a load balancer asks. */
export function createHttpHandler(options: HttpOptions) {
  const { identity, operations, eventStreams, rowStreams, answerRows, limits, explorer, ready, stopping } = options;

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
    if (rows) return answerLines(rows, request, response, requestId);
    if (path !== '/graphql') return sendJson(response, 404, { status: 'not found' });

    const type = isEventStream(accept) ? 'event-stream' : negotiate(accept);
    if (!type) return sendJson(response, 406, { status: `accept ${RESPONSE_JSON}, ${JSON_ONLY} or text/event-stream` });
    try {
      if (stopping()) throw new Fault('SHUTTING_DOWN', 'This process is ending; connect again.', { retryAfter: 1 });
      if (request.method !== 'POST' && request.method !== 'GET') {
        response.setHeader('allow', 'GET, POST');
        response.writeHead(405).end();
        return;
      }
      const session = await identity.authenticate(request.headers.authorization);
      const asked =
        request.method === 'GET' ? inUrl(request) : await inBody(request, bodyBytesOf(session.caller.role, limits));
      if (type === 'event-stream') return await eventStreams.answer(asked, session, request, response, requestId);
      const paid = operations.admit(asked, session);
      const { operation } = paid.operation;
      if (operation === 'mutation' && request.method === 'GET') {
        response.setHeader('allow', 'POST');
        response.writeHead(405).end();
        return;
      }
      if (operation === 'subscription') {
        throw new Fault('BAD_REQUEST', 'Subscribe over WebSocket, or with accept: text/event-stream.');
      }
      send(response, type, await operations.execute(paid, session, requestId));
    } catch (thrown) {
      // A client that hung up while it was sending is nobody's fault.
      if (request.destroyed && !request.complete) return;
      send(response, type === 'event-stream' ? RESPONSE_JSON : type, { errors: operations.present(thrown, requestId) });
    }
  };

  async function answerLines(
    rows: RowStream,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    try {
      if (stopping()) throw new Fault('SHUTTING_DOWN', 'This process is ending; connect again.', { retryAfter: 1 });
      const session = await identity.authenticate(request.headers.authorization);
      await answerRows(rows, session, request, response, requestId);
    } catch (thrown) {
      if (!response.headersSent) send(response, RESPONSE_JSON, { errors: operations.present(thrown, requestId) });
    }
  }

  async function sendReady(response: ServerResponse): Promise<void> {
    const isReady = !stopping() && (await ready().catch(() => false));
    sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': `${JSON_ONLY}; charset=utf-8` }).end(JSON.stringify(body));
}

function send(response: ServerResponse, type: string, result: FormattedExecutionResult): void {
  const retryAfter = result.errors?.[0]?.extensions?.retryAfter;
  if (typeof retryAfter === 'number') response.setHeader('retry-after', retryAfter);
  const body = JSON.stringify(result);
  response
    .writeHead(statusFor(type, result), {
      'content-type': `${type}; charset=utf-8`,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      // Whatever was not read of a refused body must not be taken for the next request.
      ...(response.req.complete ? {} : { connection: 'close' }),
    })
    .end(body);
}

/** Of a well-formed request `application/json` tells in the body alone; the newer media type tells by status as well. */
function statusFor(type: string, { data, errors }: FormattedExecutionResult): number {
  const [error] = errors ?? [];
  if (data !== undefined || !error) return 200;
  return type === RESPONSE_JSON || isBeforeGraphQL(error) ? statusOf(error) : 200;
}

function negotiate(accept: string): typeof RESPONSE_JSON | typeof JSON_ONLY | undefined {
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((each) => each.trim());
    const charset = parameters.find((each) => each.startsWith('charset='));
    if (charset && !/^charset="?utf-?8"?$/.test(charset)) continue;
    if (type === RESPONSE_JSON) return RESPONSE_JSON;
    if (type === JSON_ONLY || type === 'application/*' || type === '*/*') return JSON_ONLY;
  }
  return undefined;
}

function inUrl(request: IncomingMessage): GraphQLRequest {
  const url = request.url!;
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const json = (name: string) => {
    const text = parameters.get(name);
    return text === null ? undefined : parsed(text, name);
  };
  return requestOf(
    {
      query: parameters.get('query') ?? undefined,
      operationName: parameters.get('operationName') ?? undefined,
      variables: json('variables'),
      extensions: json('extensions'),
    },
    url.length,
  );
}

async function inBody(request: IncomingMessage, most: number): Promise<GraphQLRequest> {
  const type = (request.headers['content-type'] ?? '').toLowerCase().replace(/\s/g, '');
  if (!/^application\/json(;charset="?utf-8"?)?$/.test(type) || request.headers['content-encoding']) {
    throw new Fault('UNSUPPORTED_MEDIA_TYPE', 'Send application/json in UTF-8, not compressed.');
  }
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Rows may come for hours; any other body within this.
  const late = setTimeout(() => request.destroy(), BODY_WITHIN_MS).unref();
  request.once('close', () => clearTimeout(late));
  // Left early, the iterator would else take the connection down with it, and the answer too.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) throw tooLarge(most);
    chunks.push(chunk as Buffer);
  }
  return requestOf(parsed(Buffer.concat(chunks).toString('utf8'), 'body'), bytes);
}

function tooLarge(limit: number): Fault {
  return new Fault('TOO_LARGE', `A body may be ${limit} bytes at most.`, { limit });
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('BAD_REQUEST', `The ${what} is not JSON.`);
  }
}

function requestOf(asked: unknown, bytes: number): GraphQLRequest {
  if (Array.isArray(asked)) throw new Fault('BAD_REQUEST', 'One operation a request: batches are not taken.');
  if (!isObject(asked)) throw new Fault('BAD_REQUEST', 'The body is a JSON object with `query`.');
  const { query, operationName, variables, extensions } = asked;
  if (typeof query !== 'string') throw new Fault('BAD_REQUEST', '`query` is a document, as text.');
  if (operationName != null && typeof operationName !== 'string') {
    throw new Fault('BAD_REQUEST', '`operationName` is text.');
  }
  if (variables != null && !isObject(variables)) throw new Fault('BAD_REQUEST', '`variables` is an object.');
  if (extensions != null && !isObject(extensions)) throw new Fault('BAD_REQUEST', '`extensions` is an object.');
  return { query, operationName, variables, bytes };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
