/**
 * Worker-minutes at an hourly rate, to the nearest penny, half a penny up: rounded once, for the line. Throws a
 * RangeError on anything but whole numbers from 0 up. [PAY-03; 002 ¶7.22]
 */
export function amountPence(minutes: number, hourlyRatePence: number): number {
  return shareOf(hourlyRatePence, minutes, 60);
}

/**
 * A night at its own rate: the flat rate of each worker who was commissioned, or as much of it as is payable of the
 * minutes commissioned, to the nearest penny, half a penny up: rounded once, for the line. Minutes are worker-minutes.
 * Throws a RangeError on anything but whole numbers from 0 up. [PAY-03, PROV-32; 002 App H]
 */
export function nightPence(
  night: { readonly payableMinutes: number; readonly commissionedMinutes: number; readonly workers: number },
  nightRatePence: number,
): number {
  const { payableMinutes, commissionedMinutes, workers } = night;
  if (payableMinutes === 0) return 0;
  return shareOf(nightRatePence * workers, payableMinutes, commissionedMinutes);
}

/** `pence` times `part / whole`, to the nearest penny, half a penny up. */
function shareOf(pence: number, part: number, whole: number): number {
  const product = 2 * pence * part + whole;
  if (![pence, part, whole, product].every((each) => Number.isSafeInteger(each) && each >= 0) || whole === 0) {
    throw new RangeError('An amount is made from whole minutes and whole pence.');
  }
  return Math.floor(product / (2 * whole));
}
