/**
 * Price of a week: worker-minutes at an hourly rate, to the nearest penny, half a penny up. Rounded once for the week,
 * never per visit, and exact: there is nothing but whole numbers below 2^53. Throws a RangeError on anything else.
 * [AWRD-03, AWRD-10]
 */
export function weeklyPricePence(weeklyWorkerMinutes: number, hourlyRatePence: number): number {
  const sixtieths = weeklyWorkerMinutes * hourlyRatePence;
  if (![weeklyWorkerMinutes, hourlyRatePence, sixtieths].every((each) => Number.isSafeInteger(each) && each >= 0)) {
    throw new RangeError('A price is made from whole minutes and whole pence.');
  }
  return Math.floor((sixtieths + 30) / 60);
}
