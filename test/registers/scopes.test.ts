import { readFile } from 'node:fs/promises';
import type { Executor } from '@graphql-tools/utils';
import {
  type GraphQLSchema,
  getNamedType,
  graphql,
  isInputType,
  isLeafType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import { pino } from 'pino';
import { createGateway } from '../../gateway/gateway.js';
import { createAdmission } from '../../gateway/limits/admission.js';
import { DEFAULT_LIMITS } from '../../gateway/limits/limits.js';
import {
  accessOf,
  CLIENT_ROLES,
  type DeclaredField,
  declaredFields,
  scopesOfTypes,
  scopesRead,
} from '../../hub/checks/access-register.js';
import { supergraphSdl } from '../../hub/hub.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { federatedSchema } from '../../kernel/graphql/federated-schema.js';
import { declaredScopes, scopesNeeded, scopesOfType } from '../../kernel/graphql/read-scopes.js';
import { type Caller, SCOPES } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';

/** What a credential may always read: who it is, which hub this is, and where the feeds stand. */
const OPEN = ['feedPosition', 'hub', 'me'];

let declared: readonly DeclaredField[];
beforeAll(async () => {
  declared = await declaredFields();
});

describe('IDG-27: the scopes of reads', () => {
  it('IDG-27: every query and feed of clients needs a scope, but for those that are open', () => {
    const without = declared.filter(
      ({ type, roles, scopes }) =>
        (type === 'Query' || type === 'Subscription') && scopes.length === 0 && roles?.join() !== 'hub',
    );
    expect([...new Set(without.map(({ field }) => field))].sort()).toEqual(OPEN);
  });

  it('IDG-27: every thing that other parts of the hub can refer to needs a scope, in every subgraph that names it', async () => {
    const byType = scopesOfTypes(declared);
    const without: string[] = [];
    for (const subgraph of ['cases', 'providers', 'tenders', 'monitoring']) {
      for (const definition of parse(await readFile(`schema/${subgraph}.graphql`, 'utf8')).definitions) {
        if (definition.kind !== 'ObjectTypeDefinition') continue;
        const directives = (definition.directives ?? []).map((each) => each.name.value);
        if (!directives.includes('key') || directives.includes('requiresScopes')) continue;
        without.push(`${subgraph} ${definition.name.value}`);
      }
    }
    expect(without).toEqual([]);
    expect(byType.get('Placement')).toEqual(['placements:read']);
  });

  it.each(CLIENT_ROLES)(
    'IDG-27: a full grant of the role %s reads all that the role may ask for, and no scope is idle',
    (role) => {
      const needed = [...scopesRead(declared, accessOf(declared), role)].sort();
      expect(SCOPES_OF_ROLE[role].filter((each) => each.endsWith(':read')).sort()).toEqual(needed);
    },
  );
});

/** A question for one root field, whose arguments are left to variables. */
function questionOf(schema: GraphQLSchema, operation: 'query' | 'subscription', name: string): string {
  const root = operation === 'query' ? schema.getQueryType()! : schema.getSubscriptionType()!;
  const { args, type } = root.getFields()[name]!;
  const needed = args.filter((each) => isNonNullType(each.type) && each.defaultValue === undefined);
  const variables = needed.map((each) => `$${each.name}: ${each.type}`).join(', ');
  const given = needed.map((each) => `${each.name}: $${each.name}`).join(', ');
  const selection = isObjectType(getNamedType(type)) ? ' { __typename }' : '';
  return `${operation}${variables ? ` (${variables})` : ''} { ${name}${given ? `(${given})` : ''}${selection} }`;
}

/** Of the role whose full grant reads everything. */
const without: Caller = {
  subject: 'user:nobody',
  role: 'contract-officer',
  organisation: 'bromley',
  councils: ['bromley'],
  scopes: [],
};

describe.each(['rust', 'javascript'] as const)('IDG-27: at the door, planned by %s', (planner) => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    const gateway = await createGateway({
      supergraph: await supergraphSdl(),
      subgraphs: Object.fromEntries(SUBGRAPHS.map(({ name }) => [name, (async () => ({ data: {} })) as Executor])),
      sign: async () => '',
      log: pino({ level: 'silent' }),
      planner,
    });
    schema = gateway.schema;
  });

  it('IDG-27: a credential without scopes reads by no root field anything but what is open', () => {
    const admit = createAdmission(schema, DEFAULT_LIMITS);
    const admitted: string[] = [];
    for (const operation of ['query', 'subscription'] as const) {
      const root = operation === 'query' ? schema.getQueryType()! : schema.getSubscriptionType()!;
      for (const name of Object.keys(root.getFields())) {
        const query = questionOf(schema, operation, name);
        try {
          admit({ query, bytes: query.length }, without);
          admitted.push(name);
        } catch (thrown) {
          expect(thrown).toMatchObject({
            message: expect.stringMatching(
              /^This credential lacks the scope [a-z]+:read, which reading \w+\.\w+ needs\.$/,
            ),
            extensions: { code: 'FORBIDDEN', rule: 'IDG-27' },
          });
        }
      }
    }
    expect(admitted.sort()).toEqual(OPEN);
  });

  it('IDG-27: no join, and no answer of an act, leads to more than the id of what needs a scope', () => {
    const declared = declaredScopes(schema);
    const needs = scopesNeeded(schema);
    let joins = 0;
    for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
      for (const field of Object.values(type.getFields())) {
        const leadsTo = getNamedType(field.type);
        if (!isObjectType(leadsTo)) continue;
        const scopes = scopesOfType(schema, declared, leadsTo.name);
        if (scopes.length === 0) continue;
        for (const other of Object.values(leadsTo.getFields()).filter(({ name }) => name !== 'id')) {
          const leaf = isLeafType(getNamedType(other.type)) ? '' : ' { __typename }';
          const document = parse(
            `{ ${field.name} { ... on ${leadsTo.name} { ...f } } } fragment f on ${leadsTo.name} { x: ${other.name}${leaf} }`,
          );
          const [operation, fragment] = document.definitions as unknown as [never, never];
          const { selectionSet } = operation as { selectionSet: Parameters<typeof needs>[1] };
          expect([...needs(type, selectionSet, () => fragment).keys()]).toEqual(expect.arrayContaining([...scopes]));
          joins += 1;
        }
      }
    }
    expect(joins).toBeGreaterThan(500);
  });
});

describe('IDG-27: behind the door', () => {
  it.each(SUBGRAPHS.map((each) => [each.name, each] as const))(
    'IDG-27: %s begins no root field for a credential without its scopes, and gives no reason to the hub itself',
    async (_, { resolvers, references }) => {
      const { schema } = await federatedSchema(resolvers, references);
      const declared = declaredScopes(schema);
      let refused = 0;
      for (const { name, type, args } of Object.values(schema.getQueryType()!.getFields())) {
        if (scopesOfType(schema, declared, getNamedType(type).name).length === 0) continue;
        expect(args.every((each) => isInputType(each.type))).toBe(true);
        const source = questionOf(schema, 'query', name);
        const values = Object.fromEntries(args.map((each) => [each.name, '00000000-0000-7000-8000-000000000000']));
        const { errors } = await graphql({ schema, source, variableValues: values, contextValue: { caller: without } });
        // Some argument may not take that value; whatever is executed is refused for its scope.
        const [error] = errors!;
        if (error!.path === undefined) continue;
        expect(error!.message).toContain('lacks the scope');
        expect(error!.originalError).toMatchObject({ extensions: { code: 'FORBIDDEN', rule: 'IDG-27' } });
        refused += 1;
      }
      expect(refused).toBeGreaterThan(0);
    },
  );

  it('IDG-27: a reference is followed only with the scope of what it refers to', async () => {
    for (const { name, resolvers, references } of SUBGRAPHS) {
      const { schema } = await federatedSchema(resolvers, references);
      const declared = declaredScopes(schema);
      for (const type of Object.keys(references)) {
        const found = schema.getType(type);
        if (!isObjectType(found)) continue;
        const leaf = Object.values(found.getFields()).find(
          (each) => each.name !== 'id' && isLeafType(getNamedType(each.type)),
        );
        if (!leaf) continue;
        const { data, errors } = await graphql({
          schema,
          source: `query ($all: [_Any!]!) { _entities(representations: $all) { ... on ${type} { ${leaf.name} } } }`,
          variableValues: { all: [{ __typename: type, id: '00000000-0000-7000-8000-000000000000' }] },
          contextValue: { caller: without },
        });
        expect({ name, type, data, said: errors?.[0]?.message }).toEqual({
          name,
          type,
          data: null,
          said: `This credential lacks the scope ${declared.get(type)?.[0]}, which reading Query._entities needs.`,
        });
      }
    }
  });

  it('IDG-27: every scope is some credential’s', () => {
    const held = new Set(Object.values(SCOPES_OF_ROLE).flat());
    expect(SCOPES.filter((each) => !held.has(each))).toEqual([]);
  });
});
