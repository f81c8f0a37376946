import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';

/** Something that costs so much a week from a day on, until the next version of it begins. */
export interface WeeklyPrice {
  readonly pence: number;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
}

/** No place in a home costs more a week: £10,000. */
const MOST_WEEKLY_PENCE = 1_000_000;
/** So many days back or ahead a price may begin: a financial year. */
export const MOST_DAYS_OFF = 366;

/**
 * Refuses a weekly price that cannot be right: `WEEKLY_PENCE_INVALID` unless it is a whole number of pence above 0 and at
 * most £10,000; `PRICE_DAY_TOO_FAR` more than 366 days back or ahead. And one that would rewrite the past:
 * `PRICE_BEFORE_LATEST` if it begins before the version in force; `PRICE_IN_FORCE` if it begins with it, or before today
 * while there is one. Versions to come may be set anew: see `replacedBy`. [PROV-21]
 *
 * @param held all earlier versions
 */
export function weeklyPriceRefusals(
  price: WeeklyPrice,
  held: readonly WeeklyPrice[],
  today: string,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const { pence, from } = price;
  if (!Number.isSafeInteger(pence) || pence <= 0 || pence > MOST_WEEKLY_PENCE) {
    const message = `A weekly price is a whole number of pence, 1 to ${MOST_WEEKLY_PENCE}.`;
    refusals.push(refuse('PROV-21', 'WEEKLY_PENCE_INVALID', message, 'input.pence'));
  }
  const day = dayRefusal(from, held, today);
  if (day) refusals.push(day);
  return refusals;
}

function dayRefusal(from: string, held: readonly WeeklyPrice[], today: string): Refusal | undefined {
  if (from < addLocalDays(today, -MOST_DAYS_OFF) || from > addLocalDays(today, MOST_DAYS_OFF)) {
    const message = `A price begins at most ${MOST_DAYS_OFF} days back or ahead.`;
    return refuse('PROV-21', 'PRICE_DAY_TOO_FAR', message, 'input.from');
  }
  const inForce = priceOn(held, today);
  if (!inForce) return undefined;
  if (from < inForce.from) {
    const message = `A price begins after the one in force, which began on ${inForce.from}.`;
    return refuse('PROV-21', 'PRICE_BEFORE_LATEST', message, 'input.from');
  }
  if (from > today || (from === today && inForce.from < today)) return undefined;
  const message = 'What is in force stays as it is: a new price begins after it, today or later.';
  return refuse('PROV-21', 'PRICE_IN_FORCE', message, 'input.from');
}

/**
 * The versions to come that a new one from a day on replaces: those that begin with it or later. What was in force on
 * any day until today stays as it is. [PROV-21]
 */
export function replacedBy<Version extends WeeklyPrice>(
  from: string,
  held: readonly Version[],
  today: string,
): readonly Version[] {
  return held.filter((each) => each.from > today && each.from >= from);
}

/** Refuses `NOT_A_MEMBER` for a price agreed with a provider that the council has not admitted [PROV-12]. */
export function agreedPriceRefusal(isMember: boolean): Refusal | undefined {
  if (isMember) return undefined;
  const message = 'A price is agreed by a council that has admitted the provider.';
  return refuse('PROV-12', 'NOT_A_MEMBER', message, 'input.council');
}

/** The version in force on a day; null before the first [PROV-21]. */
export function priceOn<Version extends WeeklyPrice>(versions: readonly Version[], on: string): Version | null {
  return latestOf(versions.filter(({ from }) => from <= on));
}

/** The price of a kind of place in a home: what was agreed with the council, or the home's own for all (no council). */
export interface HomePrice extends WeeklyPrice {
  readonly kind: PlaceKind;
  readonly council: string | null;
}

/**
 * What a kind of place costs a council on a day: what was agreed with it counts before the home's own price; null if the
 * home has neither. [PROV-21]
 */
export function homePriceOn<Price extends HomePrice>(
  prices: readonly Price[],
  { kind, council, on }: { readonly kind: PlaceKind; readonly council: string; readonly on: string },
): Price | null {
  const ofKind = prices.filter((price) => price.kind === kind);
  const agreed = ofKind.filter((price) => price.council === council);
  return (
    priceOn(agreed, on) ??
    priceOn(
      ofKind.filter((price) => price.council === null),
      on,
    )
  );
}

/** By how many pence a week a price lies above the standard fee: what a third party would be asked for; never below 0 [PROV-21]. */
export function penceAboveFee(pricePence: number, feePence: number): number {
  return Math.max(0, pricePence - feePence);
}

function latestOf<Version extends WeeklyPrice>(versions: readonly Version[]): Version | null {
  return versions.reduce<Version | null>((latest, each) => (latest && latest.from >= each.from ? latest : each), null);
}
