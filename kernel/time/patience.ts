import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something, and no longer than so many milliseconds. @param pause how time passes */
export async function noLongerThan(
  ms: number,
  awaited: Promise<unknown>,
  pause: (ms: number, signal: AbortSignal) => Promise<unknown> = (time, signal) =>
    sleep(time, undefined, { signal, ref: false }),
): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([awaited, pause(ms, over.signal).catch(() => {})]);
  } finally {
    over.abort();
  }
}
