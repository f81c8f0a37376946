import { z } from 'zod';
import { isLocalDate } from '../../../../kernel/time/working-time.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { accepted, type Outcome, type Refusal, refuse, refused } from '../../../../kernel/values/refusal.js';
import { spanRefusal } from '../date-span.js';
import type { PostcodeInWard } from './patch-resolution.js';
import { type Ward, wardsNamed } from './wards.js';

/** A row read from the file of the postcode table, with the line it stood on. */
export interface GeoRow extends PostcodeInWard {
  readonly line: number;
}

const date = z.string().trim().refine(isLocalDate, 'must be a date, YYYY-MM-DD');

/** How the national statistics office codes wards of England; each year's map has new ones. */
const ONS_WARD = /^E05\d{6}$/i;

/** The columns of the file that are read; others are ignored. */
const geoRow = z.object({
  postcode: z.string().transform((text, context): string => {
    const postcode = parsePostcode(text)?.full;
    if (postcode) return postcode;
    const isWithDigits = parsePostcode(text.replace(/o/gi, '0').replace(/[il]/gi, '1')) !== null;
    const hint = isWithDigits ? ': a letter O or I may stand where a digit should' : '';
    context.addIssue({ code: 'custom', message: `must be a whole UK postcode, such as BR1 1AB${hint}` });
    return z.NEVER;
  }),
  ward: z.string().trim().min(1, 'must be the name or the code of a ward'),
  validFrom: date,
  validTo: z
    .string()
    .nullish()
    .transform((text) => text?.trim() || null)
    .pipe(date.nullable()),
});

/**
 * Reads one row of the postcode table (`postcode,ward,validFrom,validTo`). `cells` are the row's cells by column,
 * `line` its line in the file; the ward is given by name or code, and an empty `validTo` is open.
 *
 * Refuses `GEO_ROW_INVALID`, one refusal for each fault, with `field` `lines[12].postcode`; `WARD_UNKNOWN` for a ward that
 * the council does not have in those days; and `WARD_NOT_CLEAR` for a name that several have. A refused row is skipped, and does not delay the others. [PROV-15,
 * PROV-16]
 */
export function readGeoRow(cells: unknown, line: number, wards: readonly Ward[]): Outcome<GeoRow> {
  const read = geoRow.safeParse(cells);
  if (!read.success) {
    return refused(
      ...read.error.issues.map((issue) => {
        const column = issue.path.join('.');
        const fault = issue.code === 'invalid_type' ? 'is missing' : issue.message;
        return geoFault('GEO_ROW_INVALID', line, column, `${column || 'the row'} ${fault}`);
      }),
    );
  }
  const { postcode, validFrom: from, validTo: to } = read.data;
  const backwards = spanRefusal({ from, to }, 'PROV-16', `lines[${line}].validTo`);
  if (backwards) return refused(backwards);
  const [ward, ...others] = wardsNamed(wards, read.data.ward, { from, to });
  if (!ward) {
    const hint = ONS_WARD.test(read.data.ward) ? ': a code of another year’s map, or of another council, is none' : '';
    const fault = `ward must be one of the council's wards in those days${hint}`;
    return refused(geoFault('WARD_UNKNOWN', line, 'ward', fault));
  }
  if (others.some(({ code }) => code !== ward.code)) {
    const fault = 'ward is the name of several wards in those days: give its code';
    return refused(geoFault('WARD_NOT_CLEAR', line, 'ward', fault));
  }
  return accepted({ postcode, wardCode: ward.code, from, to, line });
}

/** A fault of one line of the file, in one of its columns or in the whole. */
export function geoFault(code: string, line: number, column: string, fault: string): Refusal {
  return refuse('PROV-16', code, `Line ${line}: ${fault}.`, column ? `lines[${line}].${column}` : `lines[${line}]`);
}
