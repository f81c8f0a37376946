import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import fastify from 'fastify';
import { buildASTSchema, type GraphQLSchema, graphql, parse } from 'graphql';
import { emitSchemas } from '../../hub/schema.js';

let schema: Promise<GraphQLSchema> | undefined;

/** The schema that clients see, composed from the code of the subgraphs. */
export function publicSchema(): Promise<GraphQLSchema> {
  schema ??= emitSchemas().then((files) =>
    buildASTSchema(transformSupergraphToPublicSchema(parse(files.get('supergraph.graphql')!)), {
      assumeValidSDL: true,
    }),
  );
  return schema;
}

/** Root fields by name, each answering as the hub would. */
export type Answers = Readonly<Record<string, (args: never) => unknown>>;

/** A server with the hub's own schema and the answers of a test: what an adapter says to it is what it would say to the hub. */
export interface HubStandIn {
  readonly url: string;
  /** Every operation asked, with its variables, in order. */
  readonly asked: ReadonlyArray<{ readonly operation: string; readonly variables: Record<string, unknown> }>;
  answer(answers: Answers): void;
  /** From now on every request is answered with this fault, or not at all. */
  fail(
    fault:
      | { readonly code: string; readonly status?: number; readonly message?: string; readonly field?: string }
      | 'SILENT'
      | null,
  ): void;
  stop(): Promise<void>;
}

export async function startHubStandIn(first: Answers = {}): Promise<HubStandIn> {
  const known = await publicSchema();
  const asked: Array<{ operation: string; variables: Record<string, unknown> }> = [];
  let answers = first;
  let failure: Parameters<HubStandIn['fail']>[0] = null;
  const server = fastify();
  server.post('/graphql', async (request, reply) => {
    if (failure === 'SILENT') return reply.raw.destroy();
    if (failure) {
      const { code, status = 503, message = 'Not now.', field } = failure;
      return reply.code(status).send({ errors: [{ message, extensions: { code, field } }] });
    }
    const { query, variables } = request.body as { query: string; variables: Record<string, unknown> };
    if (request.headers.authorization !== 'Bearer token') {
      return reply.code(401).send({ errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    asked.push({ operation, variables });
    return graphql({ schema: known, source: query, variableValues: variables, rootValue: answers });
  });
  const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
  return {
    url,
    asked,
    answer(next) {
      answers = { ...answers, ...next };
    },
    fail(next) {
      failure = next;
    },
    stop: () => server.close(),
  };
}
