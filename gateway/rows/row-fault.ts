import {
  type GraphQLInputType,
  type GraphQLNamedInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import { SCALARS } from '../../kernel/graphql/scalars.js';

/** Why a value is not of a type: where, and what is accepted there; never what was given. */
export interface RowFault {
  readonly field: string | null;
  readonly message: string;
}

/**
 * The first thing about a value that its type does not take; undefined if it takes all of it. GraphQL says this of a
 * whole operation; this finds the row among thousands. The supergraph knows our scalars by name alone, so they are read
 * as the subgraphs read them.
 */
export function rowFault(value: unknown, type: GraphQLInputType, path: readonly string[] = []): RowFault | undefined {
  const fault = (message: string, at = path): RowFault => ({ field: at.length > 0 ? at.join('.') : null, message });
  if (isNonNullType(type)) return value == null ? fault('It is needed.') : rowFault(value, type.ofType, path);
  if (value == null) return undefined;
  if (isListType(type)) {
    if (!Array.isArray(value)) return fault('It takes a list.');
    return first(value, (item, nth) => rowFault(item, type.ofType, [...path, String(nth)]));
  }
  if (isInputObjectType(type)) {
    if (typeof value !== 'object' || Array.isArray(value)) return fault('It takes an object.');
    const fields = type.getFields();
    const given = value as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
    if (unknown) return fault(`It takes no such field; it has ${Object.keys(fields).join(', ')}.`, [...path, unknown]);
    return first(Object.values(fields), (field) => {
      const at = [...path, field.name];
      if (given[field.name] === undefined) return isRequiredInputField(field) ? fault('It is needed.', at) : undefined;
      return rowFault(given[field.name], field.type, at);
    });
  }
  return leafTakes(type, value) ? undefined : fault(takenBy(type));
}

type Leaf = Exclude<GraphQLNamedInputType, { getFields(): unknown }>;

function leafTakes(type: Leaf, value: unknown): boolean {
  try {
    (SCALARS.find(({ name }) => name === type.name) ?? type).parseValue(value);
    return true;
  } catch {
    return false;
  }
}

function takenBy(type: Leaf): string {
  if (isEnumType(type))
    return `It takes one of ${type
      .getValues()
      .map(({ name }) => name)
      .join(', ')}.`;
  const { takes } = SCALARS.find(({ name }) => name === type.name)?.extensions ?? {};
  return typeof takes === 'string' ? `It takes ${takes}.` : `It takes a value of the type ${type.name}.`;
}

function first<Item>(
  items: readonly Item[],
  find: (item: Item, nth: number) => RowFault | undefined,
): RowFault | undefined {
  for (const [nth, item] of items.entries()) {
    const found = find(item, nth);
    if (found) return found;
  }
  return undefined;
}
