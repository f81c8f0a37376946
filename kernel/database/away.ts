import { DriverException } from '@mikro-orm/core';

/** Connection lost or refused, no room, shutting down, or a deadlock: no fault of what was being done. */
export function isDatabaseAway(error: Error & { readonly code?: unknown }): boolean {
  if (typeof error.code === 'string') return /^(ECONN|EPIPE|ETIMEDOUT|08|40|53|57P|58)/.test(error.code);
  return error instanceof DriverException || /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded when trying to connect)/.test(error.message);
}
