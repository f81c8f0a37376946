import { normalizedExecutor } from '@graphql-tools/executor';
import type { ExecutionRequest, Executor } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import { isUnreadable, unreadable } from './presentable-errors.js';
import type { RequestContext } from './request-context.js';

/** Who asks, by the header `authorization`; rejects for whoever it does not name. */
export type ContextFor = (authorization: string | undefined) => Promise<RequestContext>;

/** Answers in this process what `/graphql` answers over HTTP, under the same identity. */
export function inProcessExecutor(schema: GraphQLSchema, contextFor: ContextFor): Executor {
  return (async (request: ExecutionRequest) => {
    const headers = request.extensions?.headers as Record<string, string> | undefined;
    const context = await contextFor(headers?.authorization);
    const isQuery = request.operationType === 'query' || (!request.operationType && isQueryDocument(request));
    if (isQuery) await context.beginReads(request.document);
    try {
      const result = await normalizedExecutor({
        schema,
        document: request.document,
        variableValues: request.variables,
        contextValue: context,
        operationName: request.operationName,
      });
      if (!('errors' in result) || !result.errors) return result;
      return { ...result, errors: result.errors.map((error) => (isUnreadable(error) ? unreadable(error) : error)) };
    } finally {
      await context.endReads();
    }
  }) as Executor;
}

function isQueryDocument(request: ExecutionRequest): boolean {
  return request.document.definitions.some((each) => each.kind === 'OperationDefinition' && each.operation === 'query');
}
