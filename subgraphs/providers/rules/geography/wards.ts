import { covers, type DateSpan, overlap } from '../date-span.js';

/** A ward and the days on which it exists: boundaries change, and a new ward may bear an old name [PROV-15]. */
export interface Ward extends DateSpan {
  /** Code of the national statistics office, e.g. `E05000109`. */
  readonly code: string;
  readonly name: string;
}

/** One row of a council's patch map: this ward is in this patch on these days [PROV-15]. */
export interface WardInPatch extends DateSpan {
  readonly wardCode: string;
  readonly patch: string;
}

/** Spellings that documents use for a ward of another name. */
const OTHER_SPELLINGS: ReadonlyMap<string, string> = new Map([['coopers cope', 'copers cope']]);

/**
 * The wards that a code or a name means, in any case, with "&" or "and", of those that exist on some day of `span`. A name
 * as it is written goes before one that is spelt otherwise; several are of one name.
 */
export function wardsNamed(wards: readonly Ward[], codeOrName: string, span: DateSpan): readonly Ward[] {
  const existing = wards.filter((ward) => overlap(ward, span));
  const exact = existing.filter(({ code, name }) => code === codeOrName || name === codeOrName);
  if (exact.length > 0) return exact;
  const sought = plainName(codeOrName);
  return existing.filter(({ code, name }) => plainName(code) === sought || plainName(name) === sought);
}

function plainName(name: string): string {
  const plain = name.toLowerCase().replaceAll('&', ' and ').replaceAll(/\s+/g, ' ').trim();
  return OTHER_SPELLINGS.get(plain) ?? plain;
}

/** The patch of a ward on a date, or undefined. A map that `patchMapRefusals` passes never gives two. */
export function patchOfWard(map: readonly WardInPatch[], wardCode: string, on: string): string | undefined {
  return map.find((row) => row.wardCode === wardCode && covers(row, on))?.patch;
}

/** The wards of a map: each exists from the first day of its rows to the last, whichever patch it is in [PROV-15]. */
export function wardsOf(
  map: ReadonlyArray<DateSpan & { readonly wardCode: string; readonly name: string }>,
): readonly Ward[] {
  return [...new Set(map.map(({ wardCode }) => wardCode))].map((code) => {
    const rows = map.filter(({ wardCode }) => wardCode === code).sort((one, other) => (one.from < other.from ? -1 : 1));
    const ends = rows.map(({ to }) => to).sort();
    return { code, name: rows.at(-1)!.name, from: rows[0]!.from, to: ends.includes(null) ? null : ends.at(-1)! };
  });
}
