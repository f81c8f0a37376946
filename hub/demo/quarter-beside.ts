import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createLogger } from '../../kernel/values/logging.js';
import { startSubgraphsInOneProcess } from '../in-one-process.js';
import { Progress } from '../progress.js';
import type { Reached } from '../reach.js';
import { playQuarter } from './play-quarter.js';

/** Under which a home keeps that its past quarter has been played to the end. */
const PLAYED = 'quarter-played';

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

/**
 * Beside a hub that has just started, the past quarter is played by a process of its own, so that the hub answers as
 * fast as ever meanwhile. What was cut off the last time is completed. Answers the way to end it.
 */
export async function playQuarterBeside(home: Reached['home']): Promise<() => Promise<void>> {
  if (await home.isMarked(PLAYED)) return async () => {};
  const child = spawn(process.execPath, [process.argv[1]!, 'demo', 'quarter'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return () => ended(child);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
