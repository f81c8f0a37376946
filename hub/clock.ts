import { SandboxClock } from '../kernel/time/clock.js';
import { millisecondsOf } from './durations.js';
import { lastEvent, printEvents } from './events.js';
import { CommandError, type Reached } from './reach.js';
import { say } from './terminal.js';

/** `hub clock now`: what time the hub has. */
export async function printTime({ pool }: Reached): Promise<void> {
  say((await new SandboxClock(pool).now()).toISOString());
}

/** `hub clock advance`: lets time pass, and lists what happened on the way. */
export async function advanceClock({ pool }: Reached, duration: string): Promise<void> {
  const ms = millisecondsOf(duration);
  if (ms === null || ms === 0)
    throw new CommandError('A duration is a number with ms, s, m, h, d or w: 2h, 90m, 1d 12h.');
  const [{ SandboxTime }, { SUBGRAPHS }, { lifeClock }] = await Promise.all([
    import('./sandbox-clock.js'),
    import('./subgraphs.js'),
    import('./demo/life.js'),
  ]);
  const before = await lastEvent(pool);
  const time = new SandboxTime(pool, SUBGRAPHS, await lifeClock(pool));
  const target = new Date((await time.now()).getTime() + ms);
  await time.advanceTo(target);
  say(`It is now ${target.toISOString()}. What happened on the way:`);
  await printEvents(pool, before);
}
