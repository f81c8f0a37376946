import { parse } from 'postcode';

/** A postcode in its usual spelling, and the two coarser areas in which it lies. */
export interface Postcode {
  /** e.g. `BR1 1AB`. */
  readonly full: string;
  /** e.g. `BR1 1`. */
  readonly sector: string;
  /** e.g. `BR1`. */
  readonly outward: string;
}

/** How much of a postcode is shown. */
export type PostcodeGranularity = 'FULL' | 'SECTOR' | 'OUTWARD';

/**
 * Reads a whole UK postcode in any case and spacing; null if the text is none: its letters must be those of a postal
 * area, and the letter that some districts end in one of those in use, which an O or an I for a digit never is.
 * Pseudo-postcodes such as ZZ99, for people without an address, are none either.
 */
export function parsePostcode(text: string): Postcode | null {
  const parsed = parse(text.trim());
  if (!parsed.valid || !isOutward(parsed.outcode)) return null;
  return { full: parsed.postcode, sector: parsed.sector, outward: parsed.outcode };
}

/** Postal areas, Girobank's aside: the letters with which a postcode begins. */
export const POSTAL_AREAS: readonly string[] =
  `AB AL B BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY
   HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL
   PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`.split(
    /\s+/,
  );
const AREAS = new Set(POSTAL_AREAS);

function isOutward(outward: string): boolean {
  const [, area = '', letter] = /^([A-Z]{1,2})\d{1,2}([A-Z]?)$/.exec(outward) ?? [];
  if (!AREAS.has(area)) return false;
  return !letter || (area.length === 1 ? 'ABCDEFGHJKPSTUW' : 'ABEHMNPRVWXY').includes(letter);
}

/**
 * As much of a postcode as may be shown. Throws a RangeError when the text is no postcode, so that nothing else of an
 * address slips out in its place. [IDG-01]
 */
export function postcodeAt(granularity: PostcodeGranularity, postcode: string): string {
  const parsed = parsePostcode(postcode);
  if (!parsed) throw new RangeError('Only a whole postcode can be shown in part.');
  return { FULL: parsed.full, SECTOR: parsed.sector, OUTWARD: parsed.outward }[granularity];
}
