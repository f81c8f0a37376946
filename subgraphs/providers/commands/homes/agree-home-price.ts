import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { HomePrice } from '../../entities/homes/home-price.js';
import { REGISTER } from '../../entities/readers.js';
import { councilsOf } from '../../reads/register/councils-of.js';
import { agreedPriceRefusal } from '../../rules/homes/weekly-price.js';
import { beginPrice, begunBefore } from '../../steps/homes/begin-price.js';
import { lockedHome } from '../../steps/homes/locked-home.js';
import type { DeclareHomePrice } from './declare-home-price.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface AgreeHomePrice extends DeclareHomePrice {
  readonly council: string;
}

/**
 * Records what a council has agreed with a home that a kind of place costs it a week from a day on. It counts before the
 * home's own price, and no other council knows of it. Refuses what `beginPrice` and `agreedPriceRefusal` do. [PROV-21, IDG-26]
 */
export async function agreeHomePrice(
  work: Work,
  { idempotencyKey, ...input }: AgreeHomePrice,
): Promise<Outcome<HomePrice>> {
  const { homeId, council, ...price } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'agreeHomePrice', key: idempotencyKey, input },
      async () => {
        const found = await lockedHome(t, homeId);
        const councils = await councilsOf(t.em, found.home.providerId);
        unlessRefused(agreedPriceRefusal(councils.includes(council)));
        return beginPrice(t, found, { ...price, council }, [council]);
      },
      (id) => begunBefore(t, id, input),
    ),
  );
}
