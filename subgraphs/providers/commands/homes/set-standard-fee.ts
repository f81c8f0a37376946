import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { StandardFeeKind, StandardFeeSet } from '../../../../schema/events/providers.js';
import { StandardFee } from '../../entities/homes/standard-fee.js';
import { REGISTER } from '../../entities/readers.js';
import { priceOn, replacedBy, weeklyPriceRefusals } from '../../rules/homes/weekly-price.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface SetStandardFee {
  readonly council: string;
  readonly kind: StandardFeeKind;
  /** A week. */
  readonly pence: number;
  readonly from: string;
  readonly idempotencyKey: string;
}

/**
 * Sets a council's Standard Residential Fee or Standard Nursing Fee from a day on. What is in force stays as it is; a
 * version to come is replaced by one that begins with it or earlier. Refuses what `weeklyPriceRefusals` does. [PROV-21]
 */
export async function setStandardFee(
  work: Work,
  { idempotencyKey, ...input }: SetStandardFee,
): Promise<Outcome<StandardFee>> {
  authorise(work.caller, allowed, { council: input.council });
  return inTransaction(work, input.council, (t) =>
    once(
      t,
      { act: 'setStandardFee', key: idempotencyKey, input },
      () => set(t, input),
      (id) => setBefore(t, id, input),
    ),
  );
}

async function set(t: Transaction, input: Omit<SetStandardFee, 'idempotencyKey'>): Promise<StandardFee> {
  const { council, kind, pence, from } = input;
  await lockNamed(t, `fees/${council}`);
  const setAt = await t.now();
  const held = await t.em.find(StandardFee, { council, kind });
  const today = localDateOf(setAt);
  unlessRefused(weeklyPriceRefusals(input, held, today));
  const toCome = held.find((fee) => fee.from === from);
  if (toCome?.pence === pence) return toCome;
  for (const replaced of replacedBy(from, held, today)) if (replaced !== toCome) t.em.remove(replaced);
  const fee = toCome ?? t.em.create(StandardFee, { council, kind, pence, from, setAt });
  t.em.persist(t.em.assign(fee, { pence, setAt }));
  await t.tell({
    type: 'StandardFeeSet',
    subject: `council/${council}`,
    council,
    audience: { roles: ['broker', 'contract-officer'] },
    data: { feeKind: kind, pence, from },
  } satisfies Omit<StandardFeeSet, 'actor' | 'occurredAt'>);
  return fee;
}

/** The fee that was set, or what has replaced it since. */
async function setBefore(
  t: Transaction,
  id: string,
  { council, kind, from }: Omit<SetStandardFee, 'idempotencyKey'>,
): Promise<StandardFee> {
  const fees = await t.em.find(StandardFee, { council, kind });
  return fees.find((fee) => fee.id === id) ?? priceOn(fees, from)!;
}
