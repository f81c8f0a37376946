import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { D2aOfferDeclared } from '../../../../schema/events/providers.js';
import { D2aOffer } from '../../entities/hours/d2a-offer.js';
import { Membership } from '../../entities/membership/membership.js';
import { DECLARERS } from '../../entities/readers.js';
import { d2aOfferFaults, d2aOfferRefusals, type D2aOffer as Offer } from '../../rules/hours/d2a-offer.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';

export const allowed = { scope: 'capacity:write', roles: DECLARERS } satisfies Allowed;

export interface DeclareD2aOffer extends Offer {
  readonly idempotencyKey: string;
}

/**
 * Declares how families reach a provider under discharge to assess, and on which days it is closed, in place of what it
 * declared before, for every council. Each council that it works for is told in what that falls short of what it asks.
 * Refuses what `d2aOfferRefusals` does. [WIN-18, WIN-20]
 */
export async function declareD2aOffer(work: Work, input: DeclareD2aOffer): Promise<Outcome<D2aOffer>> {
  const { idempotencyKey, ...declared } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, allowed);
  // It holds for all councils, so no council's transaction: the lock on the caller's own id makes the row its own.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'declareD2aOffer', key: idempotencyKey, input: declared },
      async () => {
        await lockedProvider(t, providerId);
        const declaredAt = await t.now();
        unlessRefused(d2aOfferRefusals(declared, localDateOf(declaredAt)));
        const { telephone, contactHours, answerphone, explainedInPlans } = declared;
        const facts = {
          telephone,
          contactHours: { from: contactHours.from, to: contactHours.to },
          answerphone,
          explainedInPlans,
          closures: declared.closures.map(({ from, to }) => ({ from, to })),
          declaredAt,
        };
        const held = await t.em.findOne(D2aOffer, { providerId });
        const offer = held ? t.em.assign(held, facts) : t.em.create(D2aOffer, { providerId, ...facts });
        t.em.persist(offer);
        await tellOffer(t, offer);
        return offer;
      },
      (id) => t.em.findOneOrFail(D2aOffer, { id }),
    ),
  );
}

async function tellOffer(t: Transaction, offer: D2aOffer): Promise<void> {
  const { providerId, declaredAt } = offer;
  const memberships = await t.em.find(Membership, { providerId, status: { $ne: 'EXITED' } });
  for (const council of new Set(memberships.map((each) => each.council))) {
    const { policy } = await policyInForce(t.em, council, declaredAt);
    await t.tell({
      type: 'D2aOfferDeclared',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['contract-officer'] },
      data: { providerId, faults: d2aOfferFaults(offer, localDateOf(declaredAt), policy) },
    } satisfies Omit<D2aOfferDeclared, 'actor' | 'occurredAt'>);
  }
}
