import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import type { WindowClosed } from '../../../../schema/events/providers.js';
import { MembershipApplication } from '../../entities/applications/membership-application.js';
import { EvaluationWindow } from '../../entities/applications/open-framework.js';
import { lockedFramework } from '../../steps/applications/locked-framework.js';
import { takeIntoWindow } from '../../steps/applications/take-into-window.js';

/** Tells contract officers which applications are in a window, as it closes; later ones are in the next. [PROV-29] */
export async function closeWindow(work: Work, windowId: string): Promise<void> {
  await inTransaction(work, '*', (t) => close(t, windowId));
}

async function close(t: Transaction, windowId: string): Promise<void> {
  const { frameworkId, council } = await t.em.findOneOrFail(EvaluationWindow, { id: windowId });
  const framework = await lockedFramework(t, frameworkId);
  const windows = await t.em.find(EvaluationWindow, { frameworkId });
  const submitted = await t.em.find(MembershipApplication, { frameworkId, state: 'SUBMITTED' });
  for (const application of submitted) await takeIntoWindow(t, application, framework, windows);
  await t.em.flush();
  const taken = await t.em.find(MembershipApplication, { windowId }, { orderBy: { id: 'asc' } });
  await t.tell({
    type: 'WindowClosed',
    subject: `open-framework/${frameworkId}`,
    council,
    audience: { roles: ['contract-officer'] },
    data: { frameworkId, windowId, applicationIds: taken.map(({ id }) => id) },
  } satisfies Omit<WindowClosed, 'actor' | 'occurredAt'>);
}
