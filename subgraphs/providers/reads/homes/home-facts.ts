import type { EntityManager } from '../../../../kernel/database/orm.js';
import { doubtsOf, Location, ratingsOf } from '../../entities/cqc/location.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { HomePrice } from '../../entities/homes/home-price.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import type { HomeFacts } from '../../rules/homes/home-standing.js';
import { patchesOfHomes } from './patches-of-homes.js';

/**
 * The facts that decide where homes of one provider stand with councils, by home and council; the same few statements for
 * any number of homes. [PROV-21, PROV-22]
 *
 * @param on `YYYY-MM-DD`, the day whose map of wards counts
 * @param homeId one home alone; all of the provider unless given
 */
export async function homeFacts(
  em: EntityManager,
  providerId: string,
  councils: readonly string[],
  on: string,
  homeId?: string,
): Promise<readonly HomeFacts[]> {
  if (councils.length === 0) return [];
  const homes = await em.find(CareHome, { providerId, ...(homeId !== undefined && { id: homeId }) });
  if (homes.length === 0) return [];
  const ofHomes = { homeId: { $in: homes.map(({ id }) => id) } };
  const locations = await em.find(Location, { id: { $in: homes.map(({ locationId }) => locationId) } });
  const prices = await em.find(HomePrice, ofHomes);
  const statements = await em.find(VacancyStatement, ofHomes);
  const postcodes = locations.flatMap(({ postcode }) => postcode ?? []);
  const facts: HomeFacts[] = [];
  for (const council of councils) {
    const patches = await patchesOfHomes(em, council, postcodes, on);
    for (const home of homes) {
      const location = locations.find(({ id }) => id === home.locationId)!;
      facts.push({
        homeId: home.id,
        providerId,
        council,
        home,
        name: location.name,
        registered: location.registered,
        ratings: ratingsOf(location),
        doubts: doubtsOf(location),
        patch: (location.postcode && patches.get(location.postcode)) ?? null,
        prices: prices.filter((price) => price.homeId === home.id),
        statement: statements.find((statement) => statement.homeId === home.id) ?? null,
      });
    }
  }
  return facts;
}
