import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { ActiveStaff } from '../../entities/workers/active-staff.js';
import { MOST_STAFF, staffRefusal } from '../../rules/workers/named-workers.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';
import { settleAttended } from '../../steps/visits/settle-from.js';

export const allowed = { scope: 'visits:write', roles: ['rostering', 'provider-user'] } satisfies Allowed;

export interface DeclareStaff {
  readonly council: string;
  /** First day on which it counts, `YYYY-MM-DD`. */
  readonly from: string;
  readonly workers: readonly string[];
  readonly idempotencyKey: string;
}

/**
 * The provider says who works for it, by references of its own: a log-in by anybody else is flagged (DEL-16). A list that
 * is declared again for the same day takes the place of the one before.
 */
export async function declareStaff(work: Work, input: DeclareStaff): Promise<Outcome<ActiveStaff>> {
  const { council, from } = input;
  authorise(work.caller, allowed, { council });
  const of = { council, providerId: work.caller.organisation };
  return inTransaction(work, council, async (t) =>
    once(
      t,
      { act: 'declareStaff', key: input.idempotencyKey, input, mostEntries: MOST_STAFF },
      async () => {
        await lockVisits(t, of);
        const now = await t.now();
        const { policy } = await policyInForce(t.em, council, now);
        unlessRefused(staffRefusal(input, localDateOf(now), policy));
        const workers = [...new Set(input.workers)];
        let staff = await t.em.findOne(ActiveStaff, { ...of, from });
        if (staff) staff.workers = workers;
        else {
          staff = t.em.create(ActiveStaff, { ...of, from, workers });
          t.em.persist(staff);
        }
        await settleAttended(t, of, from);
        return staff;
      },
      (id) => t.em.findOneOrFail(ActiveStaff, id),
    ),
  );
}
