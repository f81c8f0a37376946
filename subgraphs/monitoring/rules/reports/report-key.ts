/** What a report is known by: the system that it is of, and its id there. */
export interface ReportKey {
  readonly source: string;
  readonly externalId: string;
}

/** Orders reports by their keys, so that what follows from them does not depend on when they came. [DEL-02] */
export function byKey(a: ReportKey, b: ReportKey): number {
  return compare(a.source, b.source) || compare(a.externalId, b.externalId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
