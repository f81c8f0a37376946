import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { ContractReviewOpened } from '../../../../schema/events/monitoring.js';
import type { ContractReviewTriggered } from '../../../../schema/events/providers.js';
import { ContractReview } from '../../entities/contract/contract-review.js';

/** Opens the full review that an Inadequate rating demands, unless one is open already (PROV-07). */
export async function openContractReview(
  t: Transaction,
  { council, providerId, kind, rule }: Told<ContractReviewTriggered>,
): Promise<void> {
  if (await t.em.findOne(ContractReview, { council, providerId, kind, state: 'OPEN' })) return;
  const review = t.em.create(ContractReview, {
    council,
    providerId,
    kind,
    rule,
    state: 'OPEN',
    openedAt: await t.now(),
  });
  t.em.persist(review);
  await t.tell({
    type: 'ContractReviewOpened',
    subject: `contract-review/${review.id}`,
    council,
    audience: { roles: ['contract-officer'] },
    data: { reviewId: review.id, providerId, kind } satisfies ContractReviewOpened['data'],
  });
}
