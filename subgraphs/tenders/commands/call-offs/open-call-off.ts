import { lockNamed } from '../../../../kernel/database/locks.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { newId, referenceFor } from '../../../../kernel/values/ids.js';
import type { Outcome, Refusal } from '../../../../kernel/values/refusal.js';
import type { NeedProfile, RouteOverride, ServiceType, Together } from '../../../../schema/events/cases.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { callOffsOfPackages } from '../../reads/call-offs/of-package.js';
import { advertised, publicationRefusals } from '../../rules/call-offs/publication.js';
import { ADVERTISED_ALREADY, joinRefusal, nameOf, type PackageAsked } from '../../rules/call-offs/together.js';
import { chooseRoute } from '../../rules/routes/choose-route.js';
import { definitionOf, stageOf } from '../../rules/routes/routes.js';
import { firstStage } from '../../rules/stages/stages.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { callOffTogether, joinCallOff } from '../../steps/call-offs/together.js';
import { openStage } from '../../steps/stages/open-stage.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

export interface OpenCallOff extends PackageAsked {
  readonly council: string;
  /** A broker's own choice of the route; without it the policy chooses. */
  readonly override?: RouteOverride | null;
  /** With whom it is sought; null, or left out, by itself. */
  readonly together?: Together | null;
}

/**
 * Puts a package out to providers once everything that sourcing rests on is in place: the policy chooses the route,
 * the checks choose the invitees, and all have one window. On a route that is prepared first it stays a draft.
 *
 * Those that are sought together join one draft, whichever asks first, and are all published with it (ROUT-39).
 *
 * A package has one live call-off at a time: asked again, this answers that one. If no route is open for the need, or
 * it holds more than an advert may, or cannot be sought with those that it says, the call-off is drafted and withdrawn with the reason, and the broker is told.
 * [ROUT-01, ROUT-02, ROUT-37, ROUT-39, ASM-01, ASM-19, ROUT-03, ROUT-14, IDG-01, IDG-02, WIN-04, SM-2]
 */
export async function openCallOff(work: Work, request: OpenCallOff): Promise<Outcome<CallOff>> {
  const { council, packageId, packageReference, serviceType, funding, need, sourcingVersion, override } = request;
  const together = request.together ?? null;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, async (t) => {
    // Of those that belong together one asks after the other.
    if (together) await lockNamed(t, `together/${council}/${nameOf(together)}`);
    const [live] = await callOffsOfPackages(t.em, [packageId], { onlyLive: true });
    if (live) return t.em.findOneOrFail(CallOff, live.id);
    const now = await t.now();
    const inForce = await policyInForce(t.em, council, now);
    const decision = chooseRoute({ serviceType, funding, need, together, ...(override && { override }) }, inForce);
    const before = together && !('refusal' in decision) ? await callOffTogether(t, council, together) : null;
    const [refusal] =
      'refusal' in decision
        ? [decision.refusal]
        : [...publicationRefusals(need), ...(before ? besideRefusals(before, serviceType, need, together!) : [])];
    const sought = {
      ...{ packageId, packageReference, serviceType, funding, sourcingVersion },
      need: advertised(need),
    };
    if (before && !refusal) {
      joinCallOff(before, sought);
      return before;
    }
    const id = newId();
    const callOff = t.em.create(
      CallOff,
      {
        id,
        reference: referenceFor('CO', id),
        council,
        packageId,
        packageReference,
        serviceType,
        patch: need.patch,
        need: advertised(need) as AdvertisedNeed,
        sourcingVersion,
        policyVersion: inForce.version,
        override: override ?? null,
        together: refusal ? null : together,
        packages: together && !refusal ? [{ ...sought, person: 1 }] : [],
        publishedAt: now,
        opensAt: now,
        closesAt: now,
      },
      { persist: true },
    );
    await moveCallOff(t, callOff, 'draft');
    const held = { callOff, stage: null, policy: inForce.policy };
    if ('refusal' in decision || refusal) {
      await endCallOff(t, held, { code: refusal!.code });
      return callOff;
    }
    callOff.route = decision.route;
    // Its broker sets what the route asks for, and publishes it then (EVAL-07, ROUT-44).
    if (definitionOf(decision.route).prepared) return callOff;
    await moveCallOff(t, callOff, 'anonymise');
    const first = firstStage(decision.route);
    const { proposes } = stageOf({ route: decision.route, stage: first });
    const reason = decision.overrideReason ?? undefined;
    await moveCallOff(t, callOff, proposes ? 'match' : 'publish', { reason });
    await openStage(t, held, first);
    return callOff;
  });
}

/** Why a package does not join those that it belongs with; empty if it does. They are still a draft, or it stays out. (ROUT-37, ROUT-39) */
function besideRefusals(
  { stageId, packages, together: declared }: CallOff,
  serviceType: ServiceType,
  need: NeedProfile,
  together: Together,
): readonly Refusal[] {
  const refusal =
    stageId === null ? joinRefusal({ serviceType, need, together }, packages, declared!) : ADVERTISED_ALREADY;
  return refusal ? [refusal] : [];
}
