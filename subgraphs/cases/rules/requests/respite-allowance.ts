import { addLocalDays, daysBetween } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import type { PlacementState } from '../placements/placement-states.js';

/** Some nights away from home: the first of them begins on `from`, `YYYY-MM-DD`. */
export interface Stay {
  readonly from: string;
  readonly nights: number;
}

/** A person's respite in one financial year: allowed, used and left. Dates are `YYYY-MM-DD`, both inclusive. [ASM-08] */
export interface RespiteYear {
  readonly from: string;
  readonly to: string;
  readonly allowanceNights: number;
  readonly usedNights: number;
  /** Never below 0, whatever was used. */
  readonly leftNights: number;
}

/** The financial year in which a day lies, by its first day: it runs from 1 April to 31 March. [ASM-08, AMB-37] */
export function financialYearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) < '04-01' ? year - 1 : year}-04-01`;
}

function lastDayOf(year: string): string {
  return `${Number(year.slice(0, 4)) + 1}-03-31`;
}

/** How many nights of a stay begin in a financial year: one that goes over its end counts in each. (ASM-08) */
function nightsIn(year: string, { from, nights }: Stay): number {
  if (nights <= 0) return 0;
  const before = Math.max(0, daysBetween(from, year));
  const after = Math.max(0, daysBetween(lastDayOf(year), addLocalDays(from, nights - 1)));
  return Math.max(0, nights - before - after);
}

/** What one person has of respite in the financial year of a day, with these stays. [ASM-08, AMB-37] */
export function respiteYearOf(day: string, stays: readonly Stay[], policy: Pick<Policy, 'respite'>): RespiteYear {
  const year = financialYearOf(day);
  const { allowanceNights } = policy.respite;
  const usedNights = stays.reduce((sum, stay) => sum + nightsIn(year, stay), 0);
  return {
    from: year,
    to: lastDayOf(year),
    allowanceNights,
    usedNights,
    leftNights: Math.max(0, allowanceNights - usedNights),
  };
}

/**
 * The nights of a respite placement that count: as long as it is booked for; once its last day is known, those until then;
 * while somebody stays longer, those until today. None of one that was withdrawn. London dates. [ASM-08]
 *
 * @param booked nights that were confirmed, or asked for until then
 */
export function stayOf(
  placement: {
    readonly state: PlacementState;
    readonly startDate: string;
    readonly endDate: string | null;
    readonly startedAt: Date | null;
    readonly booked: number;
  },
  today: string,
): Stay {
  const { state, startDate: from, endDate, startedAt, booked } = placement;
  if (state === 'WITHDRAWN') return { from, nights: 0 };
  if (endDate !== null) return { from, nights: Math.max(0, daysBetween(from, endDate)) };
  return { from, nights: startedAt === null ? booked : Math.max(booked, daysBetween(from, today)) };
}

/**
 * Refuses a stay that goes beyond the rest of the allowance, in each financial year in which it has nights: it says what
 * remains. Exactly the allowance passes; the stay itself counts. [ASM-08, AMB-37; 001 Rsp(b)]
 *
 * @param taken the person's other stays
 */
export function respiteAllowanceRefusals(
  asked: Stay,
  taken: readonly Stay[],
  policy: Pick<Policy, 'respite'>,
  field: string,
): Refusal[] {
  const last = addLocalDays(asked.from, Math.max(0, asked.nights - 1));
  const years = [...new Set([financialYearOf(asked.from), financialYearOf(last)])];
  return years.flatMap((year) => {
    const { from, to, leftNights } = respiteYearOf(year, taken, policy);
    if (nightsIn(year, asked) <= leftNights) return [];
    const message = `From ${from} to ${to} this person has ${leftNights} nights of respite left: ask for no more.`;
    return [refuse('ASM-08', 'RESPITE_ALLOWANCE_EXCEEDED', message, field)];
  });
}
