import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import { standingsOf } from '../../reads/invitations/standings.js';
import { NOT_INVITED } from '../../rules/bids/answer.js';
import { actingRefusals } from '../../rules/invitations/acting.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/**
 * Why each of these providers, in their order, may do nothing now: it is suspended or deregistered, or no longer of those who
 * were asked; empty for one that may act. [SM-5]
 */
export async function barredNow(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  providers: readonly string[],
): Promise<ReadonlyArray<readonly Refusal[]>> {
  const known = await standingsOf(t.em, callOff.council, providers);
  const on = localDateOf(await t.now());
  return providers.map((id) => {
    const of = known.get(id);
    return of ? actingRefusals({ ...stageAsks(callOff, stage!, policy), on, standing: of.standing }) : [NOT_INVITED];
  });
}
