import type { EntityManager } from './orm.js';

/**
 * Sends a statement of a transaction whose answer nobody reads: it goes out in one message with the next statement, which
 * spares a round trip (pool.ts). What goes wrong is thrown by that next statement, the commit at the latest.
 */
export async function sendUnread(em: EntityManager, sql: string, parameters: readonly unknown[]): Promise<void> {
  await em.execute(`/* unread */ ${sql}`, [...parameters], { method: 'run' });
}
