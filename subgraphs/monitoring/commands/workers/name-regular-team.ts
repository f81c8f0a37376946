import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { RegularTeam } from '../../entities/workers/regular-team.js';
import { findOwn } from '../../reads/find-own.js';
import { teamRefusal } from '../../rules/workers/named-workers.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';
import { settleKept } from '../../steps/visits/settle-from.js';

export const allowed = { scope: 'visits:write', roles: ['rostering', 'provider-user'] } satisfies Allowed;

export interface NameRegularTeam {
  readonly placementId: string;
  /** First day on which it counts, `YYYY-MM-DD`. */
  readonly from: string;
  readonly keyWorker: string;
  readonly workers: readonly string[];
  readonly idempotencyKey: string;
}

/**
 * The provider names who regularly comes to a person, and the key worker among them, as the person was told (DEL-13).
 * A team that is named again for the same day takes the place of the one before.
 */
export async function nameRegularTeam(work: Work, input: NameRegularTeam): Promise<Outcome<RegularTeam>> {
  authorise(work.caller, allowed);
  const placement = await findOwn(work.em, ExpectedPlacement, input.placementId);
  if (!placement) throw new NotAuthorisedError('IDG-05', 'There is no such placement of this provider.');

  return inTransaction(work, placement.council, async (t) =>
    once(
      t,
      { act: 'nameRegularTeam', key: input.idempotencyKey, input },
      async () => {
        await lockVisits(t, placement);
        const now = await t.now();
        const { policy } = await policyInForce(t.em, placement.council, now);
        unlessRefused(teamRefusal(input, localDateOf(now), policy));
        const { placementId, from, keyWorker } = input;
        const workers = [...new Set(input.workers)];
        let team = await t.em.findOne(RegularTeam, { placementId, from });
        if (team) Object.assign(team, { keyWorker, workers });
        else {
          const { council, providerId } = placement;
          team = t.em.create(RegularTeam, { council, providerId, placementId, from, keyWorker, workers });
          t.em.persist(team);
        }
        await settleKept(t, placement, placementId, from);
        return team;
      },
      (id) => t.em.findOneOrFail(RegularTeam, id),
    ),
  );
}
