import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { DAYS_AT_MOST, WEIGHTS, type Weight } from '../../schema/weights.js';
import { entriesIn, tooManyEntries } from './entries.js';
import { type Fragments, rootFieldsOf } from './selections.js';

/** What reading the whole schema costs. */
export const COST_OF_THE_SCHEMA = 100;
const ITEMS_OF_A_LIST = 20;
const COST_OF_AN_ACT = 10;

type Values = Readonly<Record<string, unknown>>;

/**
 * What an operation costs, as `Limits` says.
 *
 * @param mostEntries of one argument of what is read; what acts take is for their own rules
 * @throws Fault TOO_LARGE naming an argument whose lists hold more
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Values,
  mostEntries: number,
): number {
  const known = new Map<string, number>();
  const isAct = operation.operation === 'mutation';

  const costOfField = (node: FieldNode, type: GraphQLNamedType | undefined, page: number | undefined): number => {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    const given = field?.args.length ? getArgumentValues(field, node, variables) : {};
    const asked = pageOf(given);
    const below = node.selectionSet
      ? costOfSet(node.selectionSet, field && getNamedType(field.type), isList(field?.type) ? undefined : asked)
      : 0;
    const items = isList(field?.type) ? (asked ?? page ?? ITEMS_OF_A_LIST) : 1;
    return 1 + weightOf(type, field, given) + below * items;
  };

  const weightOf = (type: GraphQLNamedType | undefined, field: Field | undefined, given: Values): number => {
    if (!field) return 0;
    const { once = 0, aDay = 0, aDayOfOne = aDay, anEntry = 1 } = weightNamed(type, field);
    const input = { ...given, ...(given.input as Values | undefined) };
    let entries = 0;
    for (const [name, value] of Object.entries(given)) {
      const held = entriesIn(value);
      if (held > mostEntries && !isAct) throw tooManyEntries(`The argument ${name}`, mostEntries);
      entries += held;
    }
    const days = aDay > 0 ? daysOf(input) * (input.placement == null ? aDay : aDayOfOne) : 0;
    return once + days + Math.ceil(entries * anEntry);
  };

  /** @param page how many items were asked for, if these are the fields of a connection */
  const costOfSet = (set: SelectionSetNode, type: GraphQLNamedType | undefined, page: number | undefined): number => {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        cost += costOfField(selection, type, page);
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

  const acts = isAct ? rootFieldsOf(operation, fragments).length * COST_OF_AN_ACT : 0;
  const cost =
    acts + costOfSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, undefined);
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}

type Field = GraphQLField<unknown, unknown>;

/** Weights of the fields that were asked for: each is looked up once. */
const known = new WeakMap<Field, Weight>();

function weightNamed(type: GraphQLNamedType | undefined, field: Field): Weight {
  const before = known.get(field);
  if (before) return before;
  const weight = WEIGHTS[`${type?.name}.${field.name}`] ?? WEIGHTS[`*.${field.name}`] ?? {};
  known.set(field, weight);
  return weight;
}

const DAY_MS = 86_400_000;

/** Days from one date to another; the resolver says what is wrong with dates that are none. */
function daysOf({ from, to }: Values): number {
  const days = Math.round((Date.parse(String(to)) - Date.parse(String(from))) / DAY_MS) + 1;
  return Number.isNaN(days) ? DAYS_AT_MOST : Math.min(Math.max(days, 1), DAYS_AT_MOST);
}

function isList(type: GraphQLOutputType | undefined): boolean {
  return type !== undefined && isListType(getNullableType(type));
}

/** Items asked for by a `first` or `last`. */
function pageOf({ first, last }: Values): number | undefined {
  const items = first ?? last;
  return typeof items === 'number' ? Math.max(0, items) : undefined;
}
