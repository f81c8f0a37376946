import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffPublished, CallOffStageEscalated, StageKind } from '../../../../schema/events/tenders.js';
import { inviteesOf } from '../../reads/stages/invitees.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { StageWindow } from '../../rules/stages/window.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { startStageDeadlines } from './stage-deadlines.js';

/**
 * Tells the invitees of a stage, all at once, and starts its one clock. [WIN-04, WIN-09, NTF-01, NTF-04]
 *
 * @param from the stage that found nobody, if this is not the first
 */
export async function publishStage(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  window: StageWindow,
  from: StageKind | undefined,
): Promise<void> {
  const { id, kind, route, version, opensAt, closesAt } = stage!;
  const of = { callOffId: callOff.id, packageId: callOff.packageId };
  const envelope = {
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: await inviteesOf(t.em, id), roles: ['broker'] },
  };
  if (from) {
    const data = { ...of, from, to: kind } satisfies CallOffStageEscalated['data'];
    await t.tell({ type: 'CallOffStageEscalated', ...envelope, data });
  }
  await t.tell({
    type: 'CallOffPublished',
    ...envelope,
    data: {
      ...of,
      route,
      stage: kind,
      version,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
    } satisfies CallOffPublished['data'],
  });
  await startStageDeadlines(t, callOff, stage!, window);
}
