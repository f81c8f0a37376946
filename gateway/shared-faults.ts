import { Fault } from './faults.js';

/** Faults that arise in more than one place, each with its one message. */

export function tooLarge(what: string, limit: number): Fault {
  return new Fault('TOO_LARGE', `The ${what} may have ${limit} bytes at most.`, { limit });
}

export function shuttingDown(): Fault {
  return new Fault('SHUTTING_DOWN', 'This process is ending. Connect again.', { retryAfter: 1 });
}

export function slowReader(): Fault {
  return new Fault('SLOW_READER', 'What was written was not read. Connect again, and read faster or ask for less.');
}

export function throttled(message: string, retryAfter: number, detail: Readonly<Record<string, unknown>> = {}): Fault {
  return new Fault('THROTTLED', message, { ...detail, retryAfter });
}

/** After which a client that could not connect may try again. */
export const RETRY_CONNECTING_SECONDS = 5;

export function noRoom(): Fault {
  return throttled('The hub holds as many connections as it may: try again.', RETRY_CONNECTING_SECONDS);
}
