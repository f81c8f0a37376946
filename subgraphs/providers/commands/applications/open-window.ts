import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import type { WindowOpening } from '../../../../schema/events/providers.js';
import { MembershipApplication } from '../../entities/applications/membership-application.js';
import { EvaluationWindow } from '../../entities/applications/open-framework.js';
import { WAITING_STATES } from '../../rules/applications/application-states.js';
import { lockedFramework } from '../../steps/applications/locked-framework.js';
import { takeIntoWindow } from '../../steps/applications/take-into-window.js';

/**
 * Tells that a window has opened, to contract officers and to whoever has a draft or waits for it, and takes those that
 * wait into it. [NTF-36, PROV-29, SM-5]
 */
export async function openWindow(work: Work, windowId: string): Promise<void> {
  await inTransaction(work, '*', (t) => open(t, windowId));
}

async function open(t: Transaction, windowId: string): Promise<void> {
  const { frameworkId, council, opensAt, closesAt } = await t.em.findOneOrFail(EvaluationWindow, { id: windowId });
  const framework = await lockedFramework(t, frameworkId);
  const windows = await t.em.find(EvaluationWindow, { frameworkId });
  const waiting = await t.em.find(
    MembershipApplication,
    { frameworkId, state: { $in: [...WAITING_STATES] } },
    { orderBy: { id: 'asc' } },
  );
  await t.tell({
    type: 'WindowOpening',
    subject: `open-framework/${frameworkId}`,
    council,
    audience: { providers: waiting.map(({ providerId }) => providerId), roles: ['contract-officer'] },
    data: {
      frameworkId,
      windowId,
      vehicle: framework.vehicle,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
    },
  } satisfies Omit<WindowOpening, 'actor' | 'occurredAt'>);
  for (const application of waiting) await takeIntoWindow(t, application, framework, windows);
}
