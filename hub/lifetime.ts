import { setTimeout as sleep } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What has not ended by then is left to the system. */
const END_LIMIT_MS = 60_000;

/**
 * What a command has begun and has to end: servers, processes, pools. All of it is ended in reverse order, once, whether
 * the command fails or somebody interrupts it, at whatever moment that is.
 */
export class Lifetime {
  private readonly interrupting = new AbortController();
  private readonly ends: Array<() => Promise<unknown>> = [];
  private ended: Promise<void> | undefined;

  /** Aborted when everything is to end: what takes long gives up. */
  get signal(): AbortSignal {
    return this.interrupting.signal;
  }

  /**
   * Waits for something to begin, and remembers how to end it. If all is to end meanwhile, it is ended as soon as it has
   * begun, and whoever asked for it goes no further.
   */
  async begin<T>(beginning: () => Promise<T>, end: (begun: T) => Promise<unknown>): Promise<T> {
    this.signal.throwIfAborted();
    const begun = beginning();
    this.ends.push(() =>
      begun.then(
        (value) => end(value),
        // It has not begun: there is nothing to end.
        () => {},
      ),
    );
    const value = await begun;
    this.signal.throwIfAborted();
    return value;
  }

  /** Ends everything that has begun, the last first. */
  end(): Promise<void> {
    this.interrupting.abort();
    this.ended ??= this.endAll();
    return this.ended;
  }

  private async endAll(): Promise<void> {
    const faults: unknown[] = [];
    for (const end of this.ends.reverse()) {
      // What cannot be ended keeps nothing else from ending.
      await end().catch((error) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
  }
}

/**
 * Runs a command that begins things and leaves them running. They end when it fails, and when the process is told to end:
 * then the process ends too.
 *
 * @param options quietly: without a word, for a service whose output is its log
 */
export async function untilInterrupted(
  command: (lifetime: Lifetime) => Promise<void>,
  options: { readonly quietly?: boolean } = {},
): Promise<void> {
  const lifetime = new Lifetime();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (lifetime.signal.aborted) return;
      if (!options.quietly) process.stdout.write('\nStopping…\n');
      void endProcess(lifetime);
    });
  }
  try {
    await command(lifetime);
  } catch (error) {
    // Interrupted: whatever failed, failed of that, and the process ends.
    if (lifetime.signal.aborted) return;
    await lifetime.end().catch(() => {});
    throw error;
  }
}

async function endProcess(lifetime: Lifetime): Promise<void> {
  const inTime = await Promise.race([
    lifetime.end().then(
      () => true,
      (error: Error) => error,
    ),
    sleep(END_LIMIT_MS, false),
  ]);
  if (inTime === true) process.exit(0);
  process.stderr.write(inTime ? `${inTime.message}\n` : 'Something did not end in time.\n');
  process.exit(1);
}
