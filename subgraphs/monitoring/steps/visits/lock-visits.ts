import type { Transaction } from '../../../../kernel/database/work.js';

/** Whose visits: one provider's, of one council. */
export interface VisitsOf {
  readonly council: string;
  readonly providerId: string;
}

const KEY = `hashtextextended('visits ' || ? || ' ' || ?, 0)`;

/**
 * From here on nobody else settles visits of this provider, nor changes a fact about them, until the transaction ends.
 * First of all in a command that does: before it reads them, and before it reads the time.
 */
export async function lockVisits(t: Transaction, { council, providerId }: VisitsOf): Promise<void> {
  await t.em.execute(`select pg_advisory_xact_lock(${KEY})`, [council, providerId]);
}

/** The same where it is free; false, at once, where somebody else holds it. */
export async function tryLockVisits(t: Transaction, { council, providerId }: VisitsOf): Promise<boolean> {
  const rows = await t.em.execute(`select pg_try_advisory_xact_lock(${KEY}) as locked`, [council, providerId]);
  return (rows as Array<{ locked: boolean }>)[0]!.locked;
}
