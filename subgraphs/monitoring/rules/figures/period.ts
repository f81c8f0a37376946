import { addLocalDays, daysBetween, quarterOf } from '../../../../kernel/time/working-time.js';

/** A quarter of a financial year, or a month: what figures are given for. Dates are `YYYY-MM-DD`, both inclusive. */
export interface Period {
  /** `2026-27 Q1` or `2026-05`. */
  readonly name: string;
  readonly kind: 'QUARTER' | 'MONTH';
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

const QUARTER = /^(\d{4})-(\d{2}) Q([1-4])$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
/** The month that each quarter opens with. */
const OPENS = { 1: '04', 2: '07', 3: '10', 4: '01' } as const;

/**
 * The period of this name: a financial quarter such as `2026-27 Q1` (April to June), or a month such as `2026-05`.
 * Undefined for any other text. [KPI-1.1, AMB-23; catalogue 0.3]
 */
export function periodNamed(name: string): Period | undefined {
  const [, opensIn, closesIn, nth] = QUARTER.exec(name) ?? [];
  if (opensIn) {
    if (!within(opensIn) || Number(closesIn) !== (Number(opensIn) + 1) % 100) return undefined;
    const year = nth === '4' ? Number(opensIn) + 1 : Number(opensIn);
    return quarterHolding(`${year}-${OPENS[Number(nth) as 1 | 2 | 3 | 4]}-01`);
  }
  const [, year] = MONTH.exec(name) ?? [];
  if (!year || !within(year)) return undefined;
  const from = `${name}-01`;
  const to = addLocalDays(`${addLocalDays(from, 31).slice(0, 7)}-01`, -1);
  return { name, kind: 'MONTH', from, to, days: daysBetween(from, to) + 1 };
}

/** The name of the financial quarter that a date lies in, such as `2026-27 Q1`. [catalogue 0.3] */
export function quarterNameOf(day: string): string {
  const { financialYear, quarter } = quarterOf(day);
  return `${financialYear.replace('/', '-')} Q${quarter}`;
}

/** The financial quarter that a date lies in. [KPI-1.1] */
export function quarterHolding(localDate: string): Period {
  const { from, to } = quarterOf(localDate);
  return { name: quarterNameOf(from), kind: 'QUARTER', from, to, days: daysBetween(from, to) + 1 };
}

/** The period of the same kind before this one: what a trend is held against. [SHOW-05] */
export function periodBefore(period: Period): Period {
  const last = addLocalDays(period.from, -1);
  return period.kind === 'QUARTER' ? quarterHolding(last) : periodNamed(last.slice(0, 7))!;
}

/** Every day of a period, in order. [KPI-3.3] */
export function daysOf({ from, days }: Period): string[] {
  return Array.from({ length: days }, (_, nth) => addLocalDays(from, nth));
}

/** The calendar reaches from 1900 to 2199, and a year has a year before it. */
function within(year: string): boolean {
  return Number(year) > 1900 && Number(year) < 2199;
}
