import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import type { Provider } from '../../entities/register/provider.js';
import { NOT_YET_RATED, type RatingSet } from '../../rules/cqc/ratings.js';
import { ofProvider } from '../own-rows.js';

/** The location whose registration and ratings count for a provider. */
export async function locationOf(context: RequestContext, provider: Provider): Promise<Location | undefined> {
  const locations = await ofProvider(context, Location, provider.id);
  return locations.find(({ cqcLocationId }) => cqcLocationId === provider.cqcLocationId);
}

/** What CQC rates that location now. */
export async function ratingsOfProvider(context: RequestContext, provider: Provider): Promise<RatingSet> {
  const location = await locationOf(context, provider);
  return location ? ratingsOf(location) : NOT_YET_RATED;
}
