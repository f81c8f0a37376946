import {
  defaultFieldResolver,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';

/**
 * What is read by a list of words or ids is read by each of them once: a resolver is handed no entry of such an argument
 * twice, so that nothing is asked of the database twice. Acts are given what was sent.
 */
export function withUniqueLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      const lists = field.args.filter((each) => isListOfLeaves(each.type)).map(({ name }) => name);
      if (lists.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, given, context, info) => resolve(source, unique(given, lists), context, info);
    }
  }
  return schema;
}

function isListOfLeaves(type: GraphQLInputType): boolean {
  const list = getNullableType(type);
  return isListType(list) && isLeafType(getNullableType(list.ofType));
}

function unique(given: Readonly<Record<string, unknown>>, lists: readonly string[]): Record<string, unknown> {
  const held = { ...given };
  for (const name of lists) if (Array.isArray(held[name])) held[name] = [...new Set(held[name])];
  return held;
}
