import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffWindowMoved } from '../../../../schema/events/tenders.js';
import { inviteesOf } from '../../reads/stages/invitees.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { firstCallNotice } from '../../rules/call-offs/first-call-terms.js';
import { callOffWarnings } from '../../rules/call-offs/warnings.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { type StageWindow, windowUntil } from '../../rules/stages/window.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { moveStageDeadlines } from './stage-deadlines.js';

/**
 * Gives an open stage another window, with all its clocks: one window for every invitee, and all are told at once.
 * Bids that stand go on standing. [WIN-04, NFR-07, WIN-21, NTF-02]
 */
export async function moveWindow(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  window: StageWindow,
  because: { readonly event: 'restart clock' | 'hub is back'; readonly reason: string },
): Promise<void> {
  const calendar = calendarOf(policy);
  const { id, kind, targetAt } = stage!;
  const of = { route: stage!.route, stage: kind, care: callOff };
  const before = { ...windowUntil(of, stage!, policy, calendar), targetAt };
  const { opensAt, closesAt } = window;
  const notifiedAt = opensAt > before.opensAt ? opensAt : stage!.notifiedAt;
  const notice = firstCallNotice(callOff.need, notifiedAt, policy.d2a, calendar);
  Object.assign(stage!, { notifiedAt, firstCallTerms: notice?.terms ?? null });
  Object.assign(stage!, { opensAt, closesAt, targetAt: window.targetAt });
  Object.assign(callOff, {
    opensAt,
    closesAt,
    warnings: callOffWarnings(window, notice, of),
  });
  await moveStageDeadlines(t, callOff, stage!, { from: before, to: window });
  await moveCallOff(t, callOff, because.event, { reason: because.reason });
  await t.tell({
    type: 'CallOffWindowMoved',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: await inviteesOf(t.em, id), roles: ['broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: kind,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
      reasonCode: because.event === 'restart clock' ? 'RESTARTED' : 'HUB_OUTAGE',
    } satisfies CallOffWindowMoved['data'],
  });
}
