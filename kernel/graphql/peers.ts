import type { Executor } from '@graphql-tools/utils';
import { type DocumentNode, type ExecutionResult, parse } from 'graphql';

/**
 * Another subgraph, asked through its federated schema under this service's own identity. Used where a fact may not be
 * eventually consistent: at an award every gate is asked again of its owner (catalogue section 22).
 *
 * @throws PeerUnavailableError when it does not answer in time or answers with a fault
 */
export type Ask = <Answer>(subgraph: string, document: string, variables: Record<string, unknown>) => Promise<Answer>;

/** The owner did not answer in time: whoever needed the fact must refuse (fails closed), and may be tried again. */
export class PeerUnavailableError extends Error {
  readonly extensions = { code: 'SUBGRAPH_UNAVAILABLE' };
  /** @param why for the log alone: what a peer or the network says may repeat what somebody gave */
  constructor(
    readonly subgraph: string,
    why: unknown,
  ) {
    super(`The ${subgraph} part of the hub did not answer. Try again.`, { cause: why });
  }
}

/** What a peer answers; null if it does not, of which `tell` is told. Whatever else goes wrong is thrown. */
export async function ifAnswered<Answer>(
  asked: Promise<Answer>,
  tell: (error: PeerUnavailableError) => void = () => {},
): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof PeerUnavailableError)) throw error;
    tell(error);
    return null;
  }
}

const TIMEOUT_MS = 3000;

/**
 * @param peers how to reach each: an executor in the same process, or the URL of its /graphql; looked up at each
 *   question, so that subgraphs of one process can be started one after the other
 * @param identity a signed identity of this service, as subgraphs accept it
 */
export function createAsk(peers: ReadonlyMap<string, Executor | string>, identity: () => Promise<string>): Ask {
  const parsed = new Map<string, DocumentNode>();
  return async <Answer>(subgraph: string, document: string, variables: Record<string, unknown>): Promise<Answer> => {
    const peer = peers.get(subgraph);
    if (!peer) throw new PeerUnavailableError(subgraph, 'it is not known here');
    const authorization = `Bearer ${await identity()}`;
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    let result: ExecutionResult;
    try {
      if (typeof peer === 'string') {
        const response = await fetch(peer, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify({ query: document, variables }),
          signal: timeout,
        });
        result = (await response.json()) as ExecutionResult;
      } else {
        const node = parsed.get(document) ?? parse(document);
        parsed.set(document, node);
        const extensions = { headers: { authorization } };
        const executed = peer({ document: node, variables, extensions, signal: timeout });
        result = (await Promise.race([executed, aborted(timeout)])) as ExecutionResult;
      }
    } catch (error) {
      throw new PeerUnavailableError(subgraph, error);
    }
    if (result.errors?.length || !result.data) {
      throw new PeerUnavailableError(subgraph, result.errors?.[0] ?? 'no data');
    }
    return result.data as Answer;
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('timed out')), { once: true }),
  );
}
