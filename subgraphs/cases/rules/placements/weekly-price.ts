import type { CommissionedCall, Night, NightRates } from '../../../../schema/events/cases.js';

/** What a week of care is priced by, as agreed at the award; null where no such rate was in force. */
export interface Rates {
  readonly hourlyRatePence: number | null;
  readonly nightRatesPence: NightRates;
}

/**
 * Price of a week: each night of its calls at the flat rate of its kind for each worker, and the worker-minutes beside them
 * at the hourly rate, to the nearest penny, half a penny up. Rounded once for the week, never per visit, and exact: there is
 * nothing but whole numbers below 2^53. Null if a rate that it needs is missing. Throws a RangeError on anything but whole
 * numbers from 0 up. [AWRD-03, AWRD-10, PROV-32]
 *
 * @param week its worker-minutes, the nights' among them, and its calls
 */
export function weeklyPricePence(
  week: {
    readonly weeklyWorkerMinutes: number;
    readonly calls: ReadonlyArray<
      Pick<CommissionedCall, 'days' | 'minutes' | 'workers'> & { readonly night?: Night | null }
    >;
  },
  { hourlyRatePence, nightRatesPence }: Rates,
): number | null {
  const nights = week.calls.flatMap(({ night, days, minutes, workers }) => {
    return night ? [{ ratePence: nightRatesPence[night], nights: days.length * workers, minutes }] : [];
  });
  const ofNights = nights.reduce((sum, { nights: count, minutes }) => sum + count * minutes, 0);
  const byTheHour = Math.max(0, week.weeklyWorkerMinutes - ofNights);
  let pence = 0;
  for (const { ratePence, nights: count } of nights) {
    if (ratePence === null) return null;
    pence += count * ratePence;
  }
  // A week of nights alone needs no hourly rate.
  if (hourlyRatePence === null && (byTheHour > 0 || nights.length === 0)) return null;
  const sixtieths = byTheHour * (hourlyRatePence ?? 0);
  const whole = [week.weeklyWorkerMinutes, hourlyRatePence ?? 0, sixtieths, pence];
  if (!whole.every((each) => Number.isSafeInteger(each) && each >= 0)) {
    throw new RangeError('A price is made from whole minutes and whole pence.');
  }
  return pence + Math.floor((sixtieths + 30) / 60);
}

/**
 * Whether care at home was bought at one price a week, as a response to a call-off gave it for the whole package: no rate of an
 * hour or a night was agreed, and a week has its price all the same. [ROUT-46, AWRD-03]
 */
export function isAtOnePrice({
  hourlyRatePence,
  nightRatesPence,
  weeklyPricePence,
}: Rates & { readonly weeklyPricePence: number | null }): boolean {
  const hasRate = hourlyRatePence !== null || Object.values(nightRatesPence).some((rate) => rate !== null);
  return !hasRate && weeklyPricePence !== null;
}
