import { setTimeout as sleep } from 'node:timers/promises';

/** What a process needs to do its work, by name: each resolves when it answers, and rejects when it does not. */
export type Needs = Readonly<Record<string, () => Promise<unknown>>>;

/** The names of what does not answer, in the order in which it was given; none when the process is ready. */
export type Readiness = () => Promise<readonly string[]>;

/** What takes longer has not answered. */
const ANSWER_LIMIT_MS = 2000;
const KEPT_MS = 1000;

/**
 * Whether a process is ready: whether all that it needs answers. Everything is asked at once, so that the answer takes
 * two seconds at most, and it is kept for a second, so that whoever asks often costs nothing more. (NFR-06)
 */
export function readiness(needs: Needs): Readiness {
  let answer: Promise<readonly string[]> | undefined;
  return () => {
    answer ??= missingOf(needs).finally(() => {
      setTimeout(() => {
        answer = undefined;
      }, KEPT_MS).unref();
    });
    return answer;
  };
}

async function missingOf(needs: Needs): Promise<readonly string[]> {
  const asked = Object.entries(needs).map(async ([name, ask]) => ((await answers(ask)) ? [] : [name]));
  return (await Promise.all(asked)).flat();
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  try {
    const answered = Promise.resolve(ask()).then(
      () => true,
      () => false,
    );
    return await Promise.race([answered, sleep(ANSWER_LIMIT_MS, false, { signal: over.signal, ref: false })]);
  } finally {
    over.abort();
  }
}

/** What a load balancer is told at `/ready`. */
export function readyAnswer(missing: readonly string[]): { readonly status: 200 | 503; readonly body: object } {
  return missing.length === 0
    ? { status: 200, body: { status: 'ready' } }
    : { status: 503, body: { status: 'not ready', without: missing } };
}
