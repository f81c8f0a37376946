import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { addLocalDays, endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import { accepted, type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { CareType } from '../../../../schema/events/cases.js';
import type { RateRecorded } from '../../../../schema/events/providers.js';
import { Rate } from '../../entities/rates/rate.js';
import { REGISTER } from '../../entities/readers.js';
import { careTypesPriced, type Rate as Price, type RateKind, rateRefusals } from '../../rules/rates/rate.js';
import { rateTableRefusals, withNewRates } from '../../rules/rates/rate-table.js';
import { comparePricesAgain } from '../../steps/rates/compare-prices-again.js';
import { queryLowRates } from '../../steps/rates/query-low-rates.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RecordRate {
  readonly council: string;
  readonly providerId: string;
  readonly kind: RateKind;
  /** The types of care that a BLENDED rate is for; all if left out, as a provider has one price (AMB-41). */
  readonly careTypes?: readonly CareType[] | null;
  readonly label?: string | null;
  readonly packageId?: string | null;
  readonly pence: number;
  readonly from: string;
  readonly to?: string | null;
  readonly approvedBy?: string | null;
  readonly reason?: string | null;
  readonly idempotencyKey: string;
}

/**
 * Records a price from a date on; the price before it ends on the day before. A blended price that looks artificially
 * low is queried, and awards wait for the answer.
 *
 * Refuses what `rateRefusals` and `rateTableRefusals` do. [PROV-32, PROV-33]
 */
export async function recordRate(
  work: Work,
  { idempotencyKey, ...input }: RecordRate,
): Promise<Outcome<readonly Rate[]>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  const { result, refusals } = await inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'recordRate', key: idempotencyKey, input },
      async () => asOne(await record(t, input)),
      async (ids) => asOne(await recorded(t, ids.split(' '))),
    ),
  );
  return result ? accepted(result.rates) : { result, refusals };
}

/** One act records a rate for each type of care: it is known again by the ids of all. */
function asOne(rates: readonly Rate[]): { readonly id: string; readonly rates: readonly Rate[] } {
  return { id: rates.map(({ id }) => id).join(' '), rates };
}

async function recorded(t: Transaction, ids: readonly string[]): Promise<readonly Rate[]> {
  const held = new Map((await t.em.find(Rate, { id: { $in: [...ids] } })).map((rate) => [rate.id, rate]));
  return ids.map((id) => held.get(id)!);
}

async function record(t: Transaction, input: Omit<RecordRate, 'idempotencyKey'>): Promise<readonly Rate[]> {
  const { council, providerId } = input;
  await lockedProvider(t, providerId);
  const now = await t.now();
  const begun = careTypesPriced(input.kind, input.careTypes ?? null).map(
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
    rateRefusals(price),
    clash.filter(({ code }, index) => clash.findIndex((each) => each.code === code) === index),
  );

  // The table begins with the rates held, in their order.
  for (const [index, rate] of held.entries()) rate.to = table[index]!.to;
  const rates = begun.map((each) => t.em.create(Rate, { ...each, council, providerId }));
  for (const rate of rates) t.em.persist(rate);
  // When time changes the price in force, the standing is told again.
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
  if (input.kind === 'BLENDED') {
    await queryLowRates(t, providerId, council, input.from);
    await comparePricesAgain(t, council, input.from);
  }
  await refreshStanding(t, providerId);
  return rates;
}
