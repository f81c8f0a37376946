import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Location } from '../../entities/cqc/location.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { HomePrice } from '../../entities/homes/home-price.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { Membership } from '../../entities/membership/membership.js';
import { Provider } from '../../entities/register/provider.js';
import { LongListKeys } from '../../entities/sourcing/long-list-keys.js';
import type { CandidateFound } from '../../reads/sourcing/candidates.js';
import type { Candidate } from '../../rules/sourcing/long-list.js';
import { locationOf } from '../cqc/location-of.js';
import { ofHome } from '../homes/of-home.js';
import { patchOfLocation } from '../homes/patch-of-location.js';
import { ofProvider } from '../own-rows.js';

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

/** What the register holds of candidates, in their order: by loaders, so the same few statements for any number. */
export function longListFacts(
  context: RequestContext,
  council: string,
  found: readonly CandidateFound[],
  on: string,
): Promise<readonly FactsOfCandidate[]> {
  const ofCouncil = (row: { readonly council: string }) => row.council === council;
  const factsOf = async ({ id, providerId, locationId }: CandidateFound): Promise<FactsOfCandidate> => {
    const [provider, memberships, keys, ofTheHome] = await Promise.all([
      context.byId(Provider, providerId),
      ofProvider(context, Membership, providerId),
      ofProvider(context, LongListKeys, providerId),
      locationId === undefined ? null : factsOfHome(context, { id, locationId }, council, on),
    ]);
    const { groups, skills } = provider!;
    const home = ofTheHome?.home ?? null;
    return {
      provider: provider!,
      home,
      location: ofTheHome ? ofTheHome.location : ((await locationOf(context, provider!)) ?? null),
      candidate: {
        memberships: memberships.filter(ofCouncil),
        keys: keys.find(ofCouncil) ?? null,
        groups,
        skills,
        home: home && {
          kinds: home.kinds,
          groups: home.groups,
          skills: home.skills,
          patch: ofTheHome?.patch ?? null,
        },
      },
      statement: ofTheHome?.statement ?? null,
      prices: ofTheHome?.prices ?? [],
    };
  };
  return Promise.all(found.map(factsOf));
}

async function factsOfHome(
  context: RequestContext,
  { id, locationId }: { readonly id: string; readonly locationId: string },
  council: string,
  on: string,
) {
  const [home, location, [statement], prices] = await Promise.all([
    context.byId(CareHome, id),
    context.byId(Location, locationId),
    ofHome(context, VacancyStatement, id),
    ofHome(context, HomePrice, id),
  ]);
  return { home, location, statement, prices, patch: await patchOfLocation(context, location, council, on) };
}
