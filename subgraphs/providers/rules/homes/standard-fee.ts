import type { PlaceKind, StandardFeeKind } from '../../../../schema/events/providers.js';
import type { ProviderCategory } from '../register/provider-record.js';
import { priceOn, type WeeklyPrice } from './weekly-price.js';

/** What a council pays for a place, from a day on. */
export interface StandardFee extends WeeklyPrice {
  readonly kind: StandardFeeKind;
}

const STAYS = {
  CARE_HOME_WITH_NURSING: 'NURSING',
  CARE_HOME_WITHOUT_NURSING: 'RESIDENTIAL',
} as const satisfies Partial<Record<ProviderCategory, StandardFeeKind>>;
/** Categories whose members give places in homes. */
export type HomeCategory = keyof typeof STAYS;

/** Whether a category is one of homes: then homes are listed, and not members [PROV-13]. */
export function isHomeCategory(category: ProviderCategory): category is HomeCategory {
  return category in STAYS;
}

/** The kind of place to live in that a category of home gives [PROV-13, PROV-21]. */
export function stayOf(category: HomeCategory): StandardFeeKind {
  return STAYS[category];
}

/**
 * The standard fee that the price of a place is held against on a day: the nursing fee with nursing, the residential fee
 * without, and for respite that of the home's category; null if the council has set none for that day. [PROV-21; 000 ¶9a(4)]
 */
export function standardFeeOn<Fee extends StandardFee>(
  fees: readonly Fee[],
  asked: { readonly kind: PlaceKind; readonly category: HomeCategory; readonly on: string },
): Fee | null {
  const feeKind = asked.kind === 'RESPITE' ? stayOf(asked.category) : asked.kind;
  return priceOn(
    fees.filter(({ kind }) => kind === feeKind),
    asked.on,
  );
}
