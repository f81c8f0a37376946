import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { covers, type DateSpan } from '../date-span.js';
import { patchOfWard, type WardInPatch } from './wards.js';

/** One row of the postcode table: this postcode lies in this ward on these days. */
export interface PostcodeInWard extends DateSpan {
  /** In full, in its usual spelling: `BR1 1AB`. */
  readonly postcode: string;
  readonly wardCode: string;
}

/**
 * The ward and the patch of an address on a date, which decide who is invited first.
 *
 * `on` is the London date, `YYYY-MM-DD`; `rows` need hold no more than the postcode's own. Refuses `POSTCODE_INVALID`;
 * `POSTCODE_ENDED` for one that the table ends before that
 * date; `POSTCODE_OUTSIDE_PATCHES` if no ward of the map has the postcode on that date; `POSTCODE_IN_TWO_WARDS` if the table
 * contradicts itself. No message repeats the postcode: it may be a person's. [PROV-16; 002 ¶1.5.2 to ¶1.5.4]
 */
export function patchOf(
  address: { readonly postcode: string; readonly on: string },
  rows: readonly PostcodeInWard[],
  map: readonly WardInPatch[],
): { readonly wardCode: string; readonly patch: string } | { readonly refusal: Refusal } {
  const postcode = parsePostcode(address.postcode);
  if (!postcode) return refusal('POSTCODE_INVALID', 'The postcode must be a whole UK postcode, such as BR1 1AB.');
  const wards = new Set(
    rows.filter((row) => row.postcode === postcode.full && covers(row, address.on)).map((row) => row.wardCode),
  );
  if (wards.size > 1) {
    return refusal('POSTCODE_IN_TWO_WARDS', 'The postcode table must place this postcode in one ward on the date.');
  }
  const [wardCode] = wards;
  if (!wardCode && endedBefore(rows, postcode.full, address.on)) {
    return refusal(
      'POSTCODE_ENDED',
      'This postcode is no longer in use on the date: give the one that the address has now.',
    );
  }
  const patch = wardCode && patchOfWard(map, wardCode, address.on);
  if (!wardCode || !patch) {
    return refusal('POSTCODE_OUTSIDE_PATCHES', "The postcode must lie in one of the council's patches on the date.");
  }
  return { wardCode, patch };
}

function endedBefore(rows: readonly PostcodeInWard[], postcode: string, on: string): boolean {
  const own = rows.filter((row) => row.postcode === postcode);
  return own.length > 0 && own.every(({ to }) => to !== null && to < on);
}

function refusal(code: string, message: string): { readonly refusal: Refusal } {
  return { refusal: refuse('PROV-16', code, message, 'postcode') };
}
