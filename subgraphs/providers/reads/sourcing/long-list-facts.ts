import type { EntityManager } from '../../../../kernel/database/orm.js';
import { Location } from '../../entities/cqc/location.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { HomePrice } from '../../entities/homes/home-price.js';
import { StandardFee } from '../../entities/homes/standard-fee.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { Membership } from '../../entities/membership/membership.js';
import { Provider } from '../../entities/register/provider.js';
import { LongListKeys } from '../../entities/sourcing/long-list-keys.js';
import type { Candidate } from '../../rules/sourcing/long-list.js';
import { patchesOfHomes } from '../homes/patches-of-homes.js';
import type { CandidateFound } from './candidates.js';

/** What the register holds of one candidate. */
export interface FactsOfCandidate {
  readonly provider: Provider;
  readonly home: CareHome | null;
  /** The home, or the location whose registration and ratings count for the provider. */
  readonly location: Location | null;
  readonly candidate: Candidate;
  readonly statement: VacancyStatement | null;
  readonly prices: readonly HomePrice[];
}

/** What the register holds of candidates, in their order, and the council's standard fees: the same few statements for any number. */
export async function longListFacts(
  em: EntityManager,
  council: string,
  found: readonly CandidateFound[],
  on: string,
): Promise<{ readonly facts: readonly FactsOfCandidate[]; readonly fees: readonly StandardFee[] }> {
  const providerId = { $in: [...new Set(found.map((each) => each.providerId))] };
  const homeIds = found.filter(({ locationId }) => locationId).map(({ id }) => id);
  const providers = byId(await em.find(Provider, { id: providerId }));
  const homes = byId(await em.find(CareHome, { id: { $in: homeIds } }));
  const locations = await em.find(Location, {
    $or: [
      { id: { $in: found.flatMap(({ locationId }) => locationId ?? []) } },
      { cqcLocationId: { $in: [...providers.values()].map(({ cqcLocationId }) => cqcLocationId) } },
    ],
  });
  const locationsById = byId(locations);
  const keyLocations = new Map(locations.map((location) => [location.cqcLocationId, location]));
  const memberships = Map.groupBy(await em.find(Membership, { council, providerId }), (each) => each.providerId);
  const keys = new Map((await em.find(LongListKeys, { council, providerId })).map((each) => [each.providerId, each]));
  const statements = await em.find(VacancyStatement, { homeId: { $in: homeIds } });
  const statementOf = new Map(statements.map((each) => [each.homeId, each]));
  const prices = Map.groupBy(await em.find(HomePrice, { homeId: { $in: homeIds } }), ({ homeId }) => homeId);
  const fees = await em.find(StandardFee, { council });
  const postcodes = locations.flatMap(({ postcode }) => postcode ?? []);
  const patches = await patchesOfHomes(em, council, [...new Set(postcodes)], on);
  const facts = found.map(({ id, providerId: ownerId, locationId }): FactsOfCandidate => {
    const provider = providers.get(ownerId)!;
    const home = homes.get(id) ?? null;
    const location = (locationId ? locationsById.get(locationId) : keyLocations.get(provider.cqcLocationId)) ?? null;
    const { groups, skills } = provider;
    return {
      provider,
      home,
      location,
      candidate: {
        memberships: memberships.get(ownerId) ?? [],
        keys: keys.get(ownerId) ?? null,
        groups,
        skills,
        home: home && {
          kinds: home.kinds,
          groups: home.groups,
          skills: home.skills,
          patch: patches.get(location?.postcode ?? '') ?? null,
        },
      },
      statement: statementOf.get(id) ?? null,
      prices: prices.get(id) ?? [],
    };
  });
  return { facts, fees };
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
