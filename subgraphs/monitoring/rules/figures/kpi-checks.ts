import { KPI_LINES } from './kpi-register.js';

/** ERROR is what cannot be; WARNING is what somebody should look at. */
export const KPI_CHECK_SEVERITIES = ['ERROR', 'WARNING'] as const;

/** Something about a sheet that cannot be, or that somebody should look at. */
export interface KpiCheck {
  /** Catalogue id of the line that is out. */
  readonly rule: string;
  readonly severity: (typeof KPI_CHECK_SEVERITIES)[number];
  readonly message: string;
}

/** The value of a line as the sheet has it: computed, or else declared; null if there is neither. */
export type ValueOf = (line: string) => number | null;

/**
 * Whether the lines of a sheet agree with each other. A part is no more than its whole. Staff are the staff of the
 * period before, plus those who joined, less those who left. A missing value is not compared with anything. [KPI-1.2, KPI-1.7, KPI-2.2,
 * KPI-3.4, KPI-7.1]
 *
 * @param scheduled visits scheduled in the period
 */
export function integrityChecks(now: ValueOf, before: ValueOf, scheduled: number | null): KpiCheck[] {
  const checks: KpiCheck[] = [];
  const within = (rule: string, part: number | null, whole: number | null, of: string) => {
    if (part === null || whole === null || part <= whole) return;
    checks.push({ rule, severity: 'ERROR', message: `${rule} is ${part} of ${whole}: more than ${of}.` });
  };
  for (const { id, partOf } of KPI_LINES) if (partOf) within(id, now(id), now(partOf), partOf);
  within('KPI-3.4', now('KPI-3.4'), scheduled, 'the visits scheduled');
  const [staff, joined, left] = ['KPI-7.1', 'KPI-7.2', 'KPI-7.3'].map(now) as [
    number | null,
    number | null,
    number | null,
  ];
  const staffBefore = before('KPI-7.1');
  if (
    staff !== null &&
    joined !== null &&
    left !== null &&
    staffBefore !== null &&
    staff !== staffBefore + joined - left
  ) {
    checks.push({
      rule: 'KPI-7.1',
      severity: 'WARNING',
      message: `${staffBefore} staff before, ${joined} joined and ${left} left would be ${staffBefore + joined - left}, not ${staff}.`,
    });
  }
  return checks;
}
