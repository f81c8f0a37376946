import type { Transaction } from '../../../../kernel/database/work.js';
import type { AppliedFor, MembershipDecision } from '../../../../schema/events/providers.js';
import type { MembershipApplication } from '../../entities/applications/membership-application.js';

/** Tells the applicant how its application now stands, and contract officers once it was submitted. [NTF-36, SM-5] */
export async function tellDecision(
  t: Transaction,
  application: MembershipApplication,
  vehicle: AppliedFor,
): Promise<void> {
  const { id: applicationId, council, providerId, frameworkId, state, windowId, submittedAt } = application;
  await t.tell({
    type: 'MembershipDecision',
    subject: `application/${applicationId}`,
    council,
    audience: { providers: [providerId], roles: submittedAt === null ? [] : ['contract-officer'] },
    data: { providerId, applicationId, frameworkId, vehicle, applicationState: state, windowId },
  } satisfies Omit<MembershipDecision, 'actor' | 'occurredAt'>);
}
