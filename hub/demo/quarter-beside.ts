import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Reached } from '../reach.js';

/** Under which a home keeps that its past quarter has been played to the end. */
export const PLAYED = 'quarter-played';

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
