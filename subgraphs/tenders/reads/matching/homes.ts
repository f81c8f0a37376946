import type { EntityManager } from '../../../../kernel/database/orm.js';
import { isId } from '../../../../kernel/values/ids.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import { HomeStandingCopy } from '../../entities/invitations/home-standing-copy.js';

/** Where the homes of these providers stand with a council, as last heard, in the order of their ids. [ROUT-30] */
export async function homesOf(
  em: EntityManager,
  council: string,
  providers: readonly string[],
): Promise<readonly HomeStanding[]> {
  const kept = await em.find(
    HomeStandingCopy,
    { council, providerId: { $in: [...providers] } },
    { orderBy: { homeId: 'asc' } },
  );
  return kept.map(({ snapshot }) => snapshot);
}

/** Where the homes of these answers stand with a council, by their ids; those of answers that are of no home are left out. */
export async function homesOfAnswers(
  em: EntityManager,
  council: string,
  answers: ReadonlyArray<{ readonly homeId: string | null }>,
): Promise<ReadonlyMap<string, HomeStanding>> {
  const ids = answers.flatMap(({ homeId }) => homeId ?? []);
  if (ids.length === 0) return new Map();
  const kept = await em.find(HomeStandingCopy, { council, homeId: { $in: ids } });
  return new Map(kept.map(({ homeId, snapshot }) => [homeId, snapshot]));
}

/** A home of this provider as its council last heard of it; null if it knows none of that id. [ROUT-24] */
export async function homeOfProvider(
  em: EntityManager,
  council: string,
  { providerId, homeId }: { readonly providerId: string; readonly homeId: string },
): Promise<HomeStanding | null> {
  if (!isId(homeId) || !isId(providerId)) return null;
  return (await em.findOne(HomeStandingCopy, { council, homeId, providerId }))?.snapshot ?? null;
}

/**
 * The home of an answer as a check of it asks: null if the register tells of none of that id, undefined if the answer is of
 * no home.
 */
export function homeOf(
  { homeId }: { readonly homeId: string | null },
  homes: ReadonlyMap<string, HomeStanding>,
): HomeStanding | null | undefined {
  return homeId === null ? undefined : (homes.get(homeId) ?? null);
}
