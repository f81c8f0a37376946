import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CareType, NightRates } from '../../../../schema/events/cases.js';
import { covers, overlap } from '../date-span.js';
import type { Rate, RateSubject } from './rate.js';

/**
 * Refuses a provider's whole table of rates: `RATES_OVERLAP` if two rates for the same thing share a day, and
 * `MORE_THAN_ONE_PRICE` if the contracted blended rates of two care types differ on a day: a provider has one price
 * across care types. [PROV-32, AMB-41; 002 ¶7.22, App H]
 */
export function rateTableRefusals(rates: readonly Rate[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const [index, rate] of rates.entries()) {
    const sharing = rates.slice(0, index).filter((earlier) => overlap(earlier, rate));
    if (sharing.some((earlier) => sameSubject(earlier, rate))) {
      const message = 'Rates for the same thing follow each other: one begins after the other ends.';
      refusals.push(refuse('PROV-32', 'RATES_OVERLAP', message, 'from'));
    }
    if (isContractedBlended(rate) && sharing.some((earlier) => isOtherPrice(earlier, rate))) {
      const message = 'A provider has one blended price for all its care types on each day.';
      refusals.push(refuse('PROV-32', 'MORE_THAN_ONE_PRICE', message, 'pence'));
    }
  }
  return refusals;
}

/**
 * The table after new rates begin: a rate that they replace ends on the day before. A rate that itself begins on the
 * same day or later stays as it is, for `rateTableRefusals` to refuse: the past is not rewritten [PROV-32].
 */
export function withNewRates(held: readonly Rate[], begun: readonly Rate[]): readonly Rate[] {
  const ended = held.map((rate) => {
    const successor = begun.find((each) => sameSubject(each, rate) && rate.from < each.from && covers(rate, each.from));
    return successor ? { ...rate, to: addLocalDays(successor.from, -1) } : rate;
  });
  return [...ended, ...begun];
}

/** The contracted blended rates in force on a date, in pence an hour by care type; a care type without one is absent [PROV-32]. */
export function blendedRatePence(rates: readonly Rate[], on: string): Readonly<Partial<Record<CareType, number>>> {
  const inForce = rates.filter((rate) => isContractedBlended(rate) && covers(rate, on));
  return Object.fromEntries(inForce.map(({ careType, pence }) => [careType, pence]));
}

/** The contracted rates of a whole night in force on a date, in pence; a kind of night without one is null [PROV-32, PAY-03]. */
export function nightRatesPence(rates: readonly Rate[], on: string): NightRates {
  const inForce = (kind: keyof NightRates) =>
    rates.find((rate) => rate.kind === kind && rate.packageId === null && covers(rate, on))?.pence ?? null;
  return { SLEEP_IN: inForce('SLEEP_IN'), WAKING_NIGHT: inForce('WAKING_NIGHT') };
}

function sameSubject(one: RateSubject, other: RateSubject): boolean {
  return (
    one.kind === other.kind &&
    one.careType === other.careType &&
    one.label === other.label &&
    one.packageId === other.packageId
  );
}

function isContractedBlended(rate: Rate): boolean {
  return rate.kind === 'BLENDED' && rate.packageId === null;
}

function isOtherPrice(earlier: Rate, rate: Rate): boolean {
  return isContractedBlended(earlier) && earlier.careType !== rate.careType && earlier.pence !== rate.pence;
}
