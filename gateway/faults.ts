import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { causeOf, type Logger } from '../kernel/values/logging.js';

/**
 * Everything that the gateway says instead of an answer. A refusal of the rule-book is not here: that is data.
 *
 * Each code has the HTTP status of a request that fails with it as a whole, what it means, and what to do. docs/errors.md
 * is written from this table.
 */
export const FAULTS = {
  UNAUTHENTICATED: {
    status: 401,
    means: 'No token, one that does not verify or has ended, or its grant is not live; `reason` says which.',
    act: 'On `EXPIRED` fetch a new token; on `ISSUER_UNREACHABLE` and `NOT_YET_VALID` wait; on `GRANT_CHANGED` connect again; on any other stop, and ask whoever runs the issuer or gives the grant.',
  },
  FORBIDDEN: {
    status: 403,
    means: 'The credential may not do this: its role, scope, council or organisation does not cover it.',
    act: 'Do not retry. `rule` names the rule.',
  },
  BAD_REQUEST: {
    status: 400,
    means: 'The HTTP request or the message is not a GraphQL request. Batches are not taken.',
    act: 'Send one operation as one JSON object with `query`.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    means: 'The body is not JSON in UTF-8, or is compressed.',
    act: 'Send content-type: application/json.',
  },
  GRAPHQL_PARSE_FAILED: { status: 400, means: 'The document is not GraphQL.', act: 'Correct the document.' },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    means: 'The document does not fit the schema.',
    act: 'Correct the document against the current schema.',
  },
  UNKNOWN_OPERATION: {
    status: 400,
    means: 'The document has no operation of that name, or it has several and none was named.',
    act: 'Send `operationName`.',
  },
  BAD_USER_INPUT: {
    status: 400,
    means: 'A variable or an argument is not of its type.',
    act: 'Correct it: `field` is its path. The message says what is accepted and never repeats the value.',
  },
  UNKNOWN_CURSOR: {
    status: 400,
    means: 'The hub has not given this cursor: it is malformed, or of another hub.',
    act: 'Resume after the last cursor that the feed gave.',
  },
  TOO_LARGE: {
    status: 413,
    means: 'The body, the document, the variables or a list in them are larger than the hub accepts.',
    act: 'Send less at once; `limit` says how much.',
  },
  TOO_DEEP: {
    status: 400,
    means: 'Selections, or values of variables, are nested too deeply.',
    act: 'Ask in several operations.',
  },
  TOO_COMPLEX: {
    status: 400,
    means: 'One document has too many aliases, directives, fragments, fields, repeated fields or root fields.',
    act: 'Ask in several operations.',
  },
  TOO_COSTLY: {
    status: 400,
    means: 'One operation costs more than this role may spend at once.',
    act: 'Ask for fewer fields or a smaller `first`; `cost` and `limit` are in the extensions.',
  },
  INTROSPECTION_DISABLED: {
    status: 403,
    means: 'This hub answers introspection to operators only.',
    act: 'Read the schema at `/schema.graphql`.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    means: 'The document was named by its hash alone, and this process does not know it.',
    act: 'Send the document with its hash, as the clients of Apollo and urql then do by themselves.',
  },
  THROTTLED: {
    status: 429,
    means:
      'This client asks faster than it may, or holds too many sockets or operations; or the hub is at its own limit, and then it turns away queries before mutations.',
    act: 'Wait `retryAfter` seconds.',
  },
  SLOW_READER: {
    status: 503,
    means: 'What was written to this connection was not read.',
    act: 'Connect again and resume after the last cursor. Read faster, or ask for fewer fields.',
  },
  SHUTTING_DOWN: {
    status: 503,
    means: 'This process is ending.',
    act: 'Connect again. Feeds resume after their last cursor.',
  },
  SUBGRAPH_UNAVAILABLE: {
    status: 503,
    means: 'A part of the hub did not answer. The other parts of the answer are good.',
    act: 'Try again; send a mutation with the same idempotency key.',
  },
  INTERNAL: {
    status: 500,
    means: 'Something failed inside the hub.',
    act: 'Report the `requestId`.',
  },
} as const satisfies Record<string, { status: number; means: string; act: string }>;

export type FaultCode = keyof typeof FAULTS;

export class Fault extends GraphQLError {
  constructor(
    readonly code: FaultCode,
    message: string,
    detail: Readonly<Record<string, unknown>> = {},
    /** The error of graphql-js whose place in the document this one keeps. */
    from?: GraphQLError,
  ) {
    super(message, {
      nodes: from?.nodes,
      source: from?.source,
      positions: from?.positions,
      extensions: { code, ...detail },
    });
  }
}

/** Several at once, as validation finds them. */
export class Faults extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ code }) => code).join(', '));
  }
}

/** An error of our own judging as a fault: its code is one of ours, and its message repeats nothing that was given. */
export function faultOf(error: GraphQLError): Fault {
  const { code, ...detail } = error.extensions as { readonly code: FaultCode };
  return new Fault(code, error.message, detail, error);
}

/** What was thrown, as errors of GraphQL. */
export function errorsIn(thrown: unknown): readonly GraphQLError[] {
  if (thrown instanceof Faults) return thrown.faults;
  if (thrown instanceof GraphQLError) return [thrown];
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  return [new GraphQLError(cause.message, { originalError: cause })];
}

/** Codes that subgraphs give and clients may see. Whatever else comes from inside is INTERNAL. */
const FROM_SUBGRAPHS: ReadonlySet<unknown> = new Set<FaultCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'SUBGRAPH_UNAVAILABLE',
]);

/** What a fault may tell. Anything else that an error carries stays inside. */
const TOLD = ['code', 'reason', 'rule', 'field', 'limit', 'cost', 'retryAfter', 'cursor', 'requestId'] as const;

/** An error as clients see it. Its cause goes to the log alone, under the same `requestId`. */
export function presentable(error: GraphQLError, requestId: string, log: Logger): GraphQLFormattedError {
  if (error instanceof Fault || FROM_SUBGRAPHS.has(error.extensions?.code)) return told(error);
  log.error({ requestId, path: error.path, ...causeOf(error) }, 'operation failed inside the hub');
  return {
    message: 'Something failed inside the hub.',
    ...(error.path ? { path: error.path } : {}),
    extensions: { code: 'INTERNAL' satisfies FaultCode, requestId },
  };
}

function told(error: GraphQLError): GraphQLFormattedError {
  const extensions: Record<string, unknown> = {};
  for (const key of TOLD) if (error.extensions[key] !== undefined) extensions[key] = error.extensions[key];
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions,
  };
}

export function statusOf(error: GraphQLFormattedError): number {
  return FAULTS[error.extensions?.code as FaultCode]?.status ?? 500;
}

/** Faults that lie before GraphQL: they are told by the transport's own means, whatever a client accepts. */
const BEFORE_GRAPHQL: ReadonlySet<unknown> = new Set<FaultCode>([
  'UNAUTHENTICATED',
  'BAD_REQUEST',
  'UNSUPPORTED_MEDIA_TYPE',
  'TOO_LARGE',
  'THROTTLED',
  'SHUTTING_DOWN',
  'INTERNAL',
]);

export function isBeforeGraphQL({ extensions }: Pick<GraphQLFormattedError, 'extensions'>): boolean {
  return BEFORE_GRAPHQL.has(extensions?.code);
}
