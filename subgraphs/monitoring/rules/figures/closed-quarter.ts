import { quarterOf } from '../../../../kernel/time/working-time.js';

/** A quarter of a financial year by its name, such as `2026-27 Q1`. [catalogue 0.3] */
export function quarterNameOf(day: string): string {
  const { financialYear, quarter } = quarterOf(day);
  return `${financialYear.replace('/', '-')} Q${quarter}`;
}
