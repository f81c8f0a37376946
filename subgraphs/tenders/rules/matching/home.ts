import type { HomeNeed } from '../../../../schema/events/cases.js';
import type { HomeStanding, PlaceKind, ProviderStanding } from '../../../../schema/events/providers.js';

/** The kinds of place that a home must give for this need: a respite stay with nursing asks for both. [PROV-21, ASM-06, ASM-08] */
export function placeKindsNeeded({ nursing, lengthOfStayNights }: HomeNeed): readonly PlaceKind[] {
  const stay = lengthOfStayNights === null ? ('RESIDENTIAL' as const) : ('RESPITE' as const);
  if (!nursing) return [stay];
  return stay === 'RESPITE' ? ['RESPITE', 'NURSING'] : ['NURSING'];
}

/** The kind of place that is paid for: a stay is respite, whatever care it is given with. [PROV-21] */
export function placeKindPaid({ nursing, lengthOfStayNights }: HomeNeed): PlaceKind {
  if (lengthOfStayNights !== null) return 'RESPITE';
  return nursing ? 'NURSING' : 'RESIDENTIAL';
}

/** How many places of a kind the home has free by a day, `YYYY-MM-DD`, as last stated; null if it never stated any. [PROV-22] */
export function placesFreeBy(
  { vacancies }: Pick<HomeStanding, 'vacancies'>,
  kind: PlaceKind,
  on: string,
): number | null {
  if (!vacancies) return null;
  return vacancies.free.reduce((sum, each) => sum + (each.kind === kind && each.from <= on ? each.count : 0), 0);
}

/** What a week in a kind of place costs the council on a day, in pence; null if the home says no price. [PROV-21] */
export function weeklyPriceOn({ prices }: Pick<HomeStanding, 'prices'>, kind: PlaceKind, on: string): number | null {
  return prices.findLast((price) => price.kind === kind && price.from <= on)?.pence ?? null;
}

/**
 * The provider as it stands in one of its homes: registered and rated as the home is, for that is where the person would
 * live. [ROUT-30, PROV-02, PROV-08]
 */
export function standingInHome(standing: ProviderStanding, home: HomeStanding): ProviderStanding {
  return {
    ...standing,
    registered: standing.registered && home.registered,
    overall: home.overall,
    keyQuestions: home.keyQuestions,
    doubts: home.doubts,
  };
}
