import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { messageWithoutValue } from '../../kernel/graphql/message-without-value.js';
import { lackingScope, scopesNeeded } from '../../kernel/graphql/read-scopes.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { Recent } from '../../kernel/values/recent.js';
import { Fault, type FaultCode, Faults } from '../faults.js';
import type { GraphQLRequest } from '../graphql-request.js';
import { tooLarge } from '../shared-faults.js';
import { COST_OF_THE_SCHEMA, costOf } from './cost.js';
import { boundVariables } from './entries.js';
import type { Limits } from './limits.js';
import { type Fragments, isIntrospection, rootFieldsOf } from './selections.js';
import { type Shape, shapeOf } from './shape.js';

/** A request that brings its document, or whose document is known. */
export type RequestWithDocument = GraphQLRequest & { readonly query: string };

/** A request that may be executed: valid, within limits, its variables of their types. */
export interface Admitted {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  /** Only those that the operation declares. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: number;
  /** It asks for the schema and nothing else. */
  readonly introspection: boolean;
}

/** @throws Fault or Faults for what may not be executed */
export type Admission = (request: RequestWithDocument, caller: Caller) => Admitted;

/** Documents are remembered for so many characters of text; parsed, they take some thirty times as much. */
const KNOWN_TEXT = 2 * 1024 * 1024;

/**
 * @param trusted documents known beforehand: parsed and validated here and never forgotten, however many others come
 * @throws Fault or Faults if one of them does not fit the schema
 */
export function createAdmission(schema: GraphQLSchema, limits: Limits, trusted: readonly string[] = []): Admission {
  const needs = scopesNeeded(schema);
  const needed = new WeakMap<OperationDefinitionNode, ReturnType<typeof needs>>();
  const known = new Recent<string, Shape>(KNOWN_TEXT, (query) => query.length);
  const always = new Map(trusted.map((query) => [query, judged(query, false)]));

  function shapeFor(query: string, mayIntrospect: boolean): Shape {
    const shape = always.get(query) ?? known.get(query);
    if (shape) return shape;
    const fresh = judged(query, mayIntrospect);
    known.set(query, fresh);
    return fresh;
  }

  function judged(query: string, mayIntrospect: boolean): Shape {
    if (query.length > limits.documentBytes) throw tooLarge('document', limits.documentBytes);
    const document = parsed(query, limits.tokens);
    const shape = shapeOf(document, limits);
    const errors = validate(schema, document, undefined, { maxErrors: 10, hideSuggestions: !mayIntrospect });
    if (errors.length > 0) throw new Faults(errors.map((each) => at(each, 'GRAPHQL_VALIDATION_FAILED')));
    return shape;
  }

  function isBulk(operation: OperationDefinitionNode, fragments: Fragments): boolean {
    const [act, ...others] = rootFieldsOf(operation, fragments);
    return others.length === 0 && limits.bulk.acts.includes(act!);
  }

  function variablesOf(operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>) {
    const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      maxErrors: 10,
    });
    if (errors) throw new Faults(errors.map((each) => at(each, 'BAD_USER_INPUT', messageWithoutValue(each))));
    return coerced;
  }

  /** Before anything of it is done: an act is not half refused, and a feed does not open without what it shows. */
  function requireScopes(operation: OperationDefinitionNode, fragments: Fragments, caller: Caller): void {
    const { selectionSet } = operation;
    const root = schema.getRootType(operation.operation)!;
    const all = needed.get(operation) ?? needs(root, selectionSet, (name) => fragments.get(name));
    needed.set(operation, all);
    const lacking = lackingScope(caller, all);
    if (lacking) throw new Fault('FORBIDDEN', lacking.message, { rule: lacking.extensions.rule });
  }

  return (request, caller) => {
    const mayIntrospect = limits.introspection.includes(caller.role);
    const variablesBytes = request.bytes - request.query.length;
    if (variablesBytes > limits.bulk.bytes) throw tooLarge('variables', limits.bulk.bytes);
    const { document, fragments, introspects } = shapeFor(request.query, mayIntrospect);
    const operation = operationOf(document, request.operationName);
    const given = request.variables ?? {};
    const bulk = isBulk(operation, fragments);
    if (variablesBytes > limits.variablesBytes && !bulk) throw tooLarge('variables', limits.variablesBytes);
    boundVariables(given, bulk ? limits.bulk.entries : limits.entries);
    const introspection = introspects && asksForTheSchema(operation, fragments);
    if (introspection && !mayIntrospect) {
      throw new Fault('INTROSPECTION_DISABLED', 'Only operators may introspect. Read the schema at /schema.graphql.');
    }
    requireScopes(operation, fragments, caller);
    const variables = variablesOf(operation, given);
    const cost = introspection
      ? COST_OF_THE_SCHEMA
      : costOf(schema, operation, fragments, variables, limits.entriesOfAnArgument);
    const most = limits.cost[caller.role];
    if (cost > most) {
      throw new Fault('TOO_COSTLY', `This operation costs ${cost}; it may cost ${most} at most.`, {
        cost,
        limit: most,
      });
    }
    return { document, operation, operationName: operation.name?.value, variables, cost, introspection };
  };
}

function at(error: GraphQLError, code: FaultCode, message = error.message): Fault {
  return new Fault(code, message, {}, error);
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

function asksForTheSchema(operation: OperationDefinitionNode, fragments: Fragments): boolean {
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
