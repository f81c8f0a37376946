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

/** Reads a whole UK postcode in any case and spacing; null if the text does not have the form of one. */
export function parsePostcode(text: string): Postcode | null {
  const parsed = parse(text.trim());
  return parsed.valid ? { full: parsed.postcode, sector: parsed.sector, outward: parsed.outcode } : null;
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
