import { DriverException } from '@mikro-orm/core';

/** What the driver says without a code. */
const AWAY = /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded when trying to connect)/;

/** Connection lost or refused, no room, shutting down, or a deadlock: no fault of what was being done. */
export function isDatabaseAway(error: Error & { readonly code?: unknown }): boolean {
  if (typeof error.code === 'string') return /^(ECONN|EPIPE|ETIMEDOUT|08|40|53|57P|58)/.test(error.code);
  return error instanceof DriverException || AWAY.test(error.message);
}
