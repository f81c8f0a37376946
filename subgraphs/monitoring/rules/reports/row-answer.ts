import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { Verdict } from './report-version.js';
import type { RowWarning } from './row-warnings.js';
import type { LogReport, PlanReport } from './visit-report.js';

export const ROW_KINDS = ['PLAN', 'LOG'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export const ROW_VERDICTS = ['NEW', 'UPDATED', 'UNCHANGED', 'HELD', 'REJECTED'] as const;
export type RowVerdict = Verdict | 'HELD' | 'REJECTED';

/** What one system reports at once; a row's line is its place in its list, from 1. */
export interface Reports {
  readonly plans: readonly PlanReport[];
  readonly logs: readonly LogReport[];
}

/** What came of one row. */
export interface RowAnswer {
  readonly kind: RowKind;
  readonly line: number;
  readonly externalId: string;
  readonly verdict: RowVerdict;
  /** For a row that was rejected or is held: by which rule, and what would be accepted. */
  readonly refusal: Refusal | null;
  /** For a row that was taken in: what is not as it should be. */
  readonly warnings: readonly RowWarning[];
}
