import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise, PROVIDER_ROLES } from '../../../../kernel/identity/caller.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Patch } from '../../entities/geography/patch.js';
import { CapacityStatement } from '../../entities/hours/capacity.js';
import { Membership } from '../../entities/membership/membership.js';
import {
  capacityStatementRefusals,
  type FreeCapacity,
  replacesStatement,
} from '../../rules/hours/capacity-statement.js';
import { lockedProvider } from '../../steps/register/found.js';

export interface DeclareCapacity {
  readonly council: string;
  /** When it was true, by the rostering system's clock. */
  readonly statedAt: Date;
  /** The whole picture: what is not in it is not free. */
  readonly free: ReadonlyArray<Omit<FreeCapacity, 'skill'> & { readonly skill?: string | null }>;
  readonly idempotencyKey: string;
}

/**
 * A rostering system says what its provider has free, in place of what it said before [PROV-24]. A statement that was
 * overtaken by a newer one changes nothing; the newer one is the answer.
 *
 * Refuses what `capacityStatementRefusals` does, and `NOT_A_MEMBER` (PROV-12) of a council that has never admitted it.
 */
export async function declareCapacity(work: Work, input: DeclareCapacity): Promise<Outcome<CapacityStatement>> {
  const { council, statedAt, idempotencyKey } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, { scope: 'capacity:write', roles: DECLARERS, council });
  const free = input.free.map(({ patch, timeBand, skill, freeWeeklyMinutes }) => ({
    patch,
    timeBand,
    skill: skill?.trim() || null,
    freeWeeklyMinutes,
  }));
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'declareCapacity', key: idempotencyKey, input: { council, statedAt, free } },
      async () => {
        await lockedProvider(t, providerId);
        const now = await t.now();
        const patches = await t.em.find(Patch, { council }, { orderBy: { code: 'asc' } });
        const memberships = await t.em.count(Membership, { providerId, council, status: { $ne: 'EXITED' } });
        unlessRefused(
          memberships === 0 ? NOT_A_MEMBER : null,
          capacityStatementRefusals({ statedAt, free }, { now, patches: patches.map(({ code }) => code) }),
        );
        const held = await t.em.findOne(CapacityStatement, { providerId, council });
        if (held && !replacesStatement(held.statedAt, statedAt)) return held;
        const stated = { statedAt, receivedAt: now, free };
        if (held) return t.em.assign(held, stated);
        const statement = t.em.create(CapacityStatement, { providerId, council, ...stated });
        t.em.persist(statement);
        return statement;
      },
      (id) => t.em.findOneOrFail(CapacityStatement, { id }),
    ),
  );
}

/** Call monitoring is a credential of a provider too, and has nothing to say about its capacity (IDG-27). */
export const DECLARERS = PROVIDER_ROLES.filter((role) => role !== 'call-monitoring');

const NOT_A_MEMBER: Refusal = {
  rule: 'PROV-12',
  code: 'NOT_A_MEMBER',
  message: 'Capacity is stated to a council that has admitted the provider.',
  field: 'council',
};
