import {
  defaultFieldResolver,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { asId } from '../values/ids.js';

type Reader = (value: unknown) => unknown;

/**
 * Resolvers are handed each id as the hub writes it, in whichever case a client does: a database finds it either way, and
 * what is compared beside it would not. A figure that is asked for by an id in capitals must not come out as none.
 */
export function withIdsAsWritten(schema: GraphQLSchema): GraphQLSchema {
  const known = new Map<GraphQLInputType, Reader | null>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const read = readerOfAll(field.args, known);
      if (!read) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, given, context, info) => resolve(source, read(given) as object, context, info);
    }
  }
  return schema;
}

function readerOf(given: GraphQLInputType, known: Map<GraphQLInputType, Reader | null>): Reader | null {
  const type = getNullableType(given);
  if (isListType(type)) {
    const read = readerOf(type.ofType, known);
    return read && ((value) => (Array.isArray(value) ? value.map(read) : value));
  }
  if (isInputObjectType(type)) {
    // One that holds itself is not looked into again.
    const before = known.get(type);
    if (before !== undefined) return before;
    known.set(type, null);
    const read = readerOfAll(Object.values(type.getFields()), known);
    known.set(type, read);
    return read;
  }
  return type.name === 'ID' ? (value) => (typeof value === 'string' ? asId(value) : value) : null;
}

function readerOfAll(
  named: ReadonlyArray<GraphQLArgument | GraphQLInputField>,
  known: Map<GraphQLInputType, Reader | null>,
): Reader | null {
  const readers = named.flatMap(({ name, type }) => {
    const read = readerOf(type, known);
    return read ? [[name, read] as const] : [];
  });
  if (readers.length === 0) return null;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const held: Record<string, unknown> = { ...value };
    for (const [name, read] of readers) if (Object.hasOwn(held, name)) held[name] = read(held[name]);
    return held;
  };
}
