import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Skill } from '../../../../schema/events/cases.js';
import { Patch } from '../../entities/geography/patch.js';
import { CapacityStatement } from '../../entities/hours/capacity.js';
import { Membership } from '../../entities/membership/membership.js';
import { DECLARERS } from '../../entities/readers.js';
import {
  capacityStatementRefusals,
  type FreeCapacity,
  MOST_CAPACITY_ROWS,
  replacesStatement,
  statementMemberRefusal,
} from '../../rules/hours/capacity-statement.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';

export const allowed = { scope: 'capacity:write', roles: DECLARERS } satisfies Allowed;

export interface DeclareCapacity {
  readonly council: string;
  /** When it was true, by the rostering system's clock. */
  readonly statedAt: Date;
  /** The whole picture: what is not in it is not free. */
  readonly free: ReadonlyArray<Omit<FreeCapacity, 'skill'> & { readonly skill?: Skill | null }>;
  readonly idempotencyKey: string;
}

/**
 * States what a provider has free, in place of what its rostering system stated before. A statement that a newer one
 * has overtaken changes nothing; the newer one is the answer.
 *
 * Refuses what `capacityStatementRefusals` and `statementMemberRefusal` do. [PROV-24]
 */
export async function declareCapacity(work: Work, input: DeclareCapacity): Promise<Outcome<CapacityStatement>> {
  const { council, statedAt, idempotencyKey } = input;
  const providerId = work.caller.organisation;
  authorise(work.caller, allowed, { council });
  const free = input.free.map(({ patch, timeBand, skill, freeWeeklyMinutes }) => ({
    patch,
    timeBand,
    skill: skill ?? null,
    freeWeeklyMinutes,
  }));
  return inTransaction(work, council, (t) =>
    once(
      t,
      {
        act: 'declareCapacity',
        key: idempotencyKey,
        input: { council, statedAt, free },
        mostEntries: MOST_CAPACITY_ROWS,
      },
      async () => {
        await lockedProvider(t, providerId);
        const now = await t.now();
        const patches = await t.em.find(Patch, { council }, { orderBy: { code: 'asc' } });
        const memberships = await t.em.count(Membership, { providerId, council, status: { $ne: 'EXITED' } });
        unlessRefused(
          statementMemberRefusal(memberships > 0),
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
