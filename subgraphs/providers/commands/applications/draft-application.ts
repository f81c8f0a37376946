import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { MembershipApplication } from '../../entities/applications/membership-application.js';
import { OpenFramework } from '../../entities/applications/open-framework.js';
import { Membership } from '../../entities/membership/membership.js';
import { rowForCaller } from '../../reads/register/row-for-caller.js';
import {
  type ApplicationDraft,
  applicantRefusal,
  type Capability,
  draftRefusals,
} from '../../rules/applications/application-draft.js';
import { APPLICATION, LIVE_STATES } from '../../rules/applications/application-states.js';
import { lockedFramework } from '../../steps/applications/locked-framework.js';
import { tellDecision } from '../../steps/applications/tell-decision.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'bids:write', roles: ['provider-user'] } satisfies Allowed;

export interface DraftApplication extends ApplicationDraft {
  readonly frameworkId: string;
  readonly idempotencyKey: string;
}

/**
 * Drafts the caller's application for an open framework or a DPS, or writes its draft again. The council sees nothing
 * of it until it is submitted, and only then is asked whether another uses its references: no draft tells who applies.
 * Refuses what `applicantRefusal` and `draftRefusals` do. [PROV-26, PROV-27, PROV-30]
 */
export async function draftApplication(
  work: Work,
  { idempotencyKey, ...input }: DraftApplication,
): Promise<Outcome<MembershipApplication>> {
  authorise(work.caller, allowed);
  const seen = await rowForCaller(work, OpenFramework, input.frameworkId);
  if (!seen) return refused(notFound('framework', 'input.frameworkId'));
  authorise(work.caller, allowed, { council: seen.council });
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'draftApplication', key: idempotencyKey, input },
      () => draft(t, input),
      (id) => t.em.findOneOrFail(MembershipApplication, { id }),
    ),
  );
}

async function draft(
  t: Transaction,
  { frameworkId, ...input }: Omit<DraftApplication, 'idempotencyKey'>,
): Promise<MembershipApplication> {
  const providerId = t.caller.organisation;
  const framework = await lockedFramework(t, frameworkId);
  const { council, vehicle } = framework;
  const own = { frameworkId, providerId };
  const live = await t.em.findOne(MembershipApplication, { ...own, state: { $in: [...LIVE_STATES] } });
  const member = await t.em.findOne(Membership, { council, providerId, vehicle, status: { $ne: 'EXITED' } });
  const isUnderWay = live !== null && live.state !== 'DRAFT';
  unlessRefused(applicantRefusal({ isMember: member !== null, isUnderWay }));
  unlessRefused(draftRefusals(input, framework));

  const { lots, expertise, answers, supplierReference, portalReference, isf, partnership } = input;
  const written = {
    lots: [...lots],
    expertise: [...new Set(expertise)],
    answers: answers.map(({ question, text }) => ({ question, text })),
    supplierReference,
    portalReference,
    isf: capabilityOf(isf),
    partnership: capabilityOf(partnership),
    state: nextState(APPLICATION, live?.state ?? '(new)', 'draft'),
  };
  const application = live
    ? t.em.assign(live, written)
    : t.em.create(MembershipApplication, { ...own, council, draftedAt: await t.now(), ...written });
  t.em.persist(application);
  await tellDecision(t, application, vehicle);
  return application;
}

function capabilityOf(stated: Capability | null): Capability | null {
  return stated && { capable: stated.capable, evidence: stated.evidence };
}
