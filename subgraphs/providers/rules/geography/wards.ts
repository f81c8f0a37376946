import { addLocalDays } from '../../../../kernel/time/working-time.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import { covers, type DateSpan, overlap, spanRefusal } from '../hours/date-span.js';

/** A ward in the days that it exists: boundaries change, and a new ward may bear an old name [PROV-15]. */
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

/** Bromley's four patches by ward [PROV-15; 002 ¶1.5.4]. */
const BROMLEY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  East: {
    E05000115: 'Cray Valley West',
    E05000114: 'Cray Valley East',
    E05000124: 'Petts Wood & Knoll',
    E05000118: 'Farnborough & Crofton',
    E05000122: 'Orpington',
    E05000110: 'Chelsfield & Pratts Bottom',
  },
  West: {
    E05000116: 'Crystal Palace',
    E05000123: 'Penge & Cator',
    E05000126: 'Shortlands',
    E05000127: 'West Wickham',
    E05000119: 'Hayes & Coney Hall',
    E05000112: 'Clock House',
    E05000120: 'Kelsey & Eden Park',
    E05000113: 'Copers Cope',
  },
  Central: {
    E05000121: 'Mottingham & Chislehurst North',
    E05000111: 'Chislehurst',
    E05000125: 'Plaistow & Sundridge',
    E05000109: 'Bromley Town',
    E05000106: 'Bickley',
    E05000108: 'Bromley Common & Keston',
  },
  South: {
    E05000117: 'Darwin',
    E05000107: 'Biggin Hill',
  },
};

/** First day of the present map. */
export const BROMLEY_PATCHES_FROM = '2021-08-27';

/** The map as committed: 22 wards, each in one patch from `BROMLEY_PATCHES_FROM` on [PROV-15]. */
export const BROMLEY_PATCHES: readonly WardInPatch[] = Object.entries(BROMLEY).flatMap(([patch, wards]) =>
  Object.keys(wards).map((wardCode) => ({ wardCode, patch, from: BROMLEY_PATCHES_FROM, to: null })),
);

/** The wards of that map. Contract wards: a later redrawing of the borough does not move a patch by itself. */
export const BROMLEY_WARDS: readonly Ward[] = Object.values(BROMLEY).flatMap((wards) =>
  Object.entries(wards).map(([code, name]) => ({ code, name, from: BROMLEY_PATCHES_FROM, to: null })),
);

/** Spellings met in documents for a ward of another name. */
const OTHER_SPELLINGS: ReadonlyMap<string, string> = new Map([['coopers cope', 'copers cope']]);

/**
 * The ward that a code or a name means, in any case, with "&" or "and"; undefined where none does. Of wards of one
 * name the one that exists on some day of `span` is meant.
 */
export function wardNamed(wards: readonly Ward[], codeOrName: string, span: DateSpan): Ward | undefined {
  const existing = wards.filter((ward) => overlap(ward, span));
  const exact = existing.find(({ code, name }) => code === codeOrName || name === codeOrName);
  if (exact) return exact;
  const sought = plainName(codeOrName);
  return existing.find(({ code, name }) => plainName(code) === sought || plainName(name) === sought);
}

function plainName(name: string): string {
  const plain = name.toLowerCase().replaceAll('&', ' and ').replaceAll(/\s+/g, ' ').trim();
  return OTHER_SPELLINGS.get(plain) ?? plain;
}

/** The patch of a ward on a date, or undefined. A map that `patchMapRefusals` passes never gives two. */
export function patchOfWard(map: readonly WardInPatch[], wardCode: string, on: string): string | undefined {
  return map.find((row) => row.wardCode === wardCode && covers(row, on))?.patch;
}

/**
 * Refuses a map in which some ward is not in exactly one patch on every day that it exists [PROV-15, PROV-16]:
 * `WARD_IN_NO_PATCH` (never placed, or a gap), `WARD_IN_TWO_PATCHES` (two rows share a day), `WARD_UNKNOWN`, and
 * `SPAN_ENDS_BEFORE_IT_BEGINS`. Names the ward and the first day at fault.
 */
export function patchMapRefusals(wards: readonly Ward[], map: readonly WardInPatch[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const known = new Set(wards.map(({ code }) => code));
  for (const [index, row] of map.entries()) {
    const span = spanRefusal(row, 'PROV-15', `map[${index}].to`);
    if (span) refusals.push(span);
    if (!known.has(row.wardCode)) {
      refusals.push({
        rule: 'PROV-15',
        code: 'WARD_UNKNOWN',
        message: "Every row of the map names one of the council's wards by its code.",
        field: `map[${index}].wardCode`,
      });
    }
  }
  // A row that runs backwards places its ward nowhere, and would only raise a second refusal for the one fault.
  if (refusals.length > 0) return refusals;
  for (const ward of wards) {
    const rows = map
      .filter(({ wardCode }) => wardCode === ward.code)
      .sort((one, other) => (one.from < other.from ? -1 : 1));
    refusals.push(...placingRefusals(ward, rows));
  }
  return refusals;
}

function placingRefusals(ward: Ward, rows: readonly WardInPatch[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const unplaced = (day: string) =>
    refusals.push({
      rule: 'PROV-15',
      code: 'WARD_IN_NO_PATCH',
      message: `${ward.name} must be in a patch on every day; from ${day} it is in none.`,
    });
  /** First day not yet placed; null when placed for good. */
  let open: string | null = ward.from;
  for (const [index, row] of rows.entries()) {
    if (rows.slice(0, index).some((earlier) => overlap(earlier, row))) {
      refusals.push({
        rule: 'PROV-15',
        code: 'WARD_IN_TWO_PATCHES',
        message: `${ward.name} must be placed once on each day; on ${row.from} it is placed twice.`,
      });
    }
    if (open !== null && open < row.from && covers(ward, open)) unplaced(open);
    if (open !== null) open = row.to === null ? null : later(open, addLocalDays(row.to, 1));
  }
  if (open !== null && covers(ward, open)) unplaced(open);
  return refusals;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
