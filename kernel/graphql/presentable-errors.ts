import { GraphQLError } from 'graphql';
import { isDatabaseAway } from '../database/away.js';
import { isStopped } from '../database/given-up.js';
import { causeOf, type Logger } from '../values/logging.js';

/** What leaves a subgraph of a fault: never more than whoever asked may know, and nothing that somebody gave. */

const PUBLIC_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'UNKNOWN_CURSOR',
  'BAD_REQUEST',
  'UNKNOWN_OPERATION',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TOO_LARGE',
  'SUBGRAPH_UNAVAILABLE',
]);

/** What leaves of a fault: its public code and message, or a bare INTERNAL; the cause goes to the log alone. */
export function presentable(error: GraphQLError, log: Logger): GraphQLError {
  if (PUBLIC_CODES.has(error.extensions.code as string)) return error;
  log.error({ ...causeOf(error), path: error.path }, 'resolver failed');
  return new GraphQLError('Something failed inside the hub.', { path: error.path, extensions: { code: 'INTERNAL' } });
}

/** What the database says of a fault, as whoever asked may know it; any other fault as it is. */
export function withoutDatabase(error: GraphQLError): GraphQLError {
  const cause = error.originalError;
  if (!cause) return error;
  if (isUnreadable(cause)) return unreadable(error);
  if (isStopped(cause)) return stopped(error);
  if (!error.extensions.code && isDatabaseAway(cause)) return away(error);
  return error;
}

/** What the database cannot read: its data exceptions, and a text with a zero in it (SQLSTATE 22…, 08P01). */
function isUnreadable({ code }: Error & { readonly code?: unknown }): boolean {
  return typeof code === 'string' && /^(22\w{3}|08P01)$/.test(code);
}

/** Whoever asked gave it: their fault and not the hub's. It is not repeated. (IDG-16) */
function unreadable({ path }: GraphQLError): GraphQLError {
  return new GraphQLError('Something that was given cannot be read: an id, a cursor, a number or a text.', {
    path,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Nothing was changed, and the same may be asked again. */
function stopped({ path, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError('This took longer than the hub works for one request. Ask for less, or try again.', {
    path,
    originalError,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
  });
}

function away({ path, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError('A part of the hub cannot reach what it keeps. Try again.', {
    path,
    originalError,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
  });
}
