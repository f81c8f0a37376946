import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { newId, referenceFor } from '../../../../kernel/values/ids.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Funding, NeedProfile, RouteOverride, ServiceType } from '../../../../schema/events/cases.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { advertised, publicationRefusals } from '../../rules/call-offs/publication.js';
import { chooseRoute } from '../../rules/routes/choose-route.js';
import { definitionOf, stageOf } from '../../rules/routes/routes.js';
import { firstStage } from '../../rules/stages/stages.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { openStage } from '../../steps/stages/open-stage.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

export interface OpenCallOff {
  readonly council: string;
  readonly packageId: string;
  readonly packageReference: string;
  readonly serviceType: ServiceType;
  readonly funding: Funding;
  readonly need: NeedProfile;
  readonly sourcingVersion: number;
  /** A broker's own choice of the route; without it the policy chooses. */
  readonly override?: RouteOverride | null;
}

/**
 * Puts a package out to providers once everything that sourcing rests on is in place: the policy chooses the route,
 * the checks choose the invitees, and all have one window. On a route that is prepared first it stays a draft.
 *
 * A package has one live call-off at a time: asked again, this answers that one. If no route is open for the need, or
 * it holds more than an advert may, the call-off is drafted and withdrawn with the reason, and the broker is told.
 * [ROUT-01, ROUT-02, ASM-01, ASM-19, ROUT-03, ROUT-14, IDG-01, IDG-02, WIN-04, SM-2]
 */
export async function openCallOff(work: Work, request: OpenCallOff): Promise<Outcome<CallOff>> {
  const { council, packageId, packageReference, serviceType, funding, need, sourcingVersion, override } = request;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, async (t) => {
    const live = await t.em.findOne(CallOff, { packageId, endedAt: null });
    if (live) return live;
    const now = await t.now();
    const inForce = await policyInForce(t.em, council, now);
    const decision = chooseRoute({ serviceType, funding, need, ...(override && { override }) }, inForce);
    const [refusal] = 'refusal' in decision ? [decision.refusal] : publicationRefusals(need);
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
