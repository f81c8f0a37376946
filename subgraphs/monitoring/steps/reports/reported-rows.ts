import { localDateOf } from '../../../../kernel/time/working-time.js';
import { hashOf } from '../../../../kernel/values/content-hash.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import { careDayOf } from '../../rules/calls/care-day.js';
import type { Version } from '../../rules/reports/report-version.js';
import type { RowKind } from '../../rules/reports/row-answer.js';
import {
  contentOfLog,
  contentOfPlan,
  type LogReport,
  logRefusal,
  type PlanReport,
  planRefusal,
} from '../../rules/reports/visit-report.js';

/** One reported row; `line` is its place in its list. */
export type Row = { readonly line: number } & (
  | { readonly kind: 'PLAN'; readonly report: PlanReport }
  | { readonly kind: 'LOG'; readonly report: LogReport }
);

/** A row, and what can be said about it without knowing anything else. */
export type ReadRow = Row & {
  /** The key under which it is known: its kind and its id. */
  readonly key: string;
  /** The date by which it belongs to a quarter. */
  readonly date: string;
  /** The London date that it is about. */
  readonly day: string;
  /** When the hub received it. */
  readonly receivedAt: Date;
  readonly content: string;
  readonly version: Version;
  readonly refusal: Refusal | undefined;
};

export function readRow(row: Row, receivedAt: Date, now: Date, policy: Policy): ReadRow {
  const content = contentOf(row);
  return {
    ...row,
    key: keyOfRow(row.kind, row.report.externalId),
    date: dateOf(row),
    day: localDateOf(row.kind === 'PLAN' ? row.report.plannedStart : row.report.arrivedAt),
    receivedAt,
    content,
    version: { asOf: row.report.asOf, contentHash: hashOf(content) },
    refusal: row.kind === 'PLAN' ? planRefusal(row.report, now, policy) : logRefusal(row.report, now, policy),
  };
}

export function keyOfRow(kind: RowKind, externalId: string): string {
  return `${kind} ${externalId}`;
}

/** A plan belongs to the quarter of its London date, a log to that of its care day. */
export function dateOf(row: Row): string {
  return row.kind === 'PLAN' ? localDateOf(row.report.plannedStart) : careDayOf(row.report.arrivedAt);
}

export function contentOf(row: Omit<Row, 'line'>): string {
  return row.kind === 'PLAN' ? contentOfPlan(row.report as PlanReport) : contentOfLog(row.report as LogReport);
}
