import type { EntityClass } from '@mikro-orm/core';
import { policyInForce } from '../../../kernel/database/policy-in-force.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { isCouncil, isProvider } from '../../../kernel/identity/caller.js';
import type { PolicyInForce } from '../../../schema/policy.js';
import { Location } from '../entities/cqc/location.js';
import { Provider } from '../entities/register/provider.js';

/** What resolvers read, once a request: each list in one statement, however many providers ask for it. */

/** The rows of a provider that this caller may see. */
export async function ofProvider<Row extends { providerId: string; id: string }>(
  context: RequestContext,
  entity: EntityClass<Row>,
  providerId: string,
): Promise<Row[]> {
  const loader = context.loader<string, Row[]>(`${entity.name} of provider`, async (ids) => {
    const where = { providerId: { $in: [...ids] } };
    const rows = (await context.em.find(entity, where as never, { orderBy: { id: 'asc' } as never })) as Row[];
    return ids.map((id) => rows.filter((row) => row.providerId === id));
  });
  return (await loader.load(providerId)) ?? [];
}

/** The location whose registration and ratings count. */
export async function locationOf(context: RequestContext, provider: Provider): Promise<Location | undefined> {
  const locations = await ofProvider(context, Location, provider.id);
  return locations.find(({ cqcLocationId }) => cqcLocationId === provider.cqcLocationId);
}

export async function nowOf(context: RequestContext): Promise<Date> {
  return (await context.loader<'now', Date>('now', async () => [await context.now()]).load('now'))!;
}

export async function policyOf(context: RequestContext, council: string): Promise<PolicyInForce['policy']> {
  const loader = context.loader<string, PolicyInForce>('policy', async (councils) => {
    const now = await nowOf(context);
    return Promise.all(councils.map((each) => policyInForce(context.em, each, now)));
  });
  return (await loader.load(council))!.policy;
}

/**
 * The council that a question is about: the one named, or the only one that the caller acts within. Null where it may
 * not ask about that council, or has to say which one it means (IDG-26).
 */
export function councilAsked({ caller }: RequestContext, council: string | null | undefined): string | null {
  if (council != null)
    return !(isCouncil(caller) || isProvider(caller)) || caller.councils.includes(council) ? council : null;
  return caller.councils.length === 1 ? caller.councils[0]! : null;
}
