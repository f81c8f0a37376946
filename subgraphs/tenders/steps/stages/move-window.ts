import type { Transaction } from '../../../../kernel/database/work.js';
import type { CallOffWindowMoved } from '../../../../schema/events/tenders.js';
import { firstCallTerms } from '../../rules/call-offs/first-call-terms.js';
import { type StageWindow, windowUntil } from '../../rules/stages/window.js';
import { inviteesOf } from '../call-offs/audience.js';
import type { HeldCallOff } from '../hold-call-off.js';
import { moveCallOff } from '../move.js';
import { calendarOf, moveStageDeadlines, subjectOf } from './stage-deadlines.js';

/**
 * Gives an open stage another window, with all its clocks: the one for every invitee, told to all of them at once. Bids
 * that stand go on standing. [WIN-04, NFR-07, WIN-21, NTF-02]
 */
export async function moveWindow(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  window: StageWindow,
  because: { readonly event: 'restart clock' | 'hub is back'; readonly reason: string },
): Promise<void> {
  const calendar = calendarOf(policy);
  const { id, kind, targetAt } = stage!;
  const before = { ...windowUntil(stage!, stage!, policy, calendar), targetAt };
  const { opensAt, closesAt } = window;
  if (stage!.firstCallTerms && opensAt > before.opensAt) {
    stage!.firstCallTerms = firstCallTerms(opensAt, callOff.need.neededFrom, policy.d2a, calendar);
  }
  Object.assign(stage!, { opensAt, closesAt, targetAt: window.targetAt });
  Object.assign(callOff, {
    opensAt,
    closesAt,
    warnings: window.closesOutsideBrokerageHours ? ['CLOSES_OUTSIDE_BROKERAGE_HOURS'] : [],
  });
  await moveStageDeadlines(t, callOff, stage!, { from: before, to: window });
  await moveCallOff(t, callOff, because.event, { reason: because.reason });
  await t.tell({
    type: 'CallOffWindowMoved',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: await inviteesOf(t, id), roles: ['broker'] },
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
