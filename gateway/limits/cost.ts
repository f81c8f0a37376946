import {
  type ArgumentNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, rootFieldsOf } from './selections.js';

/** What reading the whole schema costs. */
export const COST_OF_THE_SCHEMA = 100;
const ITEMS_OF_A_LIST = 20;
const COST_OF_AN_ACT = 10;

/** What an operation costs, as `Limits` says. */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Readonly<Record<string, unknown>>,
): number {
  const known = new Map<string, number>();

  /** @param page how many items were asked for, if these are the fields of a connection */
  const costOfSet = (set: SelectionSetNode, type: GraphQLNamedType | undefined, page: number | undefined): number => {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
        const asked = pageOf(selection.arguments, variables);
        const below = selection.selectionSet
          ? costOfSet(
              selection.selectionSet,
              field && getNamedType(field.type),
              isList(field?.type) ? undefined : asked,
            )
          : 0;
        cost += 1 + below * (isList(field?.type) ? (asked ?? page ?? ITEMS_OF_A_LIST) : 1);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition;
        cost += costOfSet(selection.selectionSet, on ? schema.getType(on.name.value) : type, page);
      } else {
        const name = selection.name.value;
        const key = `${name} ${page}`;
        const fragment = fragments.get(name)!;
        const costOfFragment =
          known.get(key) ?? costOfSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), page);
        known.set(key, costOfFragment);
        cost += costOfFragment;
      }
    }
    return cost;
  };

  const acts = operation.operation === 'mutation' ? rootFieldsOf(operation, fragments).length * COST_OF_AN_ACT : 0;
  const cost =
    acts + costOfSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, undefined);
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}

function isList(type: GraphQLOutputType | undefined): boolean {
  return type !== undefined && isListType(getNullableType(type));
}

/** Items asked for by a `first` or `last`. */
function pageOf(
  args: readonly ArgumentNode[] | undefined,
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  for (const { name, value } of args ?? []) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    const items =
      value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT && Number(value.value);
    if (typeof items === 'number') return Math.max(0, items);
  }
  return undefined;
}
