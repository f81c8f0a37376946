import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { QafRatingRecorded } from '../../../../schema/events/providers.js';
import { QafRating } from '../../entities/quality/qaf-rating.js';
import { REGISTER } from '../../entities/readers.js';
import { councilsOf } from '../../reads/register/councils-of.js';
import { bandOf, type QafAssessment, qafRefusals, ratedRefusal } from '../../rules/quality/qaf-rating.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RecordQafRating extends QafAssessment {
  readonly council: string;
  readonly providerId: string;
  readonly idempotencyKey: string;
}

/**
 * Records what the council's Quality Assurance Framework says of a provider, on the scale of the policy in force. The
 * latest assessment stands until its last day has passed, which the standing then says. Refuses what `qafRefusals`
 * and `ratedRefusal` do. [PROV-34]
 */
export async function recordQafRating(
  work: Work,
  { idempotencyKey, ...input }: RecordQafRating,
): Promise<Outcome<QafRating>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'recordQafRating', key: idempotencyKey, input },
      () => record(t, input),
      (id) => t.em.findOneOrFail(QafRating, { id }),
    ),
  );
}

async function record(t: Transaction, input: Omit<RecordQafRating, 'idempotencyKey'>): Promise<QafRating> {
  const { council, providerId, score, assessor, assessedOn, expiresOn } = input;
  await lockedProvider(t, providerId);
  const recordedAt = await t.now();
  const today = localDateOf(recordedAt);
  const { qaf } = (await policyInForce(t.em, council, recordedAt)).policy;
  const councils = await councilsOf(t.em, providerId);
  unlessRefused(ratedRefusal(councils.includes(council)), qafRefusals(input, today, qaf));
  const band = bandOf(score, qaf);
  const rating = t.em.create(QafRating, {
    council,
    providerId,
    score,
    max: qaf.max,
    band,
    assessor: assessor.trim(),
    assessedOn,
    expiresOn,
    recordedAt,
  });
  t.em.persist(rating);
  if (expiresOn >= today) {
    await startDeadline(t, {
      rule: 'PROV-34',
      subject: `qaf-rating/${rating.id}`,
      council,
      dueAt: endOfLocalDay(expiresOn),
      data: { providerId },
    });
  }
  await t.tell({
    type: 'QafRatingRecorded',
    subject: `provider/${providerId}`,
    council,
    audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
    data: { providerId, ratingId: rating.id, score, band, from: assessedOn, to: expiresOn },
  } satisfies Omit<QafRatingRecorded, 'actor' | 'occurredAt'>);
  await refreshStanding(t, providerId);
  return rating;
}
