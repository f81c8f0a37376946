import { normalizedExecutor } from '@graphql-tools/executor';
import type { ExecutionRequest, Executor } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import { askedBy } from '../database/asker.js';
import { askerOf, type UrgentActs } from './asked.js';
import { withoutDatabase } from './presentable-errors.js';
import type { RequestContext } from './request-context.js';
import { variablesOf } from './variables.js';

/** Who asks, by the header `authorization`; rejects for whoever it does not name. */
export type ContextFor = (authorization: string | undefined) => Promise<RequestContext>;

/** One operation of a valid document. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  /** Aborted when nobody waits for the answer any more: what the database does for it ends with it. */
  readonly givenUp?: AbortSignal;
}

/** Executes a query or a mutation as whoever the context names. Never rejects; a query's reads are one transaction. */
export type Execute = (context: RequestContext, operation: Operation) => Promise<ExecutionResult>;

export function executing(schema: GraphQLSchema, urgent: UrgentActs): Execute {
  const variables = variablesOf(schema);

  async function execute(context: RequestContext, { document, operationName, variables }: Operation) {
    const operation = getOperationAST(document, operationName);
    try {
      if (operation?.operation === OperationTypeNode.QUERY) await context.beginReads(document);
      return (await normalizedExecutor({
        schema,
        document,
        variableValues: variables ?? {},
        contextValue: context,
        operationName: operationName ?? undefined,
      })) as ExecutionResult;
    } finally {
      await context.endReads();
    }
  }

  /** GraphQL repeats the value of a bad variable. Nothing was executed then, so what is wrong is worked out anew. */
  function requestErrors(asked: Operation, errors: readonly GraphQLError[]): readonly GraphQLError[] {
    const operation = getOperationAST(asked.document, asked.operationName);
    const { faults } = operation
      ? variables(asked.document, operation, asked.variables ?? {})
      : { faults: [noOperation()] };
    return faults.length > 0 ? faults : errors;
  }

  return async (context, asked) => {
    try {
      const asker = askerOf(context.caller, asked, urgent, asked.givenUp);
      const result = await askedBy(asker, () => execute(context, asked));
      if (!result.errors?.length) return result;
      const errors = result.data === undefined ? requestErrors(asked, result.errors) : result.errors;
      return { ...result, errors: errors.map(withoutDatabase) };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(typeof thrown);
      const extensions = (error as { readonly extensions?: GraphQLError['extensions'] }).extensions;
      const { message } = error;
      return { data: null, errors: [withoutDatabase(new GraphQLError(message, { originalError: error, extensions }))] };
    }
  };
}

/** Answers in this process what `/graphql` answers over HTTP, under the same identity. */
export function inProcessExecutor(execute: Execute, contextFor: ContextFor): Executor {
  return (async ({ document, operationName, variables, extensions, signal }: ExecutionRequest) => {
    const headers = extensions?.headers as Record<string, string> | undefined;
    const context = await contextFor(headers?.authorization);
    return execute(context, { document, operationName, variables, givenUp: signal });
  }) as Executor;
}

export function noOperation(): GraphQLError {
  return new GraphQLError('The document has no operation of that name, or it has several and none was named.', {
    extensions: { code: 'UNKNOWN_OPERATION' },
  });
}
