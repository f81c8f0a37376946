import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { LowRateQueryClosed } from '../../../../schema/events/providers.js';
import { LowRateQuery } from '../../entities/rates/rate.js';
import { REGISTER } from '../../entities/readers.js';
import { rowForCaller } from '../../reads/register/row-for-caller.js';
import { explanationRefusal } from '../../rules/rates/low-rate.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface CloseLowRateQuery {
  readonly queryId: string;
  /** How the price was explained. */
  readonly explanation: string;
  readonly idempotencyKey: string;
}

/**
 * Closes a query whose price has been explained, so that awards no longer wait for it. Closing it again changes
 * nothing. Refuses what `explanationRefusal` does. [PROV-33]
 */
export async function closeLowRateQuery(
  work: Work,
  { idempotencyKey, ...input }: CloseLowRateQuery,
): Promise<Outcome<LowRateQuery>> {
  authorise(work.caller, allowed);
  const seen = await rowForCaller(work, LowRateQuery, input.queryId);
  if (!seen) return refused(notFound('query', 'queryId'));
  authorise(work.caller, allowed, { council: seen.council });
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'closeLowRateQuery', key: idempotencyKey, input },
      () => close(t, seen, input.explanation),
      (id) => t.em.findOneOrFail(LowRateQuery, { id }),
    ),
  );
}

async function close(
  t: Transaction,
  { id, council, providerId }: Pick<LowRateQuery, 'id' | 'council' | 'providerId'>,
  explanation: string,
): Promise<LowRateQuery> {
  unlessRefused(explanationRefusal(explanation));
  await lockedProvider(t, providerId);
  const query = await t.em.findOneOrFail(LowRateQuery, { id });
  if (query.closedAt) return query;
  query.closedAt = await t.now();
  query.explanation = explanation.trim();
  await t.tell({
    type: 'LowRateQueryClosed',
    subject: `provider/${providerId}`,
    council,
    audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
    data: { providerId, queryId: query.id, careType: query.careType },
  } satisfies Omit<LowRateQueryClosed, 'actor' | 'occurredAt'>);
  await refreshStanding(t, providerId);
  return query;
}
