import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import { type BuildSchemaOptions, buildSchema, createResolversMap } from 'type-graphql';
import { notForRole, type Role } from '../identity/caller.js';
import { withIdsAsWritten } from './ids-as-written.js';
import { markDeclared, plainResolvers } from './plain-resolvers.js';
import { guardRoots } from './read-scopes.js';
import type { RequestContext } from './request-context.js';
import { DateTimeScalar } from './scalars.js';
import { withUniqueLists } from './unique-lists.js';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag", "@requiresScopes"])\n';

/** Finds what a representation `{ __typename, <key fields> }` stands for, or null: none, or not for this caller. */
export type ReferenceResolver = (reference: never, context: RequestContext) => Promise<object | null>;

export interface FederatedSchema {
  readonly schema: GraphQLSchema;
  /** What composition reads and `schema/<name>.graphql` commits. */
  readonly sdl: string;
}

/** What some federated schemas need beyond their resolvers. */
export interface FederatedSchemaOptions {
  /** What the SDL begins with, in place of the link to our version of federation: other links, own directives. */
  readonly head?: string;
  /** Types that no field leads to: only references of other subgraphs reach them. */
  readonly onlyReferenced?: BuildSchemaOptions['orphanedTypes'];
}

/**
 * Classes to a federated schema. type-graphql prints no federation directives itself, so its schema is printed with
 * them and built again by @apollo/subgraph over the same resolvers.
 */
export async function federatedSchema(
  resolvers: BuildSchemaOptions['resolvers'],
  references: Readonly<Record<string, ReferenceResolver>>,
  { head = LINK, onlyReferenced = [] }: FederatedSchemaOptions = {},
): Promise<FederatedSchema> {
  markDeclared(resolvers);
  const schema = await buildSchema({
    resolvers,
    // Unless they are named, several schemas of one process take each other's types.
    orphanedTypes: onlyReferenced,
    validate: false,
    authChecker: ({ context }: { context: RequestContext }, roles) => allowed(context, roles as readonly Role[]),
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    // Demanded for any subscription; ours bring their own sources from the event log.
    pubSub: {
      subscribe: () => {
        throw new Error('subscriptions come from the event log');
      },
      publish: () => {
        throw new Error('events are recorded, not published');
      },
    },
  });
  const sdl = head + printSchemaWithDirectives(schema);
  const withReferences = createResolversMap(schema) as Record<string, object>;
  const plain = plainResolvers(schema, resolvers, (context, roles) => void allowed(context, roles as readonly Role[]));
  for (const [type, fields] of Object.entries(plain)) withReferences[type] = { ...withReferences[type], ...fields };
  for (const [type, resolve] of Object.entries(references)) {
    withReferences[type] = {
      ...withReferences[type],
      __resolveReference: (reference: never, context: RequestContext) => resolve(reference, context),
    };
  }
  const built = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: withReferences as never }]);
  const federated = withIdsAsWritten(withUniqueLists(built));
  guardRoots(federated);
  return { schema: federated, sdl };
}

/**
 * `@Authorized(...roles)`: who may ask for a field at all; which rows it then finds is row-level security's business.
 * The hub's own identity may ask for anything.
 */
function allowed({ caller }: RequestContext, roles: readonly Role[]): boolean {
  if (caller.role === 'hub' || roles.length === 0 || roles.includes(caller.role)) return true;
  throw notForRole(roles);
}
