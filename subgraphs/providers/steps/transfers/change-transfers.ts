import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { accepted, type Outcome } from '../../../../kernel/values/refusal.js';
import type { LegacyTransfersChanged } from '../../../../schema/events/providers.js';
import { LegacyTransfer } from '../../entities/transfers/legacy-transfer.js';
import { MOST_TRANSFERS } from '../../rules/transfers/legacy-transfer.js';

/**
 * Runs an act on transfers of a council, once for each key and one at a time, and tells contract officers of all of
 * them. All of them are changed, or none is. [PROV-35]
 */
export async function changeTransfers<Input extends { readonly council: string; readonly idempotencyKey: string }>(
  work: Work,
  act: string,
  { idempotencyKey, ...input }: Input,
  change: (t: Transaction) => Promise<readonly LegacyTransfer[]>,
): Promise<Outcome<readonly LegacyTransfer[]>> {
  const { council } = input;
  const { result, refusals } = await inTransaction(work, council, (t) =>
    once(
      t,
      { act, key: idempotencyKey, input, mostEntries: MOST_TRANSFERS },
      async () => {
        await lockNamed(t, `legacy-transfers/${council}`);
        const transfers = await change(t);
        await tellTransfers(t, council, transfers);
        return asOne(transfers);
      },
      async (ids) => asOne(await recorded(t, ids.split(' '))),
    ),
  );
  return result ? accepted(result.transfers) : { result, refusals };
}

/** One act changes any number of transfers: it is known again by the ids of all. */
function asOne(transfers: readonly LegacyTransfer[]) {
  return { id: transfers.map(({ id }) => id).join(' '), transfers };
}

async function recorded(t: Transaction, ids: readonly string[]): Promise<readonly LegacyTransfer[]> {
  const held = new Map((await t.em.find(LegacyTransfer, { id: { $in: [...ids] } })).map((each) => [each.id, each]));
  return ids.map((id) => held.get(id)!);
}

async function tellTransfers(t: Transaction, council: string, transfers: readonly LegacyTransfer[]): Promise<void> {
  await t.tell({
    type: 'LegacyTransfersChanged',
    subject: `council/${council}`,
    council,
    audience: { roles: ['contract-officer'] },
    data: { transferIds: transfers.map(({ id }) => id) },
  } satisfies Omit<LegacyTransfersChanged, 'actor' | 'occurredAt'>);
}
