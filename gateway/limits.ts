import {
  type ArgumentNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getVariableValues,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { messageWithoutValue } from '../kernel/graphql/message-without-value.js';
import type { Caller, Role } from '../kernel/identity/caller.js';
import { Recent } from '../kernel/values/recent.js';
import { ROW_STREAMS } from '../schema/row-streams.js';
import { Fault, type FaultCode, Faults } from './faults.js';

/**
 * What one operation may ask, decided before anything is planned or fetched, and the same on every transport.
 *
 * Cost is static and can be worked out by hand: every field counts 1, and what lies below a list counts once for each
 * item; of items there are as many as the field's `first` or `last` says, otherwise 20. The `edges` and `nodes` of a
 * connection are its items. A mutation counts 10 more for each of its acts.
 */
export interface Limits {
  /** Bytes of one HTTP body or WebSocket message. */
  readonly bodyBytes: number;
  readonly variablesBytes: number;
  /**
   * Acts that take rows by the thousand: bytes of the HTTP body, and of the variables, of an operation that asks one of
   * them and nothing else. Bodies of that size are read from the roles that may ask it alone.
   */
  readonly bulk: { readonly acts: readonly string[]; readonly roles: readonly Role[]; readonly bytes: number };
  readonly documentBytes: number;
  readonly tokens: number;
  readonly depth: number;
  /** Each of these for the whole document. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fragments: number;
  readonly rootFields: number;
  /** Fields asked again in the same selection: validation compares each with each. */
  readonly repeats: number;
  /** Cost of one operation, by role; a client's allowance is four of them, refilled in twenty seconds. */
  readonly cost: Readonly<Record<Role, number>>;
  /** Open sockets and event streams of one client. */
  readonly streamsPerClient: number;
  /** Operations and feeds at once on one socket. */
  readonly operationsPerSocket: number;
  /** Operations at once of one client, over all its connections. */
  readonly operationsPerClient: number;
  /** Operations at once in this process. From four fifths on, only mutations are taken. */
  readonly operations: number;
  /** Open sockets and event streams of this process. */
  readonly streams: number;
  /** Roles that may read the schema through the API. */
  readonly introspection: readonly Role[];
}

/** Documents are remembered for so many characters of text; parsed, they take some thirty times as much. */
const KNOWN_TEXT = 2 * 1024 * 1024;
const MACHINE = 20_000;
const PERSON = 10_000;

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  variablesBytes: 512 * 1024,
  bulk: {
    acts: Object.values(ROW_STREAMS).map(({ act }) => act),
    roles: ['rostering', 'call-monitoring', 'provider-user'],
    bytes: 4 * 1024 * 1024,
  },
  documentBytes: 32 * 1024,
  tokens: 2000,
  depth: 14,
  fields: 300,
  aliases: 30,
  directives: 30,
  fragments: 20,
  rootFields: 10,
  repeats: 20,
  cost: {
    broker: PERSON,
    practitioner: PERSON,
    'discharge-team': PERSON,
    commissioner: PERSON,
    'contract-officer': PERSON,
    'case-system': MACHINE,
    'provider-user': PERSON,
    rostering: MACHINE,
    'call-monitoring': MACHINE,
    operator: MACHINE,
    hub: MACHINE,
  },
  streamsPerClient: 20,
  operationsPerSocket: 20,
  operationsPerClient: 100,
  operations: 1000,
  // Below what a process may usually hold open, for its database and its subgraphs need descriptors too.
  streams: 18_000,
  introspection: ['operator'],
};

/** One GraphQL request as any transport brings it. */
export interface GraphQLRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  /** Bytes of the whole body or message. */
  readonly bytes: number;
}

/** A request that may be executed: valid, within limits, its variables of their types. */
export interface Admitted {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  /** Only those that the operation declares. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: number;
  /** Asks for the schema and nothing else. */
  readonly introspection: boolean;
}

/** @throws Fault or Faults for what may not be executed */
export type Admission = (request: GraphQLRequest, caller: Caller) => Admitted;

/** Bytes of a body that is read from this role at all. */
export function bodyBytesOf(role: Role, { bodyBytes, bulk }: Limits): number {
  return bulk.roles.includes(role) ? Math.max(bodyBytes, bulk.bytes) : bodyBytes;
}

/**
 * @param trusted documents known beforehand: parsed and validated here and never forgotten, however many others come
 * @throws Fault or Faults when one of them does not fit the schema
 */
export function createAdmission(schema: GraphQLSchema, limits: Limits, trusted: readonly string[] = []): Admission {
  const known = new Recent<string, Shape>(KNOWN_TEXT, (query) => query.length);
  const always = new Map(trusted.map((query) => [query, shapeOf(query, false)]));

  function shapeFor(query: string, mayIntrospect: boolean): Shape {
    const shape = always.get(query) ?? known.get(query);
    if (shape) return shape;
    const fresh = shapeOf(query, mayIntrospect);
    known.set(query, fresh);
    return fresh;
  }

  return (request, caller) => {
    const mayIntrospect = limits.introspection.includes(caller.role);
    const variablesBytes = request.bytes - request.query.length;
    if (variablesBytes > limits.bulk.bytes) throw tooLarge('variables', limits.bulk.bytes);
    const { document, fragments, introspects } = shapeFor(request.query, mayIntrospect);
    const operation = operationOf(document, request.operationName);
    if (variablesBytes > limits.variablesBytes && !isBulk(operation, fragments)) {
      throw tooLarge('variables', limits.variablesBytes);
    }
    const introspection = introspects && asksForTheSchema(operation, fragments);
    if (introspection && !mayIntrospect) {
      throw new Fault('INTROSPECTION_DISABLED', 'The schema is read by operators; use the published one.');
    }
    const variables = variablesOf(operation, request.variables ?? {});
    const cost = introspection ? COST_OF_THE_SCHEMA : costOf(schema, operation, fragments, variables);
    const most = limits.cost[caller.role];
    if (cost > most) {
      throw new Fault('TOO_COSTLY', `This operation costs ${cost}, of ${most} at most.`, { cost, limit: most });
    }
    return { document, operation, operationName: operation.name?.value, variables, cost, introspection };
  };

  function shapeOf(query: string, mayIntrospect: boolean): Shape {
    if (query.length > limits.documentBytes) throw tooLarge('document', limits.documentBytes);
    const document = parsed(query, limits.tokens);
    const shape = measure(document, limits);
    const errors = validate(schema, document, undefined, { maxErrors: 10, hideSuggestions: !mayIntrospect });
    if (errors.length > 0) throw new Faults(errors.map((each) => at(each, 'GRAPHQL_VALIDATION_FAILED')));
    return shape;
  }

  function isBulk(operation: OperationDefinitionNode, fragments: Shape['fragments']): boolean {
    const [act, ...others] = rootFieldsOf(operation, fragments);
    return others.length === 0 && limits.bulk.acts.includes(act!);
  }

  function variablesOf(operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>) {
    const result = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 10 });
    if (result.errors)
      throw new Faults(result.errors.map((each) => at(each, 'BAD_USER_INPUT', messageWithoutValue(each))));
    return result.coerced;
  }
}

/** What of a document does not depend on who asks, so that it is worked out once. */
interface Shape {
  readonly document: DocumentNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly introspects: boolean;
}

function at(error: GraphQLError, code: FaultCode, message = error.message): Fault {
  return new Fault(code, message, {}, error);
}

function tooLarge(what: string, limit: number): Fault {
  return new Fault('TOO_LARGE', `The ${what} may be ${limit} bytes at most.`, { limit });
}

function parsed(query: string, maxTokens: number): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    if (/ tokens\. Parsing aborted\.$/.test((error as Error).message)) {
      throw new Fault('TOO_LARGE', `A document may have ${maxTokens} tokens at most.`, { limit: maxTokens });
    }
    throw at(error as GraphQLError, 'GRAPHQL_PARSE_FAILED');
  }
}

/** Refuses what would be costly even to validate. One walk; a fragment is measured once however often it is spread. */
function measure(document: DocumentNode, limits: Limits): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const count = { fields: 0, aliases: 0, directives: 0, fragments: fragments.size, repeats: 0 };
  const depths = new Map<string, number>();
  let introspects = false;

  const within = (what: keyof typeof count) => {
    if (count[what] > limits[what]) {
      throw new Fault('TOO_COMPLEX', `A document may have ${limits[what]} ${what} at most.`, { limit: limits[what] });
    }
  };
  const depthOfFragment = (name: string, within: readonly string[]): number => {
    const fragment = fragments.get(name);
    // Validation says what is wrong with a fragment that is missing or contains itself.
    if (!fragment || within.includes(name)) return 0;
    const depth = depths.get(name) ?? depthOf(fragment.selectionSet, [...within, name]);
    depths.set(name, depth);
    return depth;
  };
  const depthOf = (set: SelectionSetNode, within: readonly string[]): number => {
    let deepest = 0;
    const asked = new Set<string>();
    for (const selection of set.selections) {
      count.directives += selection.directives?.length ?? 0;
      let depth = 0;
      if (selection.kind === Kind.FIELD) {
        count.fields += 1;
        if (selection.alias) count.aliases += 1;
        if (isIntrospection(selection.name.value)) introspects = true;
        const key = (selection.alias ?? selection.name).value;
        if (asked.has(key)) count.repeats += 1;
        asked.add(key);
        depth = 1 + (selection.selectionSet ? depthOf(selection.selectionSet, within) : 0);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        depth = depthOf(selection.selectionSet, within);
      } else {
        depth = depthOfFragment(selection.name.value, within);
      }
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  };

  within('fragments');
  for (const definition of document.definitions) {
    count.directives += ('directives' in definition ? definition.directives?.length : 0) ?? 0;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) depthOfFragment(definition.name.value, []);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const depth = depthOf(definition.selectionSet, []);
    if (depth > limits.depth + (introspects ? 4 : 0)) {
      throw new Fault('TOO_DEEP', `Selections may be nested ${limits.depth} deep.`, { limit: limits.depth });
    }
    if (rootFieldsOf(definition, fragments).length > limits.rootFields) {
      throw new Fault('TOO_COMPLEX', `An operation may have ${limits.rootFields} root fields at most.`, {
        limit: limits.rootFields,
      });
    }
  }
  within('fields');
  within('aliases');
  within('directives');
  within('repeats');
  return { document, fragments, introspects };
}

function isIntrospection(field: string): boolean {
  return field === '__schema' || field === '__type';
}

/** Names of the fields that an operation asks of its root, through fragments. */
function rootFieldsOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] {
  const seen = new Set<string>();
  const fieldsOf = (set: SelectionSetNode): string[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection.name.value];
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet);
      const fragment = fragments.get(selection.name.value);
      if (!fragment || seen.has(selection.name.value)) return [];
      seen.add(selection.name.value);
      return fieldsOf(fragment.selectionSet);
    });
  return fieldsOf(operation.selectionSet);
}

function asksForTheSchema(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): boolean {
  const fields = rootFieldsOf(operation, fragments).filter((each) => each !== '__typename');
  if (!fields.some(isIntrospection)) return false;
  if (fields.every(isIntrospection)) return true;
  throw new Fault('GRAPHQL_VALIDATION_FAILED', 'Ask for the schema in an operation of its own.');
}

function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const chosen = name ? operations.filter((each) => each.name?.value === name) : operations;
  if (chosen.length === 1) return chosen[0]!;
  throw new Fault(
    'UNKNOWN_OPERATION',
    name ? 'The document has no operation of that name.' : 'The document has several operations: name one of them.',
  );
}

const ITEMS_OF_A_LIST = 20;
const COST_OF_AN_ACT = 10;
const COST_OF_THE_SCHEMA = 100;

function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): number {
  const known = new Map<string, number>();

  /** @param page items of the connection whose fields these are, where they are a connection's */
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
