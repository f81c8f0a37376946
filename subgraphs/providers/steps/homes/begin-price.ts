import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { HomePriceRecorded } from '../../../../schema/events/providers.js';
import type { Location } from '../../entities/cqc/location.js';
import type { CareHome } from '../../entities/homes/care-home.js';
import { HomePrice } from '../../entities/homes/home-price.js';
import { placeKindRefusal, registeredHomeRefusal } from '../../rules/homes/care-home.js';
import { type HomePrice as Price, priceOn, replacedBy, weeklyPriceRefusals } from '../../rules/homes/weekly-price.js';
import { refreshHomes } from './refresh-homes.js';

/**
 * Keeps a price of a home from its first day on, and tells it to the provider and these councils. A price to come is
 * replaced by one that begins with it or earlier. Refuses what `weeklyPriceRefusals`, `placeKindRefusal` and `registeredHomeRefusal` do.
 * The home's provider must be locked. [PROV-21]
 *
 * @param councils that are told
 */
export async function beginPrice(
  t: Transaction,
  { home, location }: { readonly home: CareHome; readonly location: Location },
  price: Price,
  councils: readonly string[],
): Promise<HomePrice> {
  const { id: homeId, providerId } = home;
  const { kind, council, pence, from } = price;
  const today = localDateOf(await t.now());
  const held = await t.em.find(HomePrice, { homeId, kind, council });
  unlessRefused(
    registeredHomeRefusal(location.registered, 'input.homeId'),
    placeKindRefusal(kind, home, 'input.kind'),
    weeklyPriceRefusals(price, held, today),
  );
  const toCome = held.find((each) => each.from === from);
  if (toCome?.pence === pence) return toCome;
  for (const replaced of replacedBy(from, held, today)) if (replaced !== toCome) t.em.remove(replaced);
  const begun = toCome ?? t.em.create(HomePrice, { homeId, providerId, council, kind, pence, from });
  begun.pence = pence;
  t.em.persist(begun);
  for (const told of councils.length > 0 ? councils : [null]) {
    await t.tell({
      type: 'HomePriceRecorded',
      subject: `care-home/${homeId}`,
      council: told,
      audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
      data: { providerId, homeId, placeKind: kind, agreed: council !== null, pence, from },
    } satisfies Omit<HomePriceRecorded, 'actor' | 'occurredAt'>);
  }
  await refreshHomes(t, providerId, homeId);
  return begun;
}

/** The price that was begun, or what has replaced it since. */
export async function begunBefore(
  t: Transaction,
  id: string,
  { homeId, kind, council, from }: Pick<HomePrice, 'homeId' | 'kind' | 'council' | 'from'>,
): Promise<HomePrice> {
  const prices = await t.em.find(HomePrice, { homeId, kind, council });
  return prices.find((price) => price.id === id) ?? priceOn(prices, from)!;
}
