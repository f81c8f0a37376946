import { authorise } from '../../../kernel/caller.js';
import { inTransaction, type Work } from '../../../kernel/database.js';
import { startDeadline } from '../../../kernel/deadlines.js';
import { type Outcome, unlessRefused } from '../../../kernel/refusal.js';
import { addLocalDays, endOfLocalDay, localDateOf } from '../../../kernel/working-time.js';
import type { CareType } from '../../../schema/events/cases.js';
import { Rate } from '../entities/rate.js';
import { REGISTER } from '../entities/readers.js';
import { type Rate as Price, type RateKind, rateRefusals, rateTableRefusals, withNewRates } from '../rules/rates.js';
import { lockedProvider } from './found.js';
import { queryLowRates } from './query-low-rates.js';
import { refreshStanding } from './refresh-standing.js';

export interface RecordRate {
  readonly council: string;
  readonly providerId: string;
  readonly kind: RateKind;
  /** Of a BLENDED rate: all types of care with this price, which is one for all of them (AMB-41). */
  readonly careTypes?: readonly CareType[] | null;
  readonly label?: string | null;
  readonly packageId?: string | null;
  readonly pence: number;
  readonly from: string;
  readonly to?: string | null;
  readonly approvedBy?: string | null;
  readonly reason?: string | null;
}

/**
 * Records a price from a date on; the one before ends on the day before [PROV-32]. A blended price that looks
 * artificially low is queried, and awards wait for the answer [PROV-33].
 *
 * Refuses what `rateRefusals` and `rateTableRefusals` do.
 */
export async function recordRate(work: Work, input: RecordRate): Promise<Outcome<readonly Rate[]>> {
  const { council, providerId } = input;
  authorise(work.caller, { scope: 'register:write', roles: REGISTER, council });
  return inTransaction(work, council, async (t) => {
    await lockedProvider(t, providerId);
    const now = await t.now();
    const careTypes = input.careTypes?.length ? [...new Set(input.careTypes)] : [null];
    const begun = careTypes.map(
      (careType): Price => ({
        kind: input.kind,
        careType,
        label: input.label?.trim() || null,
        packageId: input.packageId ?? null,
        pence: input.pence,
        from: input.from,
        to: input.to ?? null,
        approvedBy: input.approvedBy?.trim() || null,
        reason: input.reason?.trim() || null,
      }),
    );
    const held = await t.em.find(Rate, { providerId, council }, { orderBy: { from: 'asc', id: 'asc' } });
    const table = withNewRates(held, begun);
    unlessRefused(begun.flatMap(rateRefusals).slice(0, 1), rateTableRefusals(table).slice(0, 1));

    // The table begins with what was held, in its order.
    for (const [index, rate] of held.entries()) rate.to = table[index]!.to;
    const rates = begun.map((price) => t.em.create(Rate, { ...price, council, providerId }));
    for (const rate of rates) t.em.persist(rate);
    for (const rate of rates.slice(0, 1)) {
      // Time will change what is in force: the standing is told again when it does.
      const changes = [addLocalDays(rate.from, -1), rate.to].filter(
        (day): day is string => day !== null && day >= localDateOf(now),
      );
      for (const lastDay of changes) {
        await startDeadline(t, {
          rule: 'PROV-32',
          subject: `rate/${rate.id}`,
          council,
          dueAt: endOfLocalDay(lastDay),
          data: { providerId },
        });
      }
    }
    if (input.kind === 'BLENDED') await queryLowRates(t, providerId, council, input.from);
    await refreshStanding(t, providerId);
    return rates;
  });
}
