import pg from 'pg';
import { urlFor } from '../../kernel/database/platform.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { instantOf } from '../../kernel/time/working-time.js';
import type { Logger } from '../../kernel/values/logging.js';
import type { Home } from '../home.js';
import { startSubgraphsInOneProcess } from '../in-one-process.js';
import type { Progress } from '../progress.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { pastQuarter, playActivity } from './activity.js';
import { buildHomes } from './homes.js';
import { seekHomes } from './homes-sought.js';
import { seekPlaces } from './place-sought.js';
import { buildRegister } from './register.js';

/** Builds the demo borough in the database of a home, if nothing has been built there yet. */
export async function fillWithDemo(options: {
  readonly home: Home;
  readonly databaseUrl: string;
  readonly seed: number;
  readonly log: Logger;
  readonly progress: Progress;
  /** Ends it at its next step; a start that finds it so begins again. */
  readonly signal: AbortSignal;
}): Promise<void> {
  const { home, databaseUrl, seed, log, progress, signal } = options;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => {});
  try {
    if (!(await isEmpty(pool))) return;
    progress.begin('demo borough');
    // Until it is finished, a start that finds it so begins again.
    await home.building();
    const secret = await home.secret();
    const step = (share: number) => {
      signal.throwIfAborted();
      progress.at(share);
    };
    await buildDemo({ pool, databaseUrl, secret, seed, log, progress: step });
  } finally {
    await pool.end();
  }
}

/** Whether nothing has been built in this hub yet. */
async function isEmpty(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from platform.council limit 1');
  return rowCount === 0;
}

/**
 * Builds the demo borough in an empty hub: its register, and some weeks in which packages were sourced, so that there is
 * a fairness position, an award to ask "why?" about, and call-offs that are open now. All of it is done by the commands
 * that councils and providers use, on a clock that starts in the past and ends at the present.
 */
export async function buildDemo(options: {
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly seed: number;
  readonly log: Logger;
  readonly progress?: (share: number) => void;
}): Promise<void> {
  const { pool, databaseUrl, secret, seed, log, progress = () => {} } = options;
  if (!(await isEmpty(pool)))
    throw new Error('This hub has data already: start it with --fresh --no-demo, then build the demo.');
  const sequencer = new Sequencer(urlFor(databaseUrl, 'platform_sequencer', secret), log);
  sequencer.start();
  const running = await startSubgraphsInOneProcess({ databaseUrl, secret, log, poolSize: 4 });
  try {
    const present = new Date();
    const time = new SandboxTime(pool, SUBGRAPHS);
    const { clock } = time;
    const providers = () => running.subgraphs.get('providers')!.work();
    await clock.freezeAt(instantOf(pastQuarter(present).from, '09:00'));
    await buildRegister(providers, (share) => progress(share * 0.4));
    await playActivity({
      pool,
      subgraphs: running.subgraphs,
      seed,
      present,
      progress: (share) => progress(0.4 + share * 0.6),
    });
    await buildHomes(providers, await time.now());
    await time.settled();
    await seekHomes(running.subgraphs, time, seed);
    await seekPlaces(running.subgraphs, time, seed);
  } finally {
    await running.stop();
    await sequencer.stop();
  }
}
