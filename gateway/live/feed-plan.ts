import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parseType,
  print,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';
import { Fault } from '../faults.js';
import type { Admitted } from '../limits/admission.js';

/**
 * A feed of the schema: `Subscription.<name>(after: Cursor)`. By convention its subgraph has a twin
 * `Query.<item>(cursor: Cursor!)` of the same type, which is null if the feed has no item of that event.
 */
export interface Feed {
  readonly item: string;
  /** Types of the log's events that the feed carries. */
  readonly types: readonly string[];
  /** True for what a suspended provider must be told all the same, such as alerts about people it cares for. */
  readonly evenWhenSuspended?: boolean;
}

export type Feeds = Readonly<Record<string, Feed>>;

/** A subscription to a feed, as the query that renders one event of it. */
export interface FeedPlan {
  readonly feed: string;
  /** The same for all subscriptions that ask the same, wherever they begin: it has no cursor in it. */
  readonly text: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** The key under which the item is answered. */
  readonly responseKey: string;
  /** Variables that render the event at this cursor. */
  variablesAt(cursor: string): Readonly<Record<string, unknown>>;
  /** The variables that decide what is asked: all but cursors. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The cursor after which the client resumes; undefined is from now on. */
  readonly after: string | undefined;
}

export function createFeedPlanner(schema: GraphQLSchema, feeds: Feeds): (admitted: Admitted) => FeedPlan {
  for (const [name, { item }] of Object.entries(feeds)) {
    const told = schema.getSubscriptionType()?.getFields()[name];
    const asked = schema.getQueryType()?.getFields()[item];
    if (!told || !asked || getNamedType(told.type) !== getNamedType(asked.type) || !argument(asked.args, 'cursor')) {
      throw new Error(`The feed ${name} needs its twin: Query.${item}(cursor: Cursor!) of the same type.`);
    }
  }
  const rendered = new WeakMap<OperationDefinitionNode, Rendering>();

  return ({ document, operation, operationName, variables }) => {
    const rendering = rendered.get(operation) ?? renderingOf(schema, feeds, document, operation);
    rendered.set(operation, rendering);
    const { feed, text, responseKey, cursorVariable, asks } = rendering;
    const kept = Object.fromEntries(asks.filter((name) => name in variables).map((name) => [name, variables[name]]));
    return {
      feed,
      text,
      responseKey,
      operationName,
      document: rendering.document,
      variables: kept,
      variablesAt: (cursor) => ({ ...kept, [cursorVariable]: cursor }),
      after: cursorOf(rendering.after, variables),
    };
  };
}

interface Rendering {
  readonly feed: string;
  readonly text: string;
  readonly document: DocumentNode;
  readonly responseKey: string;
  readonly cursorVariable: string;
  /** Names of the variables that it uses beside the cursor. */
  readonly asks: readonly string[];
  readonly after: ArgumentNode | undefined;
}

function renderingOf(
  schema: GraphQLSchema,
  feeds: Feeds,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Rendering {
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const roots = rootFields(operation.selectionSet, fragments);
  const [root] = roots;
  const feed = root && feeds[root.name.value];
  if (!root || !feed) {
    throw new Fault('GRAPHQL_VALIDATION_FAILED', `Subscribe to one of ${Object.keys(feeds).join(', ')}.`);
  }
  if (operation.directives?.length || roots.some(({ directives }) => directives?.length)) throw directiveFault();

  const responseKey = (root.alias ?? root.name).value;
  let cursorVariable = 'eventCursor';
  while (operation.variableDefinitions?.some(({ variable }) => variable.name.value === cursorVariable))
    cursorVariable += '_';
  const cursorType = argument(schema.getQueryType()!.getFields()[feed.item]!.args, 'cursor')!.type;
  const item: FieldNode = {
    kind: Kind.FIELD,
    alias: name(responseKey),
    name: name(feed.item),
    arguments: [{ kind: Kind.ARGUMENT, name: name('cursor'), value: variable(cursorVariable) }],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      // Validation takes several roots only if they are one field, asked for in parts.
      selections: roots.flatMap(({ selectionSet }) => selectionSet?.selections ?? []),
    },
  };
  const used = variablesIn([item, ...reachable(item, fragments)]);
  const query: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    name: operation.name,
    variableDefinitions: [
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable: variable(cursorVariable),
        type: parseType(String(cursorType)),
      },
      ...(operation.variableDefinitions ?? []).filter((each) => used.has(each.variable.name.value)),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [item] },
  };
  used.delete(cursorVariable);
  const rendering: DocumentNode = { kind: Kind.DOCUMENT, definitions: [query, ...reachable(item, fragments)] };
  return {
    feed: root.name.value,
    text: print(rendering),
    document: rendering,
    responseKey,
    cursorVariable,
    asks: [...used].sort(),
    after: root.arguments?.find((each) => each.name.value === 'after'),
  };
}

function rootFields(set: SelectionSetNode, fragments: readonly FragmentDefinitionNode[]): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.directives?.length) throw directiveFault();
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, fragments);
    return rootFields(fragments.find((each) => each.name.value === selection.name.value)!.selectionSet, fragments);
  });
}

function directiveFault(): Fault {
  return new Fault('GRAPHQL_VALIDATION_FAILED', 'A feed itself takes no directives. The fields of its items do.');
}

/** The fragments that a field's selection needs. */
function reachable(field: FieldNode, fragments: readonly FragmentDefinitionNode[]): FragmentDefinitionNode[] {
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  };
  const alone = separateOperations({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] });
  return alone['']!.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
}

function variablesIn(nodes: ReadonlyArray<FieldNode | FragmentDefinitionNode>): Set<string> {
  const used = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}

function cursorOf(after: ArgumentNode | undefined, variables: Readonly<Record<string, unknown>>): string | undefined {
  if (!after || after.value.kind === Kind.NULL) return undefined;
  const { value } = after;
  const given =
    value.kind === Kind.VARIABLE ? variables[value.name.value] : 'value' in value ? value.value : value.kind;
  if (given === null || given === undefined) return undefined;
  return typeof given === 'string' ? given : JSON.stringify(given);
}

function argument<Arg extends { readonly name: string }>(args: readonly Arg[], name: string): Arg | undefined {
  return args.find((each) => each.name === name);
}

function name(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function variable(value: string) {
  return { kind: Kind.VARIABLE, name: name(value) } as const;
}
