import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { CARE_TYPES, type CareType } from '../../../../schema/events/cases.js';
import type { RateRecorded } from '../../../../schema/events/providers.js';
import { Rate } from '../../entities/rates/rate.js';
import { REGISTER } from '../../entities/readers.js';
import {
  type Rate as Price,
  type RateKind,
  rateRefusals,
  rateTableRefusals,
  withNewRates,
} from '../../rules/rates/rates.js';
import { queryLowRates } from '../../steps/rates/query-low-rates.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from '../cqc/refresh-standing.js';

export interface RecordRate {
  readonly council: string;
  readonly providerId: string;
  readonly kind: RateKind;
  /** Of a BLENDED rate: the types of care it is for; left out it is for all, as a provider has one price (AMB-41). */
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
    const begun = careTypesOf(input).map(
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
    // The prices differ in nothing but their care type, so one of them speaks for all.
    const price = begun[0]!;
    const clash = rateTableRefusals(table);
    unlessRefused(
      inputLimitRefusals(input),
      rateRefusals(price),
      clash.filter(({ code }, index) => clash.findIndex((each) => each.code === code) === index),
    );

    // The table begins with what was held, in its order.
    for (const [index, rate] of held.entries()) rate.to = table[index]!.to;
    const rates = begun.map((each) => t.em.create(Rate, { ...each, council, providerId }));
    for (const rate of rates) t.em.persist(rate);
    // Where time will change what is in force, the standing is told again when it does.
    const lastDays = [addLocalDays(price.from, -1), price.to].filter((day) => day !== null && day >= localDateOf(now));
    for (const lastDay of lastDays as string[]) {
      const dueAt = endOfLocalDay(lastDay);
      await startDeadline(t, {
        rule: 'PROV-32',
        subject: `rate/${rates[0]!.id}`,
        council,
        dueAt,
        data: { providerId },
      });
    }
    const { kind, pence, from, to } = price;
    await t.tell({
      type: 'RateRecorded',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['contract-officer'] },
      data: { providerId, kind, careTypes: begun.flatMap(({ careType }) => careType ?? []), pence, from, to },
    } satisfies Omit<RateRecorded, 'actor' | 'occurredAt'>);
    if (input.kind === 'BLENDED') await queryLowRates(t, providerId, council, input.from);
    await refreshStanding(t, providerId);
    return rates;
  });
}

function careTypesOf({ kind, careTypes }: RecordRate): ReadonlyArray<CareType | null> {
  if (careTypes?.length) return [...new Set(careTypes)];
  return kind === 'BLENDED' ? CARE_TYPES : [null];
}
