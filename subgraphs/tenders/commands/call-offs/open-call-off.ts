import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { newId, referenceFor } from '../../../../kernel/values/ids.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { advertised, publicationRefusals } from '../../rules/call-offs/publication.js';
import { chooseRoute } from '../../rules/routes/route.js';
import { firstStage } from '../../rules/stages/stages.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { moveCallOff } from '../../steps/move.js';
import { openStage } from '../../steps/stages/stage-by-stage.js';

export interface OpenCallOff {
  readonly council: string;
  readonly packageId: string;
  readonly packageReference: string;
  readonly need: NeedProfile;
  readonly sourcingVersion: number;
}

/**
 * Puts a package out to providers, as soon as everything that sourcing rests on is in place: route by policy, invitees
 * by the checks, one window for all. [ROUT-01, ROUT-02, ROUT-03, ROUT-14, IDG-01, IDG-02, WIN-04, SM-2]
 *
 * A package is sourced once at a time: asked again while its call-off lives, it answers that one. A need that no route
 * is open for, or that holds more than an advert may, is drafted and withdrawn with the reason, and its broker told.
 */
export async function openCallOff(work: Work, request: OpenCallOff): Promise<Outcome<CallOff>> {
  const { council, packageId, packageReference, need, sourcingVersion } = request;
  authorise(work.caller, { scope: 'sourcing:write', roles: ['broker'], council });
  return inTransaction(work, council, async (t) => {
    const live = await t.em.findOne(CallOff, { packageId, endedAt: null });
    if (live) return live;
    const now = await t.now();
    const inForce = await policyInForce(t.em, council, now);
    const id = newId();
    const callOff = t.em.create(
      CallOff,
      {
        id,
        reference: referenceFor('CO', id),
        council,
        packageId,
        packageReference,
        patch: need.patch,
        need: advertised(need) as AdvertisedNeed,
        sourcingVersion,
        policyVersion: inForce.version,
        opensAt: now,
        closesAt: now,
      },
      { persist: true },
    );
    await moveCallOff(t, callOff, 'draft');
    const held = { callOff, stage: null, policy: inForce.policy };
    // That it is care, and arranged by the council, cases has settled before it told of the request (ASM-01, ASM-19).
    const decision = chooseRoute({ serviceType: 'DOMICILIARY', funding: 'COUNCIL_ARRANGED', need }, inForce);
    const [refusal] = 'refusal' in decision ? [decision.refusal] : publicationRefusals(need);
    if ('refusal' in decision || refusal) {
      await endCallOff(t, held, { code: refusal!.code });
      return callOff;
    }
    callOff.route = decision.route;
    await moveCallOff(t, callOff, 'anonymise');
    await moveCallOff(t, callOff, 'publish', { reason: decision.overrideReason ?? undefined });
    await openStage(t, held, firstStage(decision.route));
    return callOff;
  });
}
