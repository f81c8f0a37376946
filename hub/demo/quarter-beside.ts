import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Reached } from '../reach.js';

/** By this mark a home remembers that its past quarter has been played to the end. */
export const PLAYED = 'quarter-played';

/**
 * Plays the past quarter in a process of its own, beside a hub that has just started, so that the hub answers as fast as
 * ever. It completes what was cut off the last time. Returns a function that ends it.
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
