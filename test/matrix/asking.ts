import { readFileSync } from 'node:fs';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  buildASTSchema,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { accessOf, declaredFields } from '../../hub/checks/access-register.js';
import type { Caller, Role, Scope } from '../../kernel/identity/caller.js';

/** Documents that ask for everything there is: written from the schema, so that what is added to it is asked as well. */

const supergraph = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
export const SCHEMA: GraphQLSchema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)), {
  assumeValidSDL: true,
});
const DECLARED = await declaredFields();
export const ACCESS = accessOf(DECLARED);
const SCOPES_OF_FIELD: ReadonlyMap<string, readonly Scope[]> = new Map(
  [...Map.groupBy(DECLARED, ({ type, field }) => `${type}.${field}`)].map(([at, fields]) => [
    at,
    fields.flatMap(({ scopes }) => scopes),
  ]),
);

/** Whether the table says that this role may ask for a field. */
export type May = (coordinate: string) => boolean;
export const mayOf =
  (role: Role): May =>
  (coordinate) =>
    ACCESS.get(coordinate)!.has(role);

/** The same for a credential, which may have been granted less than its role may have (IDG-27). */
export const mayWith =
  ({ role, scopes }: Pick<Caller, 'role' | 'scopes'>): May =>
  (coordinate) =>
    mayOf(role)(coordinate) && SCOPES_OF_FIELD.get(coordinate)!.every((each) => scopes.includes(each));

/** An argument by its name, as GraphQL writes it; undefined leaves it out. */
export type Values = Readonly<Record<string, string>>;

/** The selection of a type: all its fields that `may` be asked for, and those of the things up to `depth` from it. */
export function selectionOf(type: GraphQLObjectType, may: May, depth: number, path: readonly string[] = []): string {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (!may(`${type.name}.${field.name}`)) return [];
    const given = argumentsOf(field.args, {});
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [`${field.name}${given}`];
    if (!isObjectType(named) || path.includes(named.name)) return [];
    // A page, a line or a sum is no thing of its own: the things in it are as near as it is.
    const left = 'id' in named.getFields() ? depth - 1 : depth;
    // What a provider is, is asked of providers; wherever else one is named, whether it is found is enough.
    const more = named.name === 'Provider' && path.length > 0 ? (each: string) => each === 'Provider.name' : may;
    const inner = left < 0 ? '' : selectionOf(named, more, left, [...path, type.name]);
    return inner === '' ? [] : [`${field.name}${given} { ${inner} }`];
  });
  return parts.join(' ');
}

/** One field of the root with all that it leads to; of the whole federation, or of one subgraph's schema. */
export function asked(
  root: 'query' | 'mutation' | 'subscription',
  name: string,
  options: {
    readonly may: May;
    readonly values: Values;
    readonly depth: number;
    readonly alias?: string;
    readonly schema?: GraphQLSchema;
  },
): string {
  const field = (options.schema ?? SCHEMA).getRootType(root as OperationTypeNode)!.getFields()[name]!;
  const named = getNamedType(field.type);
  const inner = isObjectType(named) ? selectionOf(named, options.may, options.depth) || '__typename' : '';
  const alias = options.alias ? `${options.alias}: ` : '';
  return `${alias}${name}${argumentsOf(field.args, options.values)}${inner && ` { ${inner} }`}`;
}

/** Names of all that an argument takes, however deep. */
export function namesIn(type: GraphQLInputType): readonly string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) => [field.name, ...namesIn(field.type)]);
}

/** What a field must be given, as GraphQL writes it, and of what it may be given what there is. */
export function argumentsOf(args: readonly GraphQLArgument[], values: Values): string {
  const given = args.flatMap((arg) => {
    if (!(arg.name in values) && !isRequiredArgument(arg)) return [];
    return [`${arg.name}: ${values[arg.name] ?? literalOf(arg.type, arg.name, values)}`];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

/** Something of this type that reads as it should, whatever it is for. */
export function literalOf(type: GraphQLInputType, name: string, values: Values): string {
  if (isNonNullType(type)) return literalOf(type.ofType, name, values);
  if (isListType(type)) return `[${literalOf(type.ofType, name, values)}]`;
  if (name in values) return values[name]!;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).flatMap((field) =>
      isRequiredInputField(field) || field.name in values || isRows(field.type)
        ? [`${field.name}: ${literalOf(field.type, field.name, values)}`]
        : [],
    );
    return `{ ${fields.join(', ')} }`;
  }
  return SCALARS[type.name] ?? '"something to read"';
}

/** A list that may be empty, and says nothing then. */
const isRows = (type: GraphQLInputType) => isNonNullType(type) && isInputObjectType(getNamedType(type));

const SCALARS: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1',
  Boolean: 'true',
  DateTime: '"2026-06-02T08:00:00Z"',
  LocalDate: '"2026-06-02"',
  LocalTime: '"08:00"',
  Pence: '2000',
  Postcode: '"BR1 1AA"',
  NHSNumber: '"9990000018"',
  CqcLocationId: '"1-999000001"',
  Cursor: '"0"',
  JSON: '{}',
};
