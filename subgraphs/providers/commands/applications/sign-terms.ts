import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { MembershipApplication } from '../../entities/applications/membership-application.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { signedTermsRefusal } from '../../rules/applications/evaluation.js';
import { type ApplicationAct, actOnApplication } from '../../steps/applications/act-on-application.js';
import { tellDecision } from '../../steps/applications/tell-decision.js';
import { admitToVehicle } from '../../steps/membership/admit-to-vehicle.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'bids:write', roles: ['provider-user'] } satisfies Allowed;

export interface SignTerms extends ApplicationAct {
  /** The version that is signed. */
  readonly termsVersion: string;
}

/**
 * Signs the standard terms of the framework that approved the caller's application: it is a member from today on, in
 * the lots and the areas of expertise that it applied for. Refuses `TERMS_NOT_CURRENT`, and what `admitToVehicle` does.
 * [PROV-26, PROV-27, SM-5]
 */
export async function signTerms(work: Work, input: SignTerms): Promise<Outcome<MembershipApplication>> {
  return actOnApplication(work, 'signTerms', allowed, input, async (t, { framework, application }) => {
    const { council, vehicle, termsVersion } = framework;
    const state = nextState(APPLICATION, application.state, 'sign the terms');
    unlessRefused(signedTermsRefusal(input.termsVersion, termsVersion));
    const { providerId, lots, expertise } = application;
    const now = await t.now();
    const span = { from: localDateOf(now), to: null };
    const of = { council, providerId, vehicle, patch: null, ...span, termsVersion, categories: [] };
    const member = await admitToVehicle(t, { ...of, lots, expertise });
    application.state = state;
    application.signedVersion = termsVersion;
    application.signedAt = now;
    application.membershipId = member.id;
    await tellDecision(t, application, vehicle);
  });
}
