import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Placement } from '../../entities/placements/placement.js';
import { Package } from '../../entities/requests/package.js';
import type { PackageState } from '../../rules/requests/package-states.js';
import { type Stay, stayOf } from '../../rules/requests/respite-allowance.js';

/** Agreed by the panel, and nobody is placed by it yet. */
const SOUGHT: readonly PackageState[] = ['WITH_BROKERAGE', 'SOURCING', 'UNFILLED'];

/**
 * A person's respite with this council, under each of their records: what was stayed, what is booked, and what the panel has agreed to and is still
 * sought, for two requests do not share one allowance. `today` is a London date. [ASM-08]
 *
 * @param except the package whose own stay is not counted
 */
export async function respiteStays(
  em: EntityManager,
  personIds: readonly string[],
  today: string,
  except: string | null = null,
): Promise<readonly Stay[]> {
  const of = { personId: { $in: [...personIds] }, serviceType: 'RESPITE' } as const;
  const placements = await em.find(Placement, of);
  const sought = await em.find(Package, { ...of, state: { $in: [...SOUGHT] } });
  const isOther = (packageId: string) => packageId !== except;
  return [
    ...placements
      .filter(({ packageId }) => isOther(packageId))
      .map(({ state, startDate, endDate, startedAt, lengthOfStayNights, need }) => {
        const booked = lengthOfStayNights ?? need.home?.lengthOfStayNights ?? 0;
        return stayOf({ state, startDate, endDate, startedAt, booked }, today);
      }),
    ...sought
      .filter(({ id }) => isOther(id))
      .map(({ neededFrom: from, need }) => ({ from, nights: need.home?.lengthOfStayNights ?? 0 })),
  ];
}
