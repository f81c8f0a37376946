import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { ProviderStandingCopy } from '../../entities/invitations/provider-standing-copy.js';
import { isBarred, READS_FORM } from '../../rules/invitations/disclosure.js';
import { tellForm } from '../../steps/bids/move-bid.js';

/**
 * Keeps where a provider stands with a council, as the register last told; an older version changes nothing. Hours
 * that the register counts from now on need no longer be added to it. Who is barred reads no request form any more, and
 * reads it again once it is not. [EVAL-01, PROV-08, PROV-23, IDG-04, IDG-05]
 */
export async function keepStanding(work: Work, standing: ProviderStanding): Promise<Outcome<void>> {
  const { providerId, council, version, capacity } = standing;
  const barred = isBarred(standing);
  return inTransaction(work, council, async (t) => {
    const { em } = t;
    const kept = await em.findOne(ProviderStandingCopy, { providerId, council }, { fields: ['version', 'barred'] });
    await em.execute(
      `insert into tenders.provider_standing as kept (provider_id, council, version, snapshot, barred)
       values (?, ?, ?, ?::jsonb, ?)
       on conflict (provider_id, council) do update set version = excluded.version, snapshot = excluded.snapshot,
         barred = excluded.barred
       where kept.version < excluded.version`,
      [providerId, council, version, JSON.stringify(standing), barred],
      { method: 'run' },
    );
    await em.execute(
      `delete from tenders.uncounted_hours hours using platform.event told
       where hours.provider_id = ? and told.subject = 'call-off/' || hours.call_off_id and told.type = 'CallOffAwarded'
         and told.data->>'awardId' = hours.award_id::text and told.seq <= ?`,
      [providerId, capacity.countedTo],
      { method: 'run' },
    );
    if (kept && kept.version < version && kept.barred !== barred) await tellForms(t, standing, !barred);
  });
}

/**
 * Opens or closes to a provider the request forms that it asked for. None is opened again once its call-off seeks nobody
 * any more: it is over, or is awarded and its winner reads the case itself. (IDG-04, ROUT-32)
 */
async function tellForms(t: Transaction, { providerId, council }: ProviderStanding, reads: boolean): Promise<void> {
  const asked = { providerId, council, formRequestedAt: { $ne: null }, state: { $in: [...READS_FORM] } };
  for (const bid of await t.em.find(Bid, asked, { orderBy: { id: 'asc' } })) {
    const callOff = await t.em.findOneOrFail(CallOff, bid.callOffId);
    if (reads && (callOff.endedAt || callOff.state === 'AWARDED')) continue;
    await tellForm(t, callOff, bid, reads);
  }
}
