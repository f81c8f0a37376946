import type pg from 'pg';
import { causeOf, type Logger } from '../kernel/values/logging.js';

/** Several times within the time after which gateways count as silent (kernel/time/watch.ts). */
const BEAT_EVERY_MS = 5000;

/** Says, for as long as it runs, that a gateway is up: what becomes due may count on clients being let in. [NFR-07] */
export async function startHeartbeat(pool: pg.Pool, log: Logger): Promise<() => void> {
  const beat = async () => {
    try {
      await pool.query('select platform.gateway_is_up()');
    } catch (error) {
      log.warn(causeOf(error), 'gateway could not say that it is up');
    }
  };
  await beat();
  const timer = setInterval(beat, BEAT_EVERY_MS).unref();
  return () => clearInterval(timer);
}
