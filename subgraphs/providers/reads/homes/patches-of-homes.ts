import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Ward, WardPostcode } from '../../entities/geography/patch.js';
import { patchOf } from '../../rules/geography/patch-resolution.js';

/**
 * In which patch of a council each postcode lies on a date, by postcode; one that is not in the map lies outside of the
 * borough. [PROV-16, PROV-21]
 *
 * @param postcodes as the register spells them
 */
export async function patchesOfHomes(
  em: EntityManager,
  council: string,
  postcodes: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await em.find(WardPostcode, { council, postcode: { $in: [...postcodes] } });
  const map = await em.find(Ward, { council, wardCode: { $in: rows.map(({ wardCode }) => wardCode) } });
  const placed = postcodes.flatMap((postcode): Array<[string, string]> => {
    const answer = patchOf({ postcode, on }, rows, map);
    return 'refusal' in answer ? [] : [[postcode, answer.patch]];
  });
  return new Map(placed);
}
