/**
 * A whole number of pence in so many parts that differ by a penny at the most and come to it exactly; the first parts have the
 * pennies that are left over. 1,000 pence for 3 people are 334, 333 and 333. [ISF-03]
 *
 * @param pence 0 or more
 * @param parts 0 gives none
 */
export function splitEvenly(pence: number, parts: number): readonly number[] {
  const least = Math.floor(pence / parts);
  const left = pence - least * parts;
  return Array.from({ length: parts }, (_, nth) => (nth < left ? least + 1 : least));
}
