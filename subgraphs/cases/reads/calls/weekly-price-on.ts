import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { Placement } from '../../entities/placements/placement.js';
import { callsOn } from '../../rules/calls/calls-in-force.js';
import { isAtOnePrice, weeklyPricePence } from '../../rules/placements/weekly-price.js';
import { isInAHome } from '../../rules/requests/home-need.js';
import { callsVersions } from './calls-versions.js';

/**
 * What a week of a placement costs at this level by the calls that are in force on a day, or what was agreed for the place in
 * a home or for the whole package; null if a rate that it needs is missing. [AWRD-03, AWRD-04, AWRD-10]
 */
export async function weeklyPriceOn(
  em: EntityManager,
  placement: Placement,
  { weeklyWorkerMinutes, effectiveFrom }: { readonly weeklyWorkerMinutes: number; readonly effectiveFrom: string },
): Promise<number | null> {
  if (isInAHome(placement.serviceType) || isAtOnePrice(placement)) return placement.weeklyPricePence;
  const versions = await callsVersions(em, placement.id);
  return weeklyPricePence({ weeklyWorkerMinutes, calls: callsOn(versions, effectiveFrom) }, placement);
}
