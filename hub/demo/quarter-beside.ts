import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lifetime } from '../lifetime.js';
import type { Reached } from '../reach.js';

/** By this mark a home remembers that its past quarter has been played to the end. */
export const PLAYED = 'quarter-played';

/** The batch in hand is finished before it ends; what takes longer is cut off, and completed the next time. */
const END_LIMIT_MS = 10_000;

/**
 * Plays the past quarter in a process of its own, beside a hub that has just started, so that the hub answers as fast as
 * ever. It completes what was cut off the last time. If it fails, it says how to go on.
 */
export async function playQuarterBeside(home: Reached['home'], lifetime: Lifetime): Promise<void> {
  if (await home.isMarked(PLAYED)) return;
  const child = await lifetime.begin(
    async () =>
      spawn(process.execPath, [process.argv[1]!, 'demo', 'quarter'], { stdio: ['ignore', 'inherit', 'inherit'] }),
    ended,
  );
  child.once('error', (error) => tellHowToGoOn(error.message));
  child.once('exit', (code, signal) => {
    if (code !== 0 && !lifetime.signal.aborted) tellHowToGoOn(signal ?? `exit code ${code}`);
  });
}

function tellHowToGoOn(why: string): void {
  process.stderr.write(`The past quarter stopped before its end (${why}). Go on with: npm run hub -- demo quarter\n`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exit, sleep(END_LIMIT_MS, undefined, { ref: false }).then(() => child.kill('SIGKILL'))]);
  await exit;
}
