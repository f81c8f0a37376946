import { createLogger } from '../../kernel/values/logging.js';
import { Home } from '../home.js';
import { untilInterrupted } from '../lifetime.js';
import { forget, openHome } from '../open-home.js';
import { Progress } from '../progress.js';
import { refuseBesideAnother } from '../reach.js';
import { fillWithDemo } from './build.js';

/** `hub demo reset`: a new borough in place of all there is, while no hub runs. */
export function resetDemo(seed: number): Promise<void> {
  return untilInterrupted(async (lifetime) => {
    const home = new Home();
    await home.ensureWritable();
    await refuseBesideAnother(home);
    await forget(home);
    const log = createLogger('demo', process.env.LOG_LEVEL ?? 'warn');
    const progress = new Progress();
    progress.begin('PostgreSQL');
    const { signal } = lifetime;
    await openHome(home, lifetime, (url) => fillWithDemo({ home, databaseUrl: url, seed, log, progress, signal }));
    progress.end();
    await lifetime.end();
  });
}
