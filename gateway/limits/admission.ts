import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { lackingScope, scopesNeeded } from '../../kernel/graphql/read-scopes.js';
import { documentFaults, parsed } from '../../kernel/graphql/valid-document.js';
import { variablesOf } from '../../kernel/graphql/variables.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { Recent } from '../../kernel/values/recent.js';
import { Fault, Faults, faultOf } from '../faults.js';
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
  const always = new Map(trusted.map((query) => [query, judged(query)]));
  const variables = variablesOf(schema);

  function shapeFor(query: string): Shape {
    const shape = always.get(query) ?? known.get(query);
    if (shape) return shape;
    const fresh = judged(query);
    known.set(query, fresh);
    return fresh;
  }

  function judged(query: string): Shape {
    if (query.length > limits.documentBytes) throw tooLarge('document', limits.documentBytes);
    const document = documentIn(query, limits.tokens);
    const shape = shapeOf(document, limits);
    const faults = documentFaults(schema, document);
    if (faults.length > 0) throw new Faults(faults.map(faultOf));
    return shape;
  }

  function isBulk(operation: OperationDefinitionNode, fragments: Fragments): boolean {
    const [act, ...others] = rootFieldsOf(operation, fragments);
    return others.length === 0 && limits.bulk.acts.includes(act!);
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
    const { document, fragments, introspects } = shapeFor(request.query);
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
    const { values, faults } = variables(document, operation, given);
    if (faults.length > 0) throw new Faults(faults.map(faultOf));
    const cost = introspection
      ? COST_OF_THE_SCHEMA
      : costOf(schema, operation, fragments, values, limits.entriesOfAnArgument);
    const most = limits.cost[caller.role];
    if (cost > most) {
      throw new Fault('TOO_COSTLY', `This operation costs ${cost}; it may cost ${most} at most.`, {
        cost,
        limit: most,
      });
    }
    return { document, operation, operationName: operation.name?.value, variables: values, cost, introspection };
  };
}

function documentIn(query: string, maxTokens: number): DocumentNode {
  try {
    return parsed(query, maxTokens);
  } catch (error) {
    throw error instanceof GraphQLError ? faultOf(error) : error;
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
