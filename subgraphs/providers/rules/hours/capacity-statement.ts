import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Skill } from '../../../../schema/events/cases.js';
import { MOST_WEEKLY_MINUTES } from './private-hours.js';

/** Parts of a day, London time: 07-11, 11-15, 15-19, 19-23 and 23-07. */
export const TIME_BANDS = ['MORNING', 'LUNCH', 'TEA', 'BED', 'NIGHT'] as const;
export type TimeBand = (typeof TIME_BANDS)[number];

/** Worker-minutes a week that are free in one patch and time band. */
export interface FreeCapacity {
  readonly patch: string;
  readonly timeBand: TimeBand;
  /** Workers with this skill; null is any worker. */
  readonly skill: Skill | null;
  readonly freeWeeklyMinutes: number;
}

/** What a rostering system says of a provider's free capacity: a whole picture, which replaces the one before. */
export interface CapacityStatement {
  /** When it was true, by the rostering system's clock. */
  readonly statedAt: Date;
  readonly free: readonly FreeCapacity[];
}

/** Bounds of one statement: a whole roster fits well within them. */
export const MOST_CAPACITY_ROWS = 200;

/** By how much a vendor's clock may run ahead of the hub's. */
export const CLOCK_SKEW_MINUTES = 5;

/**
 * Refuses a statement that cannot be true: `STATED_IN_FUTURE` (more than five minutes ahead of `now`), `TOO_MANY_ROWS`,
 * `PATCH_UNKNOWN`, `FREE_MINUTES_INVALID`, and `ROW_TWICE` if two rows speak of the same patch, band
 * and skill. `patches` are the codes of the council's patches. An empty list is a statement too: nothing is free.
 * [PROV-24; 002 ¶7.30, App M §4]
 */
export function capacityStatementRefusals(
  statement: CapacityStatement,
  facts: { readonly now: Date; readonly patches: readonly string[] },
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (statement.statedAt > addMinutes(facts.now, CLOCK_SKEW_MINUTES)) {
    refusals.push(
      refuse('PROV-24', 'STATED_IN_FUTURE', 'A statement is about now or earlier; check the clock.', 'statedAt'),
    );
  }
  if (statement.free.length > MOST_CAPACITY_ROWS) {
    refusals.push(refuse('PROV-24', 'TOO_MANY_ROWS', `A statement has at most ${MOST_CAPACITY_ROWS} rows.`, 'free'));
    return refusals;
  }
  const seen = new Set<string>();
  for (const [index, row] of statement.free.entries()) {
    const field = `free[${index}]`;
    if (!facts.patches.includes(row.patch)) {
      refusals.push(
        refuse('PROV-24', 'PATCH_UNKNOWN', `The patch must be one of ${facts.patches.join(', ')}.`, `${field}.patch`),
      );
    }
    const { freeWeeklyMinutes: free } = row;
    if (!Number.isSafeInteger(free) || free < 0 || free > MOST_WEEKLY_MINUTES) {
      const message = `Free time is a whole number of worker-minutes a week, 0 to ${MOST_WEEKLY_MINUTES}.`;
      refusals.push(refuse('PROV-24', 'FREE_MINUTES_INVALID', message, `${field}.freeWeeklyMinutes`));
    }
    const key = JSON.stringify([row.patch, row.timeBand, row.skill]);
    if (seen.has(key)) {
      refusals.push(refuse('PROV-24', 'ROW_TWICE', 'Each patch, time band and skill is stated once.', field));
    }
    seen.add(key);
  }
  return refusals;
}

/** Refuses `NOT_A_MEMBER` for a statement to a council that has no membership of the provider [PROV-12]. */
export function statementMemberRefusal(isMember: boolean): Refusal | undefined {
  if (isMember) return undefined;
  return refuse(
    'PROV-12',
    'NOT_A_MEMBER',
    'Capacity is stated to a council that has admitted the provider.',
    'council',
  );
}

/**
 * Whether a statement replaces the one held: it must be newer. Messages may overtake each other, and the same one sent
 * twice changes nothing [PROV-24, PROV-22].
 */
export function replacesStatement(heldStatedAt: Date | null, statedAt: Date): boolean {
  return heldStatedAt === null || statedAt > heldStatedAt;
}
