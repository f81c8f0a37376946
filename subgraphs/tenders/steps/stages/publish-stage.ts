import type { Transaction } from '../../../../kernel/database/work.js';
import type { Role } from '../../../../kernel/identity/caller.js';
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
  const { id, kind, onlyHomeId } = stage!;
  const audience = { providers: await inviteesOf(t.em, id), roles: ['broker'] as const };
  if (from) {
    await t.tell({
      type: 'CallOffStageEscalated',
      subject: subjectOf(callOff),
      council: callOff.council,
      audience,
      data: {
        callOffId: callOff.id,
        packageId: callOff.packageId,
        from,
        to: kind,
      } satisfies CallOffStageEscalated['data'],
    });
  }
  await tellPublished(t, { callOff, stage }, audience, onlyHomeId);
  await startStageDeadlines(t, callOff, stage!, window);
}

/**
 * Tells providers that a stage asks them. [NTF-01]
 *
 * @param homeId the home that is asked, where one home is
 */
export async function tellPublished(
  t: Transaction,
  { callOff, stage }: Pick<HeldCallOff, 'callOff' | 'stage'>,
  audience: { readonly providers: readonly string[]; readonly roles?: readonly Role[] },
  homeId: string | null = null,
): Promise<void> {
  const { kind, route, version, opensAt, closesAt } = stage!;
  await t.tell({
    type: 'CallOffPublished',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience,
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      route,
      stage: kind,
      version,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
      ...(homeId !== null && { homeId }),
    } satisfies CallOffPublished['data'],
  });
}
