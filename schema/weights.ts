/**
 * What some fields cost beside the 1 that every field counts: those whose answer is made of many rows, however few are
 * shown. gateway/LIVE.md shows the same table to clients.
 */
export interface Weight {
  /** For each time it is asked. */
  readonly once?: number;
  /** For each day from its argument `from` to its argument `to`. */
  readonly aDay?: number;
  /** The same, if its argument `placement` names the only one wanted. */
  readonly aDayOfOne?: number;
  /** For each entry of its list arguments, which otherwise counts 1. */
  readonly anEntry?: number;
}

/** By type and field; `*` is every type that has the field. */
export const WEIGHTS: Readonly<Record<string, Weight>> = {
  'Query.payableStatement': { aDay: 200, aDayOfOne: 10 },
  'Query.checkInvoice': { aDay: 200 },
  'Mutation.approveStatement': { aDay: 200, aDayOfOne: 10 },
  'Query.kpiSheet': { once: 500 },
  'Query.kpiCouncilSheet': { once: 4000 },
  'Query.kpiEvidence': { once: 1000 },
  'Mutation.closeQuarter': { once: 4000 },
  'Mutation.declareKpis': { once: 500 },
  'Query.declineMeasure': { once: 100 },
  'Query.visits': { aDay: 20, aDayOfOne: 2 },
  'Query.unmatchedLogs': { aDay: 20, aDayOfOne: 2 },
  'Query.visitExceptions': { aDay: 100, aDayOfOne: 2 },
  'Query.providers': { once: 20 },
  'Query.vacancyBoard': { once: 20 },
  'Query.longList': { once: 100 },
  'Query.fairnessLedger': { once: 100 },
  'Query.unmetNeed': { once: 100 },
  'Query.replayPeriod': { once: 200 },
  'Mutation.recordVisits': { anEntry: 0.02 },
  '*.totalCount': { once: 100 },
};

/** Days that are paid for where a date is no date: as many as any of these fields takes. */
export const DAYS_AT_MOST = 92;
