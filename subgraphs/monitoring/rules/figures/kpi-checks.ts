/** Something about a sheet that cannot be, or that should be looked at. */
export interface KpiCheck {
  /** Catalogue id of the line that is out. */
  readonly rule: string;
  readonly severity: 'ERROR' | 'WARNING';
  readonly message: string;
}

/** The value of a line as the sheet has it: computed, else declared; null where there is neither. */
export type ValueOf = (line: string) => number | null;

const PART_OF: ReadonlyArray<readonly [part: string, whole: string]> = [
  ['KPI-1.2', 'KPI-1.1'],
  ['KPI-1.7', 'KPI-1.6'],
  ['KPI-2.2', 'KPI-2.1'],
];

/**
 * Whether the lines of a sheet agree with each other: a part is no more than its whole, and staff are those of before
 * with who joined and without who left. What is not there is not held against anything. [KPI-1.2, KPI-1.7, KPI-2.2,
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
  for (const [part, whole] of PART_OF) within(part, now(part), now(whole), whole);
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
