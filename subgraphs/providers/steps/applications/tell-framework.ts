import type { Transaction } from '../../../../kernel/database/work.js';
import type { FrameworkChange, OpenFrameworkChanged } from '../../../../schema/events/providers.js';
import { MembershipApplication } from '../../entities/applications/membership-application.js';
import type { OpenFramework } from '../../entities/applications/open-framework.js';
import { LIVE_STATES } from '../../rules/applications/application-states.js';

/**
 * Tells contract officers, and whoever has an application under way, what a council changed about a framework.
 * [PROV-19, PROV-26]
 */
export async function tellFramework(
  t: Transaction,
  { id: frameworkId, council, vehicle }: OpenFramework,
  frameworkChange: FrameworkChange,
  detail: string | null = null,
): Promise<void> {
  const live = await t.em.find(MembershipApplication, { frameworkId, state: { $in: [...LIVE_STATES] } });
  const providers = live.map(({ providerId }) => providerId).sort();
  await t.tell({
    type: 'OpenFrameworkChanged',
    subject: `open-framework/${frameworkId}`,
    council,
    audience: { providers, roles: ['contract-officer'] },
    data: { frameworkId, vehicle, frameworkChange, detail },
  } satisfies Omit<OpenFrameworkChanged, 'actor' | 'occurredAt'>);
}
