import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { covers, overlap, spanRefusal } from '../date-span.js';
import type { Ward, WardInPatch } from './wards.js';

/**
 * Refuses a map in which some ward is not in exactly one patch on every day that it exists: `WARD_IN_NO_PATCH` (never
 * placed, or a gap), `WARD_IN_TWO_PATCHES` (two rows share a day), `WARD_UNKNOWN`, and `SPAN_ENDS_BEFORE_IT_BEGINS`.
 * Names the ward and the first day at fault. [PROV-15, PROV-16]
 */
export function patchMapRefusals(wards: readonly Ward[], map: readonly WardInPatch[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const known = new Set(wards.map(({ code }) => code));
  for (const [index, row] of map.entries()) {
    const span = spanRefusal(row, 'PROV-15', `map[${index}].to`);
    if (span) refusals.push(span);
    if (!known.has(row.wardCode)) {
      const message = "Every row of the map names one of the council's wards by its code.";
      refusals.push(refuse('PROV-15', 'WARD_UNKNOWN', message, `map[${index}].wardCode`));
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
  const unplaced = (day: string) => {
    const message = `${ward.name} must be in a patch on every day; from ${day} it is in none.`;
    refusals.push(refuse('PROV-15', 'WARD_IN_NO_PATCH', message));
  };
  /** First day not yet placed; null when placed for good. */
  let open: string | null = ward.from;
  for (const [index, row] of rows.entries()) {
    if (rows.slice(0, index).some((earlier) => overlap(earlier, row))) {
      const message = `${ward.name} must be placed once on each day; on ${row.from} it is placed twice.`;
      refusals.push(refuse('PROV-15', 'WARD_IN_TWO_PATCHES', message));
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
