import type { Weekday } from '../../../../../kernel/time/working-time.js';

/*
 * The words in which the history of one placement is told. Days are `YYYY-MM-DD` in London, times of day `HH:MM`.
 * Calls, plans, logs and workers go by names that the history gives them.
 */

/** A call of the week as the council commissions it. */
export interface Terms {
  readonly days: readonly Weekday[];
  readonly requested: string;
  readonly agreed: string | null;
  readonly window: { readonly earliest: string; readonly latest: string } | null;
  readonly minutes: number;
  readonly workers: 1 | 2;
  readonly timeCritical: boolean;
  readonly night: boolean;
}
/** Calls of the week, by name. */
export type Week = Readonly<Record<string, Terms>>;

export type CouncilAct =
  | {
      readonly act: 'REDUCE' | 'INCREASE' | 'TEMPORARY_INCREASE';
      readonly from: string;
      readonly to: string | null;
      readonly week: Week;
    }
  | { readonly act: 'END_TEMPORARY_INCREASE'; readonly from: string }
  | { readonly act: 'SUSPEND'; readonly from: string; readonly to: string | null }
  | { readonly act: 'RESUME'; readonly from: string }
  | { readonly act: 'CHANGE_SUSPENSION'; readonly from: string; readonly to: string | null }
  | {
      readonly act: 'AGREE_TIME';
      readonly call: string;
      readonly from: string;
      readonly to: string | null;
      readonly start: string;
    }
  | { readonly act: 'MARK'; readonly call: string; readonly timeCritical: boolean }
  | { readonly act: 'END'; readonly lastDay: string }
  | { readonly act: 'TAKE_BACK_END' };

/** An officer's finding about a visit: `Monday's call` by its call and day, or what a plan alone speaks of. */
export interface Correction {
  readonly act: 'CORRECT';
  readonly visit: string;
  readonly state: 'COMPLETED' | 'MISSED' | 'CANCELLED' | 'REFUSED';
  readonly actualMinutes: number | null;
  readonly acceptedMinutes: number | null;
}

/** One version of a planned visit, as its system reports it. */
export interface PlanVersion {
  readonly act: 'PLAN';
  readonly id: string;
  readonly source: string;
  readonly asOf: Date;
  readonly start: Date;
  readonly end: Date;
  /** The visit that it names, as call and day. */
  readonly names: string | null;
  readonly cancelled: { readonly at: Date; readonly confirmed: boolean } | null;
  readonly removed: boolean;
}

/** One version of a call log. */
export interface LogVersion {
  readonly act: 'LOG';
  readonly id: string;
  readonly source: string;
  readonly asOf: Date;
  readonly worker: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly byHand: boolean;
  /** The plan that it names. */
  readonly names: string | null;
  readonly removed: boolean;
}

/** What was done, and when the hub received it. */
export type Act = { readonly at: Date } & (CouncilAct | Correction | PlanVersion | LogVersion);

export interface History {
  readonly seed: number;
  readonly takenOverAt: Date;
  /** When the story ends. */
  readonly endsAt: Date;
  /** The calls with which the placement was taken over. */
  readonly week: Week;
  /** In the order of their instants. */
  readonly acts: readonly Act[];
}

/** One visit, and what became of it: what the oracle says, and what the hub says. */
export interface Became {
  /** Call and day; of a plan that answers no call, `plan` and its id. */
  readonly visit: string;
  /** The day of its start, by which it counts. */
  readonly day: string;
  readonly state: string;
  readonly off: string | null;
  readonly query: string | null;
  readonly start: Date;
  readonly minutes: number;
  readonly workers: number;
  readonly timeCritical: boolean;
  /** Ids of the plans that answer it, in order. */
  readonly plans: readonly string[];
  readonly arrivedAt: Date | null;
  readonly departedAt: Date | null;
  readonly commissioned: number;
  readonly actual: number;
  readonly payable: number;
  readonly workersCame: number;
  readonly workersLogged: number;
  /** Those of `FLAGS`, in that order. */
  readonly flags: readonly string[];
}

/** The flags that are compared. */
export const FLAGS = [
  'LATE',
  'EARLY',
  'SHORT',
  'OUTSIDE_WINDOW',
  'TIME_CRITICAL_BREACHED',
  'MANUAL',
  'NO_LENGTH',
  'CLAIMED_AFTER_MISSED',
  'FEWER_WORKERS',
  'NOT_PLANNED',
  'LENGTH_DIFFERS',
  'OUTSIDE_AGREED_WINDOW',
  'CHANGED_AFTER_START',
  'CORRECTED',
] as const;
export type Flag = (typeof FLAGS)[number];
