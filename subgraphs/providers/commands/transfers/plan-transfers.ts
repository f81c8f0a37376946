import type { Transaction, Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { REGISTER } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { LegacyTransfer } from '../../entities/transfers/legacy-transfer.js';
import {
  LEGACY_TRANSFER,
  type PlannedTransfer,
  plannedAgainRefusals,
  transferGaps,
  transferRefusals,
} from '../../rules/transfers/legacy-transfer.js';
import { nextState } from '../../steps/register/next-state.js';
import { changeTransfers } from '../../steps/transfers/change-transfers.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface PlanTransfers {
  readonly council: string;
  readonly rows: readonly PlannedTransfer[];
  readonly idempotencyKey: string;
}

/**
 * Plans the transfer of legacy packages, or plans them again: a row for a package that is in the register already takes
 * the place of what is held, until it is done. One without gaps is ready. Refuses what `transferRefusals` and
 * `plannedAgainRefusals` do, and then takes no row. [PROV-35]
 */
export async function planTransfers(work: Work, input: PlanTransfers): Promise<Outcome<readonly LegacyTransfer[]>> {
  authorise(work.caller, allowed, { council: input.council });
  return changeTransfers(work, 'planTransfers', input, (t) => plan(t, input));
}

async function plan(t: Transaction, { council, rows }: PlanTransfers): Promise<readonly LegacyTransfer[]> {
  const named = rows.flatMap(({ fromProviderId, toProviderId }) => [fromProviderId, toProviderId]).filter(isId);
  const known = await t.em.find(Provider, { id: { $in: [...new Set(named)] } });
  unlessRefused(transferRefusals(rows, new Set(known.map(({ id }) => id)), localDateOf(await t.now())));
  const references = rows.map(({ packageReference }) => packageReference);
  const held = new Map(
    (await t.em.find(LegacyTransfer, { council, packageReference: { $in: references } })).map((each) => [
      each.packageReference,
      each,
    ]),
  );
  unlessRefused(plannedAgainRefusals(references.map((each) => held.get(each)?.state ?? '(new)')));
  return rows.map(({ packageReference, fromProviderId, toProviderId, plannedOn, tupeAssessed, personInformed }) => {
    const transfer = held.get(packageReference);
    const planned = nextState(LEGACY_TRANSFER, transfer?.state ?? '(new)', 'plan');
    const isReady = transferGaps({ tupeAssessed, personInformed }).length === 0;
    const state = isReady ? nextState(LEGACY_TRANSFER, planned, 'get ready') : planned;
    const facts = { fromProviderId, toProviderId, plannedOn, tupeAssessed, personInformed, state };
    const kept = transfer
      ? t.em.assign(transfer, facts)
      : t.em.create(LegacyTransfer, { council, packageReference, ...facts });
    t.em.persist(kept);
    return kept;
  });
}
