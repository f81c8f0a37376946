import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Location } from '../../entities/cqc/location.js';
import { patchesOfHomes } from '../../reads/homes/patches-of-homes.js';

/** Code of the patch of a council in which a location lies on a date; null outside of the borough. */
export async function patchOfLocation(
  context: RequestContext,
  location: Pick<Location, 'postcode'> | null,
  council: string,
  on: string,
): Promise<string | null> {
  if (!location?.postcode) return null;
  const loader = context.loader<string, string>(`patches of ${council} on ${on}`, async (postcodes) => {
    const patches = await patchesOfHomes(context.em, council, postcodes, on);
    return postcodes.map((each) => patches.get(each) ?? null);
  });
  return loader.load(location.postcode);
}
