import pg from 'pg';
import { CommandError } from './command-error.js';
import { Home, type Running } from './home.js';

export { CommandError };

/** What a command needs to work with a running hub: its database and its gateway. */
export interface Reached {
  readonly running: Running;
  readonly home: Home;
  readonly pool: pg.Pool;
}

const NO_HUB =
  'No hub runs from this folder. Start one with npm start; if yours was started with HUB_HOME, set it here as well.';

/**
 * Reaches the hub that `npm start` runs from this folder.
 * @throws CommandError when none runs
 */
export async function withRunningHub<T>(act: (hub: Reached) => Promise<T>): Promise<T> {
  const home = new Home();
  const running = await home.running();
  if (!running) throw new CommandError(NO_HUB);
  const pool = new pg.Pool({ connectionString: running.databaseUrl, max: 2 });
  pool.on('error', () => {});
  try {
    await pool.query('select 1').catch(() => {
      throw new CommandError('The hub that ran from this folder no longer answers. Start it again with: npm start');
    });
    return await act({ running, home, pool });
  } finally {
    await pool.end();
  }
}

/** Fails if a hub runs from this folder: two would share its database. One that was killed no longer answers. */
export async function refuseBesideAnother(home: Home): Promise<void> {
  const other = await home.running();
  if (!other) return;
  const { origin } = new URL(other.gatewayUrl);
  const answers = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!answers) return;
  throw new CommandError(`A hub runs from this folder, at ${origin}: stop it first (Ctrl-C where it was started).`);
}
