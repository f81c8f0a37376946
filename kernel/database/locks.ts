import type { Transaction } from './work.js';

/**
 * Waits until nobody else holds this name, and holds it until the transaction ends. Names are paths, thing first:
 * `award/<provider>`, `visits/<council>/<provider>`. First of all in a command: before it reads what it protects, and
 * before it reads the time.
 */
export async function lockNamed(t: Transaction, name: string): Promise<void> {
  await t.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name]);
}

/** Holds this name until the transaction ends if it is free; answers false at once if somebody else holds it. */
export async function tryLockNamed(t: Transaction, name: string): Promise<boolean> {
  const rows = await t.em.execute('select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as held', [name]);
  return (rows as Array<{ held: boolean }>)[0]!.held;
}
