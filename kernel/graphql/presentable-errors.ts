import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isStopped } from '../database/given-up.js';
import type { Logger } from '../values/logging.js';

/** What leaves a subgraph of a fault: never more than whoever asked may know. */

const PUBLIC_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'SUBGRAPH_UNAVAILABLE',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** What leaves of a fault: its public code and message, or a bare INTERNAL; the cause goes to the log alone. */
export function presentable(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  if (isUnreadable(error)) return unreadable(formatted).toJSON();
  if (wasStopped(error)) return stopped(formatted).toJSON();
  const code = formatted.extensions?.code as string | undefined;
  if (code && PUBLIC_CODES.has(code)) return formatted;
  log.error(
    { error: (error as Error)?.message, stack: (error as Error)?.stack, path: formatted.path },
    'resolver failed',
  );
  return { message: 'Something failed inside the hub.', path: formatted.path, extensions: { code: 'INTERNAL' } };
}

/** What the database cannot read: its data exceptions, and a text with a zero in it (SQLSTATE 22…, 08P01). */
export function isUnreadable(error: unknown): boolean {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^(22\w{3}|08P01)$/.test(code);
}

/** Whoever asked gave it: their fault and not the hub's. It is not repeated. (IDG-16) */
export function unreadable({ path }: Pick<GraphQLFormattedError, 'path'>): GraphQLError {
  return new GraphQLError('Something that was given cannot be read: an id, a cursor, a number or a text.', {
    path,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Whether the work was stopped: it took longer than one request may, or nobody waited for its answer any more. */
export function wasStopped(error: unknown): boolean {
  return isStopped(error instanceof GraphQLError ? error.originalError : error);
}

/** Nothing was changed, and the same may be asked again. */
export function stopped({ path }: Pick<GraphQLFormattedError, 'path'>): GraphQLError {
  return new GraphQLError('This took longer than the hub works for one request. Ask for less, or try again.', {
    path,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
  });
}
