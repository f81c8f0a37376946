import { setTimeout as sleep } from 'node:timers/promises';
import { errorsIn, Fault } from '../faults.js';
import type { Session } from '../identity.js';
import type { Operations } from '../operations.js';

/** One operation of many that a stream is made of. */
export interface Asked {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What it weighs. */
  readonly bytes: number;
  /** The root field whose answer is wanted. */
  readonly field: string;
}

/**
 * Asks through the same door as everybody, and answers the field; null where the caller finds nothing. A stream that asks
 * faster than it may is slowed down, not ended. @throws Fault or Faults
 */
export async function askPatiently<Answer>(
  operations: Operations,
  session: Session,
  requestId: string,
  { document, variables, bytes, field }: Asked,
): Promise<Answer | null> {
  for (;;) {
    try {
      const paid = await operations.admit(() => ({ query: document, variables, bytes }), session);
      const { data, errors } = await operations.execute(paid, session, requestId);
      const [error] = errors ?? [];
      if (!error && data) return (data as Record<string, Answer | null>)[field] ?? null;
      if (!error) throw new Error(`${field} answered neither data nor an error`);
      const code = (error.extensions?.code ?? 'INTERNAL') as Fault['code'];
      throw new Fault(code, error.message, { ...error.extensions });
    } catch (thrown) {
      const { code, retryAfter } = errorsIn(thrown)[0]?.extensions ?? {};
      if (code !== 'THROTTLED' || typeof retryAfter !== 'number') throw thrown;
      await sleep(retryAfter * 1000);
    }
  }
}
