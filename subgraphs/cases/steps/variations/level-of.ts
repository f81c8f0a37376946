import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { Placement } from '../../entities/placements/placement.js';
import { callsVersions } from '../../reads/calls/calls-versions.js';
import { callsOn } from '../../rules/calls/calls-in-force.js';
import { weeklyWorkerMinutes } from '../../rules/requests/call-pattern.js';

/** Worker-minutes a week, as the calls in force come to. [VAR-14, VAR-15] */
export interface Level {
  readonly today: number;
  readonly on: (day: string) => number;
}

/** The level of a placement on each day. */
export async function levelOf(t: Transaction, { id }: Placement): Promise<Level> {
  const versions = await callsVersions(t.em, id);
  const on = (day: string) => weeklyWorkerMinutes(callsOn(versions, day));
  return { today: on(localDateOf(await t.now())), on };
}
