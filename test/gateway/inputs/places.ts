import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Every place of the public schema at which a client gives something, and documents that give something there. */

export const schema: GraphQLSchema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

/** A literal that is no JSON: a bare word. */
export class Word {
  constructor(readonly text: string) {}
}

export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One field of a root, with something that its types take for each of its arguments. */
export interface Root {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  readonly given: Readonly<Record<string, unknown>>;
}

export function roots(kind: Root['kind']): readonly Root[] {
  const type = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }[kind]!;
  return Object.values(type.getFields()).map((field) => ({
    kind,
    field,
    given: Object.fromEntries(field.args.map((each) => [each.name, aValueOf(each.type)])),
  }));
}

/** A place: its path, where a step into a list is `*`, and what may be given there. */
export interface Place {
  readonly path: readonly string[];
  readonly type: GraphQLInputType;
  readonly hasDefault: boolean;
}

/** All places of a root: its arguments, and whatever is in them. */
export function placesOf({ field }: Root): readonly Place[] {
  return field.args.flatMap((each) => placesIn(each, [each.name]));
}

/** The same root, with something else at one place. */
export function giving({ field, kind, given }: Root, path: readonly string[], value: unknown) {
  return { field, kind, given: put(given, path, value) as Readonly<Record<string, unknown>> };
}

export function asVariables({ kind, field, given }: Root): Asked {
  const named = (each: GraphQLArgument) => `$${each.name}: ${each.type}`;
  const args = field.args.filter((each) => given[each.name] !== undefined);
  const query = `${kind}${args.length ? ` (${args.map(named).join(', ')})` : ''} { ${call(
    field,
    args.map((each) => `${each.name}: $${each.name}`),
  )} }`;
  return { query, variables: Object.fromEntries(args.map((each) => [each.name, given[each.name]])) };
}

/** The value in a variable of its own, which stands in the place itself; null comes as far there as GraphQL lets it. */
export function asOneVariable(root: Root, { path, type, hasDefault }: Place, value: unknown): Asked {
  const { query } = asLiterals(giving(root, path, new Word('$it')));
  const declared = hasDefault && isNonNullType(type) ? type.ofType : type;
  return { query: query.replace(root.kind, `${root.kind} ($it: ${declared})`), variables: { it: value } };
}

export function asLiterals({ kind, field, given }: Root): Asked {
  const args = field.args.filter((each) => given[each.name] !== undefined);
  return {
    query: `${kind} { ${call(
      field,
      args.map((each) => `${each.name}: ${literal(given[each.name], each.type)}`),
    )} }`,
    variables: {},
  };
}

function call(field: GraphQLField<unknown, unknown>, args: readonly string[]): string {
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selection(field)}`;
}

/** Whatever is shown is the hub's own: no data, so that nothing that was given can rightly come back. */
function selection({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return 'getFields' in named || 'getTypes' in named ? '{ __typename }' : '';
  return 'refusals' in named.getFields() ? '{ __typename refusals { rule code message field } }' : '{ __typename }';
}

function literal(value: unknown, type?: GraphQLInputType): string {
  if (value instanceof Word) return value.text;
  const bare = type && (isNonNullType(type) ? type.ofType : type);
  if (Array.isArray(value)) {
    const item = isListType(bare) ? bare.ofType : undefined;
    return `[${value.map((each) => literal(each, item)).join(', ')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const fields = isInputObjectType(bare) ? bare.getFields() : {};
    return `{${Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => `${name}: ${literal(each, fields[name]?.type)}`)
      .join(', ')}}`;
  }
  if (isEnumType(bare) && typeof value === 'string' && bare.getValue(value)) return value;
  return JSON.stringify(value);
}

function put(into: unknown, [head, ...rest]: readonly string[], value: unknown): unknown {
  if (head === undefined) return value;
  if (Array.isArray(into)) return into.map((each) => put(each, rest, value));
  return { ...(into as object), [head]: put((into as Record<string, unknown>)[head], rest, value) };
}

function placesIn(
  { type, defaultValue }: { readonly type: GraphQLInputType; readonly defaultValue?: unknown },
  path: readonly string[],
): readonly Place[] {
  const here = { path, type, hasDefault: defaultValue !== undefined };
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [here, ...placesIn({ type: bare.ofType }, [...path, '*'])];
  if (!isInputObjectType(bare)) return [here];
  return [here, ...Object.values(bare.getFields()).flatMap((each) => placesIn(each, [...path, each.name]))];
}

const SAMPLES: Readonly<Record<string, unknown>> = {
  ID: '5b0f3c1e-7d2a-4a51-9c58-0a4a5f1d9e10',
  String: 'Some text.',
  Int: 1,
  Float: 1.5,
  Boolean: true,
  DateTime: '2026-06-01T09:00:00Z',
  LocalDate: '2026-06-08',
  LocalTime: '08:00',
  NHSNumber: '9990000018',
  Postcode: 'BR1 1AA',
  Pence: 2000,
  CqcLocationId: '1-1234567890',
  Cursor: '0',
  JSON: {},
};

/** Something that a type takes. */
export function aValueOf(type: GraphQLInputType): unknown {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [aValueOf(bare.ofType)];
  if (isInputObjectType(bare)) {
    return Object.fromEntries(Object.values(bare.getFields()).map((each) => [each.name, sampleOf(each)]));
  }
  if (isEnumType(bare)) return bare.getValues()[0]!.name;
  if (!(bare.name in SAMPLES)) throw new Error(`No sample of the scalar ${bare.name}.`);
  return SAMPLES[bare.name];
}

let keys = 0;

function sampleOf({ name, type }: { readonly name: string; readonly type: GraphQLInputType }): unknown {
  if (name === 'idempotencyKey') return `inputs-${String(++keys).padStart(8, '0')}`;
  if (name === 'council') return 'bromley';
  return aValueOf(type);
}
