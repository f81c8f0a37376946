import type { Refusal } from '../../../../kernel/values/refusal.js';
import { overlap } from '../date-span.js';
import { geoFault } from './geo-row.js';
import type { PostcodeInWard } from './patch-resolution.js';

/** A row of the table: read from a file, or held already and so on no line of it. */
export type GeoTableRow = PostcodeInWard & { readonly line: number | null };

/**
 * Refuses `POSTCODE_PLACED_TWICE` for each row that places a postcode on a day on which an earlier row already does.
 * Takes all rows of a file; if the file only adds to the table, the rows already held come before them. [PROV-16]
 */
export function geoTableRefusals(rows: readonly GeoTableRow[]): readonly Refusal[] {
  const seen = new Map<string, GeoTableRow[]>();
  const refusals: Refusal[] = [];
  for (const row of rows) {
    const others = seen.get(row.postcode) ?? [];
    const other = others.find((each) => overlap(each, row));
    if (other && row.line !== null) {
      const placer = other.line === null ? 'the table already places it' : `line ${other.line} places it, too`;
      const fault = `postcode must lie in one ward on each day, but ${placer}`;
      refusals.push(geoFault('POSTCODE_PLACED_TWICE', row.line, 'postcode', fault));
    }
    seen.set(row.postcode, [...others, row]);
  }
  return refusals;
}
