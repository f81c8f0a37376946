import type { Transaction, Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { REGISTER } from '../../entities/readers.js';
import { LegacyTransfer } from '../../entities/transfers/legacy-transfer.js';
import { completionRefusals, LEGACY_TRANSFER } from '../../rules/transfers/legacy-transfer.js';
import { nextState } from '../../steps/register/next-state.js';
import { changeTransfers } from '../../steps/transfers/change-transfers.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface CompleteTransfers {
  readonly council: string;
  readonly transferIds: readonly string[];
  readonly idempotencyKey: string;
}

/**
 * Keeps that transfers were done today. Only one that is ready can be: who was not informed does not move. Refuses what
 * `completionRefusals` does, and then takes none. [PROV-35]
 */
export async function completeTransfers(
  work: Work,
  input: CompleteTransfers,
): Promise<Outcome<readonly LegacyTransfer[]>> {
  authorise(work.caller, allowed, { council: input.council });
  return changeTransfers(work, 'completeTransfers', input, (t) => complete(t, input));
}

async function complete(
  t: Transaction,
  { council, transferIds }: CompleteTransfers,
): Promise<readonly LegacyTransfer[]> {
  const transfers = await t.em.find(
    LegacyTransfer,
    { council, id: { $in: [...new Set(transferIds)].filter(isId) } },
    { orderBy: { plannedOn: 'asc', id: 'asc' } },
  );
  const doneOn = localDateOf(await t.now());
  unlessRefused(completionRefusals(transferIds, new Map(transfers.map((each) => [each.id, each])), doneOn));
  for (const transfer of transfers) {
    transfer.state = nextState(LEGACY_TRANSFER, transfer.state, 'complete');
    transfer.doneOn = doneOn;
  }
  return transfers;
}
