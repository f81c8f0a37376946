import { createLogger } from '../../kernel/values/logging.js';
import { startSubgraphsInOneProcess } from '../in-one-process.js';
import { Progress } from '../progress.js';
import type { Reached } from '../reach.js';
import { playQuarter } from './play-quarter.js';
import { PLAYED } from './quarter-beside.js';

/** `hub demo quarter`: plays the past quarter of the borough into the hub that runs from here. */
export async function playQuarterInto({ running, home, pool }: Reached): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  const log = createLogger('demo', process.env.LOG_LEVEL ?? 'error');
  const { databaseUrl } = running;
  const progress = new Progress();
  progress.begin('a past quarter of visits');
  const { subgraphs, stop } = await startSubgraphsInOneProcess({
    databaseUrl,
    secret: await home.secret(),
    log,
    poolSize: 4,
  });
  try {
    const { signal } = stopping;
    await playQuarter({ pool, subgraphs, seed: 1, progress: (share) => progress.at(share), signal });
    await home.mark(PLAYED);
    progress.end();
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    await stop();
  }
}
