import {
  type GraphQLInputType,
  type GraphQLNamedInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type ValueNode,
  type VariableNode,
} from 'graphql';
import { SCALARS } from './scalars.js';

/** Why something is not of its type: where, and what is accepted there; never what was given. */
export interface InputFault {
  /** Path of the place, such as `input.person.postcode`: names of the schema and numbers of a list, and no other. */
  readonly field: string | null;
  readonly message: string;
  /** Unless it is BAD_USER_INPUT. */
  readonly code?: string;
}

/** A place of the schema that something is given for. */
export interface Place {
  readonly type: GraphQLInputType;
  readonly path: readonly string[];
  /** What it is when it is left out, if the schema says so. */
  readonly defaultValue?: unknown;
}

/**
 * The first thing about a value, as JSON brings it, that its place does not take; undefined if it takes all of it. The
 * supergraph knows our scalars by name alone, so they are read as the subgraphs read them.
 */
export function valueFault(value: unknown, place: Place): InputFault | undefined {
  return faultOf(VALUES, value, place);
}

/**
 * Judges a literal in a document by the same types. A variable in it is judged by itself, once its value is known.
 *
 * @param variable is told of each variable, and of the place that it stands in
 */
export function literalFault(
  node: ValueNode,
  place: Place,
  variable: (node: VariableNode, place: Place) => void = () => {},
): InputFault | undefined {
  return faultOf(LITERALS, node, place, (each, at) => {
    if (each.kind !== Kind.VARIABLE) return false;
    variable(each, at);
    return true;
  });
}

/** A fault in a sentence. */
export function sentenceOf({ field, message }: InputFault): string {
  return field === null ? message : `${field}: ${message}`;
}

/** How something that is given is read, be it JSON or a literal. */
interface Form<Given> {
  isNull(given: Given): boolean;
  /** Undefined if it is no list. */
  items(given: Given): readonly Given[] | undefined;
  /** Undefined if it is no object. */
  fields(given: Given): ReadonlyMap<string, Given> | undefined;
  /** Throws, or answers undefined, for what the type does not take. */
  read(leaf: Leaf, given: Given): unknown;
}
type Leaf = Exclude<GraphQLNamedInputType, { getFields(): unknown }>;

const VALUES: Form<unknown> = {
  isNull: (value) => value == null,
  items: (value) => (Array.isArray(value) ? value : undefined),
  fields: (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? new Map(Object.entries(value).filter(([, each]) => each !== undefined))
      : undefined,
  read: (leaf, value) => leaf.parseValue(value),
};

const LITERALS: Form<ValueNode> = {
  isNull: ({ kind }) => kind === Kind.NULL,
  items: (node) => (node.kind === Kind.LIST ? node.values : undefined),
  fields: (node) =>
    node.kind === Kind.OBJECT ? new Map(node.fields.map(({ name, value }) => [name.value, value])) : undefined,
  read: (leaf, node) => (isReadable(node, isEnumType(leaf)) ? leaf.parseLiteral(node, undefined) : undefined),
};

/** What JSON and a planner can carry: numbers that are exact or finite, and no bare word where there is no list of them. */
function isReadable(node: ValueNode, isWord: boolean): boolean {
  if (node.kind === Kind.INT) return Number.isSafeInteger(Number(node.value));
  if (node.kind === Kind.FLOAT) return Number.isFinite(Number(node.value));
  if (node.kind === Kind.ENUM) return isWord;
  if (node.kind === Kind.LIST) return node.values.every((each) => isReadable(each, false));
  if (node.kind === Kind.OBJECT) return node.fields.every(({ value }) => isReadable(value, false));
  return true;
}

function faultOf<Given>(
  form: Form<Given>,
  given: Given,
  place: Place,
  isOpen: (given: Given, place: Place) => boolean = () => false,
): InputFault | undefined {
  const { type, path } = place;
  const fault = (message: string): InputFault => ({ field: path.length > 0 ? path.join('.') : null, message });
  const within = (each: Given, at: Place) => faultOf(form, each, at, isOpen);
  if (isOpen(given, place)) return undefined;
  if (isNonNullType(type)) {
    return form.isNull(given) ? nullFault(place) : within(given, { type: type.ofType, path });
  }
  if (form.isNull(given)) return undefined;
  if (isListType(type)) {
    const items = form.items(given);
    // GraphQL takes one thing for a list of it.
    if (!items) return within(given, { type: type.ofType, path }) && fault('It takes a list.');
    return first(items, (item, nth) => within(item, { type: type.ofType, path: [...path, String(nth)] }));
  }
  if (!isInputObjectType(type)) {
    return isTaken(form, type, given) ? undefined : { ...fault(takenBy(type)), code: codeOf(type) };
  }
  const fields = form.fields(given);
  if (!fields) return fault('It takes an object.');
  const declared = type.getFields();
  if ([...fields.keys()].some((name) => !Object.hasOwn(declared, name))) {
    return fault(`It has a field that is not one of its own, which are ${Object.keys(declared).join(', ')}.`);
  }
  return first(Object.values(declared), (field) => {
    const at = { type: field.type, path: [...path, field.name], defaultValue: field.defaultValue };
    const each = fields.get(field.name);
    if (each === undefined) return isRequiredInputField(field) ? nullFault(at) : undefined;
    return within(each, at);
  });
}

/** The fault of null, or of nothing at all, where neither is taken. */
export function nullFault({ path, defaultValue }: Place): InputFault {
  const field = path.length > 0 ? path.join('.') : null;
  if (defaultValue === undefined) return { field, message: 'It is needed.' };
  return { field, message: `It takes no null; left out, it is ${JSON.stringify(defaultValue)}.` };
}

function isTaken<Given>(form: Form<Given>, type: Leaf, given: Given): boolean {
  try {
    return form.read(ours(type) ?? type, given) !== undefined;
  } catch {
    return false;
  }
}

function takenBy(type: Leaf): string {
  if (isEnumType(type)) {
    const words = type.getValues().map(({ name }) => name);
    return `It takes one of ${words.join(', ')}.`;
  }
  const takes = ours(type)?.extensions.takes;
  return typeof takes === 'string' ? `It takes ${takes}.` : `It takes a value of the type ${type.name}.`;
}

function codeOf(type: Leaf): string | undefined {
  const code = ours(type)?.extensions.faultCode;
  return typeof code === 'string' ? code : undefined;
}

const BY_NAME = new Map(SCALARS.map((each) => [each.name, each]));

function ours({ name }: Leaf) {
  return BY_NAME.get(name);
}

function first<Item>(
  items: readonly Item[],
  find: (item: Item, nth: number) => InputFault | undefined,
): InputFault | undefined {
  for (const [nth, item] of items.entries()) {
    const found = find(item, nth);
    if (found) return found;
  }
  return undefined;
}
