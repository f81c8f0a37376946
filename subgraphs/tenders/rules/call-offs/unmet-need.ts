import {
  addLocalDays,
  localDateOf,
  localTimeOf,
  minuteOfDay,
  WEEKDAYS,
  weekdayOf,
} from '../../../../kernel/time/working-time.js';
import type { CallPattern, NeedProfile } from '../../../../schema/events/cases.js';

export const TIMES_OF_DAY = ['MORNING', 'LUNCH', 'TEA', 'BED', 'NIGHT', 'UNSTATED'] as const;
/** Part of the day, in London, in which the first call is asked for. */
export type TimeOfDay = (typeof TIMES_OF_DAY)[number];

/** When each part of the day begins; what is earlier than the first belongs to the night. */
const BEGINNINGS: ReadonlyArray<readonly [from: string, part: TimeOfDay]> = [
  ['06:00', 'MORNING'],
  ['11:00', 'LUNCH'],
  ['14:30', 'TEA'],
  ['18:30', 'BED'],
  ['23:00', 'NIGHT'],
];

/**
 * The part of the day of the first start that a need asks for: of its earliest call, or else of the expected discharge;
 * UNSTATED if it has neither, as a place in a home. [SM-2]
 */
export function timeOfDayAsked({
  calls,
  discharge,
}: {
  readonly calls: ReadonlyArray<Pick<CallPattern, 'startTime'>>;
  readonly discharge: Pick<NonNullable<NeedProfile['discharge']>, 'expectedAt'> | null;
}): TimeOfDay {
  const [first] = calls.map(({ startTime }) => startTime).sort();
  const time = first ?? (discharge ? localTimeOf(new Date(discharge.expectedAt)) : null);
  if (time === null) return 'UNSTATED';
  const begun = BEGINNINGS.filter(([from]) => minuteOfDay(from) <= minuteOfDay(time));
  return begun.at(-1)?.[1] ?? 'NIGHT';
}

/** The smallest number that is told: fewer could be recognised. */
export const SMALLEST_COUNT = 5;

/** One number of a table; null if it is not told. */
export interface UnmetCell {
  readonly key: string;
  readonly count: number | null;
  readonly suppressed: boolean;
}

/**
 * The numbers of one table as they may be told beside their total.
 *
 * A number under 5 is not told. So that it cannot be worked out either, others are withheld beside it, by their keys and
 * never by their size, from which it would follow: one at least, and more as long as what is withheld is as small as it can
 * be. All that is withheld looks alike. Where every cell is 1, how many there are would tell it, and the table is left out.
 * A key that counts nothing is in no table. [IDG-05]
 */
export function toldCounts(counts: ReadonlyMap<string, number>): readonly UnmetCell[] {
  const cells = [...counts].filter(([, count]) => count > 0).sort(([one], [other]) => (one < other ? -1 : 1));
  const small = cells.filter(([, count]) => count < SMALLEST_COUNT);
  const withheld = new Map(small);
  let smallest = small.length;
  for (const [key, count] of cells.filter((cell) => !small.includes(cell))) {
    const isSafe = withheld.size === 0 || (withheld.size > small.length && sum(withheld) > smallest);
    if (isSafe) break;
    withheld.set(key, count);
    smallest += SMALLEST_COUNT;
  }
  if (withheld.size > 1 && sum(withheld) === withheld.size) return [];
  return cells.map(([key, count]) => {
    const suppressed = withheld.has(key);
    return { key, count: suppressed ? null : count, suppressed };
  });
}

/** The total of tables, null if it is not told. A nought is told: nobody is counted in it. [IDG-05] */
export function toldTotal(count: number): number | null {
  return count > 0 && count < SMALLEST_COUNT ? null : count;
}

function sum(cells: ReadonlyMap<string, number>): number {
  return [...cells.values()].reduce((total, count) => total + count, 0);
}

/** A need that is counted. */
export interface CountedNeed {
  readonly patch: string;
  /** When nobody had answered or taken it. */
  readonly endedAt: Date;
  readonly need: Parameters<typeof timeOfDayAsked>[0] & Pick<NeedProfile, 'skills'>;
}

export interface UnmetTables {
  readonly total: number | null;
  readonly byPatch: readonly UnmetCell[];
  readonly byTimeOfDay: readonly UnmetCell[];
  readonly bySkill: readonly UnmetCell[];
  readonly byWeek: readonly UnmetCell[];
}

/** No skill is asked for. */
export const NO_SKILL = 'NONE';

/**
 * Needs that nobody answered or took, counted each way, with what must not be told left out. A need that asks for several
 * skills counts for each of them. A week is told by its Monday. [SM-2, IDG-05]
 */
export function unmetTables(needs: readonly CountedNeed[]): UnmetTables {
  const table = (keysOf: (each: CountedNeed) => readonly string[]): readonly UnmetCell[] => {
    const counts = new Map<string, number>();
    for (const key of needs.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
    return toldCounts(counts);
  };
  return {
    total: toldTotal(needs.length),
    byPatch: table(({ patch }) => [patch]),
    byTimeOfDay: table(({ need }) => [timeOfDayAsked(need)]),
    bySkill: table(({ need }) => (need.skills.length === 0 ? [NO_SKILL] : [...new Set(need.skills)])),
    byWeek: table(({ endedAt }) => [mondayOf(localDateOf(endedAt))]),
  };
}

function mondayOf(localDate: string): string {
  return addLocalDays(localDate, -WEEKDAYS.indexOf(weekdayOf(localDate)));
}
