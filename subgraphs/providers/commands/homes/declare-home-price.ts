import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';
import type { HomePrice } from '../../entities/homes/home-price.js';
import { DECLARERS } from '../../entities/readers.js';
import { councilsOf } from '../../reads/register/councils-of.js';
import { beginPrice, begunBefore } from '../../steps/homes/begin-price.js';
import { lockedHome } from '../../steps/homes/locked-home.js';

export const allowed = { scope: 'capacity:write', roles: DECLARERS } satisfies Allowed;

export interface DeclareHomePrice {
  readonly homeId: string;
  readonly kind: PlaceKind;
  /** A week. */
  readonly pence: number;
  readonly from: string;
  readonly idempotencyKey: string;
}

/**
 * Declares what a kind of place in a provider's own home costs a week from a day on, for every council that has agreed
 * nothing else. Refuses what `beginPrice` does. [PROV-21]
 */
export async function declareHomePrice(
  work: Work,
  { idempotencyKey, ...input }: DeclareHomePrice,
): Promise<Outcome<HomePrice>> {
  const { homeId, ...price } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, allowed);
  // It holds for all councils, so no council's transaction: the lock on the caller's own id makes the row its own.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'declareHomePrice', key: idempotencyKey, input },
      async () => {
        const home = await lockedHome(t, homeId, providerId);
        return beginPrice(t, home, { ...price, council: null }, await councilsOf(t.em, providerId));
      },
      (id) => begunBefore(t, id, { ...input, council: null }),
    ),
  );
}
