import { lockNamed, tryLockNamed } from '../../../../kernel/database/locks.js';
import type { Transaction } from '../../../../kernel/database/work.js';

/** Whose visits: those of one provider, for one council. */
export interface VisitsOf {
  readonly council: string;
  readonly providerId: string;
}

/**
 * From here on nobody else settles visits of this provider, nor changes a fact about them, until the transaction ends.
 * It comes first in a command that does either: before the command reads them, and before it reads the time.
 */
export async function lockVisits(t: Transaction, of: VisitsOf): Promise<void> {
  await lockNamed(t, nameOf(of));
}

/** The same if it is free; false, at once, if somebody else holds it. */
export async function tryLockVisits(t: Transaction, of: VisitsOf): Promise<boolean> {
  return tryLockNamed(t, nameOf(of));
}

function nameOf({ council, providerId }: VisitsOf): string {
  return `visits/${council}/${providerId}`;
}
