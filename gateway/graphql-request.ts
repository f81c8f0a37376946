import { Fault } from './faults.js';

/** One GraphQL request, whichever transport brings it. */
export interface GraphQLRequest {
  /** The document; left out by a client that names it by its hash alone. */
  readonly query?: string;
  /** SHA-256 of the document in hexadecimal, if the client sends it. */
  readonly hash?: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  /** Bytes of the whole body or message. */
  readonly bytes: number;
}

/**
 * The request in what a client sent.
 *
 * @throws Fault BAD_REQUEST
 */
export function requestOf(asked: unknown, bytes: number): GraphQLRequest {
  if (Array.isArray(asked)) throw new Fault('BAD_REQUEST', 'Send one operation a request: batches are not taken.');
  if (!isObject(asked)) throw new Fault('BAD_REQUEST', 'Send a JSON object with `query`.');
  const { query, operationName, variables, extensions } = asked;
  if (operationName != null && typeof operationName !== 'string') {
    throw new Fault('BAD_REQUEST', '`operationName` is text.');
  }
  if (variables != null && !isObject(variables)) throw new Fault('BAD_REQUEST', '`variables` is an object.');
  if (extensions != null && !isObject(extensions)) throw new Fault('BAD_REQUEST', '`extensions` is an object.');
  const hash = hashIn(extensions);
  // A message over WebSocket must have a query: an empty one stands for none.
  const named = hash !== undefined && (query == null || query === '');
  if (!named && typeof query !== 'string') throw new Fault('BAD_REQUEST', '`query` is a document, as text.');
  return { query: named ? undefined : (query as string), hash, operationName, variables, bytes };
}

/** As the clients of Apollo and urql send it: `{"persistedQuery":{"version":1,"sha256Hash":"…"}}`. */
function hashIn(extensions: Readonly<Record<string, unknown>> | null | undefined): string | undefined {
  const persisted = extensions?.persistedQuery;
  if (persisted == null) return undefined;
  if (!isObject(persisted) || persisted.version !== 1) {
    throw new Fault('BAD_REQUEST', '`extensions.persistedQuery` has `version` 1 and `sha256Hash`.');
  }
  const { sha256Hash } = persisted;
  if (typeof sha256Hash !== 'string' || !/^[\da-f]{64}$/.test(sha256Hash)) {
    throw new Fault('BAD_REQUEST', '`sha256Hash` is a SHA-256 in 64 hexadecimal digits.');
  }
  return sha256Hash;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
