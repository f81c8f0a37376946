import { normalizedExecutor } from '@graphql-tools/executor';
import type { ExecutionRequest, Executor } from '@graphql-tools/utils';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { askedBy } from '../database/asker.js';
import { askerOf, type UrgentActs } from './asked.js';
import { isUnreadable, stopped, unreadable, wasStopped } from './presentable-errors.js';
import type { RequestContext } from './request-context.js';

/** Who asks, by the header `authorization`; rejects for whoever it does not name. */
export type ContextFor = (authorization: string | undefined) => Promise<RequestContext>;

/**
 * Answers in this process what `/graphql` answers over HTTP, under the same identity. What the database does for a
 * request ends with the request's `signal`.
 */
export function inProcessExecutor(schema: GraphQLSchema, contextFor: ContextFor, urgent: UrgentActs): Executor {
  async function execute(request: ExecutionRequest, context: RequestContext) {
    const isQuery = request.operationType === 'query' || (!request.operationType && isQueryDocument(request));
    try {
      if (isQuery) await context.beginReads(request.document);
      const result = await normalizedExecutor({
        schema,
        document: request.document,
        variableValues: request.variables,
        contextValue: context,
        operationName: request.operationName,
      });
      if (!('errors' in result) || !result.errors) return result;
      return { ...result, errors: result.errors.map(presented) };
    } catch (error) {
      if (wasStopped(error)) return { errors: [stopped({})] };
      throw error;
    } finally {
      await context.endReads();
    }
  }

  return (async (request: ExecutionRequest) => {
    const headers = request.extensions?.headers as Record<string, string> | undefined;
    const context = await contextFor(headers?.authorization);
    return askedBy(askerOf(context.caller, request, urgent, request.signal), () => execute(request, context));
  }) as Executor;
}

function presented(error: GraphQLError): GraphQLError {
  if (isUnreadable(error)) return unreadable(error);
  return wasStopped(error) ? stopped(error) : error;
}

function isQueryDocument(request: ExecutionRequest): boolean {
  return request.document.definitions.some((each) => each.kind === 'OperationDefinition' && each.operation === 'query');
}
