/**
 * Worker-minutes at an hourly rate, to the nearest penny, half a penny up: rounded once, for the line. Throws a
 * RangeError on anything but whole numbers from 0 up. [PAY-03; 002 ¶7.22]
 */
export function amountPence(minutes: number, hourlyRatePence: number): number {
  const sixtieths = minutes * hourlyRatePence;
  if (![minutes, hourlyRatePence, sixtieths].every((each) => Number.isSafeInteger(each) && each >= 0)) {
    throw new RangeError('An amount is made from whole minutes and whole pence.');
  }
  return Math.floor((sixtieths + 30) / 60);
}
