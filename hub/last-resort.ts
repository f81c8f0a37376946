import { setTimeout as sleep } from 'node:timers/promises';
import { causeOf, type Logger } from '../kernel/values/logging.js';

/** What is served by this process. */
export interface Served {
  /** Says that it is not ready from now on. */
  withdraw(): void;
  /** Lets what runs end, and closes. */
  stop(): Promise<void>;
}

/** So long others can see that this process is not ready, before it closes. */
const NOTICE_MS = 1000;
/** What has not ended by itself after so long is cut off. */
const DRAIN_MS = 15_000;

/**
 * What becomes of an error that nobody caught: nobody knows any more what holds in this process, so it ends. It says so
 * in the log, withdraws, lets what runs end, and leaves the rest to whoever starts it again. Until something is served
 * it ends at once.
 *
 * @param served what is served by now
 */
export function endOnUncaught(log: Logger, served: () => Served | undefined): void {
  let ending = false;
  const end = async (): Promise<void> => {
    const service = served();
    if (!service) return;
    service.withdraw();
    await sleep(NOTICE_MS);
    await Promise.race([service.stop(), sleep(DRAIN_MS)]);
  };
  for (const happened of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(happened, (thrown: unknown) => {
      log.fatal({ happened, ...causeOf(thrown) }, 'an error was not caught: this process ends');
      if (ending) return;
      ending = true;
      end()
        .catch((error) => log.error(causeOf(error), 'this process could not end in order'))
        .finally(() => process.exit(1));
    });
  }
}
