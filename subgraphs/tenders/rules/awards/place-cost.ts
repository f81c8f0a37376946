import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { HomeNeed } from '../../../../schema/events/cases.js';
import type { HomeStanding, StandardFeeKind } from '../../../../schema/events/providers.js';
import { placeKindPaid, weeklyPriceOn } from '../matching/home.js';

/** A version of a council's standard fee. */
export interface FeeVersion {
  /** A week. */
  readonly pence: number;
  /** `YYYY-MM-DD`, the first day of the version. */
  readonly from: string;
}

/** What a week of a place costs beside what the council pays as its standard, in whole pence. [CHOI-06, PAY-09] */
export interface PlaceCost {
  /** `YYYY-MM-DD`, the day of admission, of which the figures are. */
  readonly on: string;
  /** What the home has on record for the kind of place, as it was agreed with the council or else its own. */
  readonly pricePence: number;
  /** With nursing the Standard Nursing Fee, without it the Standard Residential Fee. */
  readonly feeKind: StandardFeeKind;
  readonly feePence: number;
  readonly feeFrom: string;
  /** What the price is above the fee. */
  readonly topUpPence: number;
}

/** What is above the fee a week, and falls to a third party: 870 against 800 is 70, and 800 is nothing. Pence. [CHOI-06] */
export function topUpPence({ pricePence, feePence }: Pick<PlaceCost, 'pricePence' | 'feePence'>): number {
  return Math.max(0, pricePence - feePence);
}

/** Which of a council's standard fees the price of a place is held against. [CHOI-06, PROV-21; 000 ¶9a(4)] */
export function feeKindOf({ nursing }: Pick<HomeNeed, 'nursing'>): StandardFeeKind {
  return nursing ? 'NURSING' : 'RESIDENTIAL';
}

/** How a version of a fee is named: by its kind and its first day. [AWRD-11] */
export function feeVersionOf({ feeKind, feeFrom }: Pick<PlaceCost, 'feeKind' | 'feeFrom'>): string {
  return `${feeKind} ${feeFrom}`;
}

/** What the register says of a place on the day of admission. */
export interface PlaceFacts {
  readonly asked: HomeNeed;
  readonly home: HomeStanding;
  /** `YYYY-MM-DD`. */
  readonly on: string;
  /** The version of the fee in force that day; null if the council has set none. */
  readonly fee: FeeVersion | null;
}

/** Price, fee and what is above it; null while one of the two is not on record. [CHOI-06] */
export function placeCost({ asked, home, on, fee }: PlaceFacts): PlaceCost | null {
  const pricePence = weeklyPriceOn(home, placeKindPaid(asked), on);
  if (pricePence === null || fee === null) return null;
  const { pence: feePence, from: feeFrom } = fee;
  const cost = { pricePence, feePence };
  return { on, ...cost, feeKind: feeKindOf(asked), feeFrom, topUpPence: topUpPence(cost) };
}

/**
 * Refuses a place of which the price or the council's standard fee is not on record for the day of admission. [CHOI-06,
 * PROV-21]
 */
export function placeCostRefusals({ asked, home, on, fee }: PlaceFacts): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (weeklyPriceOn(home, placeKindPaid(asked), on) === null) {
    const message = `The home has no price on record for this kind of place on ${on}: agree one with it (agreeHomePrice).`;
    refusals.push(refuse('CHOI-06', 'PLACE_PRICE_NOT_KNOWN', message));
  }
  if (fee === null) {
    const name = feeKindOf(asked) === 'NURSING' ? 'Standard Nursing Fee' : 'Standard Residential Fee';
    const message = `The council has no ${name} for ${on}: record it first (setStandardFee).`;
    refusals.push(refuse('CHOI-06', 'STANDARD_FEE_MISSING', message));
  }
  return refusals;
}

/**
 * Refuses to go on with a choice whose price or fee has moved since it was recorded, and leaves a top-up: what the person was
 * shown, and what was signed or granted, was another sum. A place within the fee needs nothing of that. [CHOI-06]
 *
 * @param then as kept with the choice; null if nothing was
 * @param field the field of the act that names the choice or its call-off
 */
export function costMovedRefusal(then: PlaceCost | null, now: PlaceCost, field: string): Refusal | undefined {
  if (now.topUpPence === 0) return undefined;
  if (then && then.pricePence === now.pricePence && then.feePence === now.feePence) return undefined;
  const were = then
    ? ` When the choice was recorded they were ${pounds(then.pricePence)} and ${pounds(then.feePence)}.`
    : '';
  const are = `A week costs ${pounds(now.pricePence)} and the standard fee is ${pounds(now.feePence)} on ${now.on}.`;
  return refuse('CHOI-06', 'PLACE_COST_CHANGED', `${are}${were} Record the choice anew.`, field);
}

/** Of more than 0 pence. */
function pounds(pence: number): string {
  return `£${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}`;
}
