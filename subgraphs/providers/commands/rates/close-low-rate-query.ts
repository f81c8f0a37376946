import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { LowRateQueryClosed } from '../../../../schema/events/providers.js';
import { LowRateQuery } from '../../entities/rates/rate.js';
import { REGISTER } from '../../entities/readers.js';
import { foundFor, lockedProvider, notFound } from '../../steps/register/found.js';
import { refreshStanding } from '../cqc/refresh-standing.js';

export interface CloseLowRateQuery {
  readonly queryId: string;
  /** How the price was explained. */
  readonly explanation: string;
}

/** The price has been explained: awards no longer wait for this query [PROV-33]. Closed twice it is closed once. */
export async function closeLowRateQuery(work: Work, input: CloseLowRateQuery): Promise<Outcome<LowRateQuery>> {
  authorise(work.caller, { scope: 'register:write', roles: REGISTER });
  const found = await foundFor(work, LowRateQuery, input.queryId);
  if (!found) return refused(notFound('query', 'queryId'));
  const { council, providerId } = found;
  authorise(work.caller, { scope: 'register:write', council });
  return inTransaction(work, council, async (t) => {
    unlessRefused(input.explanation.trim() ? inputLimitRefusals(input) : EXPLANATION_REQUIRED);
    await lockedProvider(t, providerId);
    const query = await t.em.findOneOrFail(LowRateQuery, { id: input.queryId });
    if (query.closedAt) return query;
    query.closedAt = await t.now();
    query.explanation = input.explanation.trim();
    await t.tell({
      type: 'LowRateQueryClosed',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
      data: { providerId, careType: query.careType },
    } satisfies Omit<LowRateQueryClosed, 'actor' | 'occurredAt'>);
    await refreshStanding(t, providerId);
    return query;
  });
}

const EXPLANATION_REQUIRED: Refusal = {
  rule: 'PROV-33',
  code: 'EXPLANATION_REQUIRED',
  message: 'A query is closed with how the price was explained.',
  field: 'explanation',
};
