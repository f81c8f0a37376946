import { setTimeout as sleep } from 'node:timers/promises';
import { PeerUnavailableError } from '../../kernel/graphql/peers.js';
import type { Outcome } from '../../kernel/values/refusal.js';

/** So often is an act tried whose facts could not be had, with a pause between two tries. */
const TRIES = 60;

/** What PostgreSQL says of a statement that took too long. */
const STATEMENT_TIMEOUT = '57014';

/**
 * What came of an act of the demo. On a busy machine a subgraph may not answer another in time, nor the database; the act
 * is then done again.
 * @throws if the rules refuse it: the demo is wrong
 */
export async function done<T>(act: () => Promise<Outcome<T>>, pauseMs = 1000): Promise<T> {
  for (let tries = 1; ; tries++) {
    const outcome = await act().catch((error: Error & { readonly code?: string }) => {
      const isLate = error instanceof PeerUnavailableError || error.code === STATEMENT_TIMEOUT;
      if (isLate && tries < TRIES) return undefined;
      throw error;
    });
    if (outcome?.refusals.length === 0) return outcome.result as T;
    const isLater = !outcome || outcome.refusals.some(({ code }) => code === 'FACTS_UNAVAILABLE');
    if (!isLater || tries === TRIES) throw new Error(`The demo was refused: ${JSON.stringify(outcome?.refusals)}`);
    await sleep(pauseMs);
  }
}
