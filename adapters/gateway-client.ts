import { setTimeout as sleep } from 'node:timers/promises';

/**
 * GraphQL over HTTP as a machine should ask it: with a bearer token, a time limit, and a few more tries while the hub
 * cannot answer. Trying again is safe because every mutation it is used for carries an idempotency key.
 */
export interface GatewayClient {
  /**
   * @param notNow a code when this answer says to ask again later
   * @returns the data, when there was no error
   * @throws HubUnavailableError when the hub did not answer, however often asked
   * @throws HubFaultError when it will not: another try would be answered alike
   */
  ask<Data>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    notNow?: (data: Data) => string | undefined,
  ): Promise<Data>;
}

/** What every mutation answers beside its result. */
export interface Refusal {
  readonly rule: string;
  readonly code: string;
  readonly message: string;
  readonly field?: string | null;
}

/** For `ask`: the rules could not be asked for a fact, so that nothing was decided. */
export function lacksFacts(payload: { readonly refusals?: readonly Refusal[] } | null | undefined): string | undefined {
  return payload?.refusals?.find(({ code }) => code === 'FACTS_UNAVAILABLE')?.code;
}

export interface GatewayClientOptions {
  /** Such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Asked for each request, so that a renewed token is taken up. */
  readonly token: () => string | Promise<string>;
  readonly patience?: Patience;
  readonly signal?: AbortSignal | undefined;
}

/** How long a client waits for a hub that cannot answer. */
export interface Patience {
  /** How often it asks, all in all. */
  readonly attempts: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** For one answer. */
  readonly answerMs: number;
}

export const PATIENCE: Patience = { attempts: 5, firstWaitMs: 250, longestWaitMs: 5_000, answerMs: 30_000 };

/** The hub could not answer just now, or not to this token. */
export class HubUnavailableError extends Error {
  constructor(readonly code: string) {
    super(
      TOKEN_PASSING.has(code)
        ? `The hub does not take this token now (${code}).`
        : `The hub does not answer (${code}).`,
    );
  }
}

/** The hub answered that it will not do this: a token, a document or a variable is at fault. */
export class HubFaultError extends Error {
  readonly code: string;
  constructor(
    readonly errors: ReadonlyArray<{ readonly code: string; readonly message: string; readonly field?: string }>,
  ) {
    super(`The hub refuses the request: ${errors.map(({ code, message }) => `${code}: ${message}`).join(' ')}`);
    this.code = errors[0]?.code ?? 'INTERNAL';
  }
}

/** Reasons of `UNAUTHENTICATED` that another try may mend, for each asks for the token anew. */
const TOKEN_PASSING: ReadonlySet<string> = new Set(['EXPIRED', 'NOT_YET_VALID', 'ISSUER_UNREACHABLE', 'GRANT_CHANGED']);
/** Faults that another try may mend. */
const PASSING: ReadonlySet<string> = new Set(['THROTTLED', 'SHUTTING_DOWN', 'SUBGRAPH_UNAVAILABLE', 'INTERNAL']);

export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { token, patience = PATIENCE, signal } = options;
  const url = new URL(options.url);
  return {
    async ask(document, variables = {}, notNow = () => undefined) {
      const body = JSON.stringify({ query: document, variables });
      for (let attempt = 1; ; attempt += 1) {
        const answer = await post(body);
        const unavailable = 'data' in answer ? notNow(answer.data as never) : answer.unavailable;
        if ('data' in answer && !unavailable) return answer.data as never;
        if (attempt >= patience.attempts) throw atLast(unavailable!);
        const retryAfter = 'retryAfter' in answer ? answer.retryAfter : undefined;
        await sleep(waitMs(patience, attempt, retryAfter), undefined, { signal });
      }
    },
  };

  async function post(
    body: string,
  ): Promise<{ data: unknown } | { unavailable: string; retryAfter?: number | undefined }> {
    let status: number;
    let answer: Answer | undefined;
    try {
      const limit = AbortSignal.timeout(patience.answerMs);
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
        body,
        // A token is for the hub that it was given for, and for nobody it points to.
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      status = response.status;
      answer = (await response.json().catch(() => undefined)) as Answer | undefined;
    } catch (error) {
      signal?.throwIfAborted();
      // `fetch` says so of a network that failed, and the signal of the time that has passed.
      if (['TypeError', 'TimeoutError'].includes((error as Error).name)) return { unavailable: 'UNREACHABLE' };
      throw error;
    }
    const errors = (answer?.errors ?? []).map(({ message, extensions = {} }) => ({ message, ...extensions }));
    if (answer?.data && errors.length === 0) return { data: answer.data };
    const passing = errors.find(
      ({ code = 'INTERNAL', reason = '' }) =>
        PASSING.has(code) || (code === 'UNAUTHENTICATED' && TOKEN_PASSING.has(reason)),
    );
    if (passing) {
      const { code = 'INTERNAL', reason, retryAfter } = passing;
      return { unavailable: code === 'UNAUTHENTICATED' ? reason! : code, retryAfter };
    }
    // Something in front of the hub, or the hub in its last breath.
    if (errors.length === 0 && status >= 500) return { unavailable: `HTTP_${status}` };
    throw new HubFaultError(
      errors.length > 0
        ? errors.map(({ code, message, field }) => ({ code: code ?? 'INTERNAL', message, field }))
        : [{ code: `HTTP_${status}`, message: 'The answer is no GraphQL answer; check the address of the hub.' }],
    );
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: ReadonlyArray<{
    readonly message: string;
    readonly extensions?: {
      readonly code?: string;
      readonly reason?: string;
      readonly field?: string;
      readonly retryAfter?: number;
    };
  }>;
}

/** What fails inside the hub however often it is tried is a fault of that one request: others may well be answered. */
function atLast(code: string): Error {
  if (code !== 'INTERNAL') return new HubUnavailableError(code);
  return new HubFaultError([{ code, message: 'Something failed inside the hub.' }]);
}

/** Twice as long each time, as long as the hub asks for, and never all clients at once. */
export function waitMs(
  patience: Pick<Patience, 'firstWaitMs' | 'longestWaitMs'>,
  attempt: number,
  retryAfter = 0,
): number {
  const doubled = Math.min(patience.longestWaitMs, patience.firstWaitMs * 2 ** (attempt - 1));
  const asked = Math.min(patience.longestWaitMs, retryAfter * 1000);
  return Math.max(asked, doubled * (0.5 + Math.random() / 2));
}
