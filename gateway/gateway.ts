import { getExecutorForUnifiedGraph, LegacyLogger, type Logger as RuntimeLogger } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler as rustPlanner } from '@graphql-hive/router-runtime';
import type { ExecutionRequest, ExecutionResult, Executor } from '@graphql-tools/utils';
import {
  type DocumentNode,
  execute as executeHere,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  GraphQLIncludeDirective,
  type ExecutionResult as GraphQLResult,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  isNonNullType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Caller } from '../kernel/identity/caller.js';
import type { Signer } from '../kernel/identity/signed-identity.js';
import { causeOf, type Logger } from '../kernel/values/logging.js';
import { errorsIn, Fault } from './faults.js';
import { type Ask, askOverHttp, NoAnswerError } from './subgraph-http.js';

/**
 * The federation: four subgraphs answered for as one. The only file that knows which gateway runtime plans and joins.
 */
export interface Gateway {
  /** What clients may ask. */
  readonly schema: GraphQLSchema;
  /** Plans, asks the subgraphs as `caller`, and joins. Never rejects; errors come as they arose, not fit for clients. */
  execute(question: Question): Promise<GraphQLResult>;
  stop(): Promise<void>;
}

/** A valid operation. The same document object is planned once. */
export interface Question {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** It asks for the schema and nothing else, so no subgraph is asked. */
  readonly introspection?: boolean;
  /** Comes when nobody waits for the answer any more: subgraphs then end what they do for it. */
  readonly givenUp?: AbortSignal;
}

export interface GatewayOptions {
  /** SDL of the composed supergraph. */
  readonly supergraph: string;
  /** How to reach each subgraph: its executor in this process, or the URL of its /graphql. */
  readonly subgraphs: Readonly<Record<string, Executor | string>>;
  /** Signs the identity that subgraphs accept. */
  readonly sign: Signer;
  readonly log: Logger;
  /** The Rust one if its native module loads, unless told otherwise. */
  readonly planner?: 'rust' | 'javascript';
  /** A subgraph that takes longer counts as one that did not answer. */
  readonly timeoutMs?: number;
  /** Connections at once to each subgraph that is reached over HTTP. */
  readonly toEachSubgraph?: number;
}

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { sign, log, timeoutMs = 10_000, toEachSubgraph } = options;
  let schema: GraphQLSchema | undefined;

  const execute = getExecutorForUnifiedGraph<Pick<Question, 'caller' | 'givenUp'>>({
    getUnifiedGraph: () => options.supergraph,
    handleUnifiedGraph: (await hasRustPlanner(options)) ? rustPlanner : undefined,
    onUnifiedGraphChange: (loaded) => {
      schema = loaded;
    },
    transportContext: { log: QUIET, logger: LegacyLogger.from(QUIET) },
    // Batching would join questions of one request only, at the price of a merge and a split for each.
    batch: false,
    transports: () => ({
      getSubgraphExecutor: ({ subgraphName }) => {
        const subgraph = options.subgraphs[subgraphName];
        if (!subgraph) throw new Error(`The supergraph names a subgraph that is not given: ${subgraphName}`);
        const ask = typeof subgraph === 'string' ? askOverHttp(subgraph, toEachSubgraph) : askInProcess(subgraph);
        return ((request: ExecutionRequest) => answerOf(subgraphName, ask, request)) as Executor;
      },
    }),
    onSubgraphExecuteHooks: [
      // The identity belongs to the request itself: set any later (on fetch), requests of two users look the same to
      // whatever joins equal requests, and one is answered as the other.
      async ({ executionRequest, setExecutionRequest }) => {
        const authorization = `Bearer ${await sign(executionRequest.context!.caller)}`;
        setExecutionRequest({ ...executionRequest, extensions: { headers: { authorization } } });
      },
    ],
  });

  async function answerOf(subgraph: string, ask: Ask, request: ExecutionRequest): Promise<ExecutionResult> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    const { givenUp } = (request.context ?? {}) as Pick<Question, 'givenUp'>;
    try {
      return await ask(request, givenUp ? AbortSignal.any([timeout.signal, givenUp]) : timeout.signal);
    } catch (error) {
      const { message, extensions } = error as { message: string; extensions?: Record<string, unknown> };
      // A subgraph that refuses the caller has answered.
      if (extensions?.code) return { errors: [new GraphQLError(message, { extensions })] };
      // A mistake of our own before it was asked, or with what it answered: trying again will not heal it.
      const isEnded = timeout.signal.aborted || givenUp?.aborted;
      if (!(error instanceof NoAnswerError || isEnded)) return { errors: errorsIn(error) };
      if (!givenUp?.aborted) {
        log.warn(
          { subgraph, ...causeOf((error as Error).cause ?? error), timedOut: timeout.signal.aborted },
          'subgraph did not answer',
        );
      }
      return {
        errors: [new Fault('SUBGRAPH_UNAVAILABLE', `The ${subgraph} part of the hub did not answer. Try again.`)],
      };
    } finally {
      clearTimeout(timer);
    }
  }

  // The first question loads the planner, so that a gateway that exists is ready.
  await execute({ document: parse('{ __typename }') });
  if (!schema) throw new Error('The supergraph did not load.');
  const loaded = schema;

  return {
    schema: loaded,
    async execute({ document, operationName, variables, caller, introspection, givenUp }) {
      try {
        if (introspection || asksNothing(document, operationName, variables))
          return await executeHere({ schema: loaded, document, operationName, variableValues: variables });
        const result = (await execute({
          document,
          operationName: operationName ?? undefined,
          variables,
          context: { caller, givenUp },
        })) as GraphQLResult;
        return result.data === undefined ? { ...result, data: nothing(loaded, document, operationName) } : result;
      } catch (error) {
        return { data: null, errors: errorsIn(error) };
      }
    },
    async stop() {
      await execute[Symbol.asyncDispose]();
    },
  };
}

/** Whether nothing is left to ask of a subgraph once directives have had their say: no plan can be made of that. */
function asksNothing(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const isAsked = (node: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
  const asks = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (!isAsked(selection)) return false;
      if (selection.kind === Kind.FIELD) return selection.name.value !== '__typename';
      return asks(selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragmentIn(document, selection));
    });
  const operation = getOperationAST(document, operationName);
  return operation != null && !asks(operation.selectionSet);
}

function fragmentIn(document: DocumentNode, { name }: FragmentSpreadNode): SelectionSetNode {
  const fragment = document.definitions.find(
    (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name.value,
  );
  return (fragment as FragmentDefinitionNode).selectionSet;
}

/** Its native module is not built for every platform; without it the runtime's own planner, in JavaScript, plans. */
async function hasRustPlanner({ planner, log }: Pick<GatewayOptions, 'planner' | 'log'>): Promise<boolean> {
  if (planner === 'javascript') return false;
  try {
    await import('@graphql-hive/router-query-planner');
    return true;
  } catch (error) {
    log.warn(causeOf(error), 'there is no Rust planner here: the JavaScript one plans');
    return false;
  }
}

/**
 * Left to itself the runtime writes to the console, and not by our rules of what may be logged. Its own logger, even
 * when silenced, reads LOG_LEVEL and fails on the words that ours knows.
 */
const ignore = () => {};
const QUIET = {
  level: false,
  child: () => QUIET,
  log: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
} as unknown as RuntimeLogger;

/** The subgraph is told to end what nobody waits for; nobody waits until it has. */
function askInProcess(executor: Executor): Ask {
  return async (request, signal) => {
    const answer = Promise.resolve(executor({ ...request, signal }) as ExecutionResult | Promise<ExecutionResult>);
    return Promise.race([answer, aborted(signal)]);
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new NoAnswerError('it was given up')), { once: true });
  });
}

/**
 * The data of an operation whose every fetch failed, which the runtime leaves out: null for each field that may be
 * null, so that a client reads the same shape as of any partial answer; null altogether if a field may not be.
 */
function nothing(schema: GraphQLSchema, document: DocumentNode, operationName?: string | null) {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return null;
  const fields = root.getFields();
  const data: Record<string, unknown> = {};
  const everyFieldMayBeNull = (selections: SelectionSetNode): boolean =>
    selections.selections.every((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return everyFieldMayBeNull(selection.selectionSet);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return everyFieldMayBeNull(fragmentIn(document, selection));
      const name = selection.name.value;
      data[selection.alias?.value ?? name] = name === '__typename' ? root.name : null;
      return name === '__typename' || !isNonNullType(fields[name]?.type);
    });
  return everyFieldMayBeNull(operation.selectionSet) ? data : null;
}
