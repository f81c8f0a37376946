import { z } from 'zod';
import { isLocalDate } from '../../../../kernel/time/working-time.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { accepted, type Outcome, type Refusal, refused } from '../../../../kernel/values/refusal.js';
import { overlap, spanRefusal } from '../hours/date-span.js';
import type { PostcodeInWard } from './patch-resolution.js';
import { type Ward, wardNamed } from './wards.js';

/** A row read from the postcode table's file, with the line it stood on. */
export interface GeoRow extends PostcodeInWard {
  readonly line: number;
}

const date = z.string().trim().refine(isLocalDate, 'must be a date, YYYY-MM-DD');

/** The columns of the file. Others are passed over. */
const geoRow = z.object({
  postcode: z
    .string()
    .transform((text) => parsePostcode(text)?.full)
    .refine((postcode): postcode is string => postcode !== undefined, 'must be a whole UK postcode, such as BR1 1AB'),
  ward: z.string().trim().min(1, 'must be the name or the code of a ward'),
  validFrom: date,
  validTo: z
    .string()
    .nullish()
    .transform((text) => text?.trim() || null)
    .pipe(date.nullable()),
});

/**
 * Reads one row of the postcode table (`postcode,ward,validFrom,validTo`) [PROV-15, PROV-16]. `cells` are the row's
 * cells by column, `line` its line in the file; the ward is given by name or code, and an empty `validTo` is open.
 *
 * Refuses `GEO_ROW_INVALID`, one refusal a fault, with `field` `lines[12].postcode`; and `WARD_UNKNOWN` for a ward that
 * the council does not have in those days. A refused row is skipped, and the others are not delayed by it.
 */
export function readGeoRow(cells: unknown, line: number, wards: readonly Ward[]): Outcome<GeoRow> {
  const read = geoRow.safeParse(cells);
  if (!read.success) {
    return refused(
      ...read.error.issues.map((issue) => {
        const column = issue.path.join('.');
        const fault = issue.code === 'invalid_type' ? 'is missing' : issue.message;
        return invalid('GEO_ROW_INVALID', line, column, `${column || 'the row'} ${fault}`);
      }),
    );
  }
  const { postcode, validFrom: from, validTo: to } = read.data;
  const backwards = spanRefusal({ from, to }, 'PROV-16', `lines[${line}].validTo`);
  if (backwards) return refused(backwards);
  const ward = wardNamed(wards, read.data.ward, { from, to });
  if (!ward)
    return refused(invalid('WARD_UNKNOWN', line, 'ward', "ward must be one of the council's wards in those days"));
  return accepted({ postcode, wardCode: ward.code, from, to, line });
}

/** A row of the table: read from a file, or held already, when it stands on no line. */
export type GeoTableRow = PostcodeInWard & { readonly line: number | null };

/**
 * Refuses `POSTCODE_PLACED_TWICE` for each row that places a postcode on a day on which an earlier row already does
 * [PROV-16]. Takes all rows of a file; before them those already held, if it only adds to the table.
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
      refusals.push(invalid('POSTCODE_PLACED_TWICE', row.line, 'postcode', fault));
    }
    seen.set(row.postcode, [...others, row]);
  }
  return refusals;
}

function invalid(code: string, line: number, column: string, fault: string): Refusal {
  return {
    rule: 'PROV-16',
    code,
    message: `Line ${line}: ${fault}.`,
    field: column ? `lines[${line}].${column}` : `lines[${line}]`,
  };
}
