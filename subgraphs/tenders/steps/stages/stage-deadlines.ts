import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines, meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { stageOf } from '../../rules/routes/routes.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import {
  OUTCOME_NOTICE,
  outcomeNoticeAt,
  type StageDeadlineData,
  stageDeadlines,
} from '../../rules/stages/deadline-rules.js';
import { endOfClock, type StageWindow } from '../../rules/stages/window.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/** Starts every clock of a stage that has opened. [WIN-21, WIN-01, WIN-02, WIN-05, WIN-12, WIN-13, NTF-03] */
export async function startStageDeadlines(
  t: Transaction,
  callOff: CallOff,
  stage: Stage,
  window: StageWindow,
): Promise<void> {
  for (const { rule, dueAt } of deadlinesOf(stage, window)) await start(t, callOff, stage, rule, dueAt);
}

/** Moves the clocks of an open stage that follow its close, once the close has moved. [WIN-14, WIN-02] */
export async function moveStageDeadlines(
  t: Transaction,
  callOff: CallOff,
  stage: Stage,
  windows: { readonly from: StageWindow; readonly to: StageWindow },
): Promise<void> {
  const before = new Map(deadlinesOf(stage, windows.from).map(({ rule, dueAt }) => [rule, dueAt.getTime()]));
  for (const { rule, dueAt } of deadlinesOf(stage, windows.to)) {
    if (before.get(rule) === dueAt.getTime()) continue;
    await cancelDeadlines(t, subjectOf(callOff), rule);
    await start(t, callOff, stage, rule, dueAt);
  }
}

/**
 * Starts the reply time of a stage anew: nobody who has answered can be chosen. [WIN-13]
 *
 * @param endedAt when it ended; if the hub has been away for longer than it lasts, it begins now
 */
export async function chaseAgain(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  endedAt: Date,
): Promise<void> {
  const { window } = stageOf({ route: stage!.route, stage: stage!.kind });
  const now = await t.now();
  const endFrom = (from: Date) => endOfClock(window, from, callOff, policy, calendarOf(policy));
  const next = endFrom(endedAt);
  await start(t, callOff, stage!, window.rule, next > now ? next : endFrom(now));
}

/** Ends every clock of a stage whose bidders all know their outcome. [WIN-02] */
export async function settleStageDeadlines(t: Transaction, callOff: CallOff): Promise<void> {
  await meetDeadline(t, 'WIN-02', subjectOf(callOff));
  await cancelDeadlines(t, subjectOf(callOff));
}

function deadlinesOf(
  stage: Stage,
  window: StageWindow,
): ReadonlyArray<{ readonly rule: string; readonly dueAt: Date }> {
  const noticeAt = outcomeNoticeAt(window);
  return [
    ...stageDeadlines({ route: stage.route, stage: stage.kind }, window),
    ...(noticeAt ? [{ rule: OUTCOME_NOTICE, dueAt: noticeAt }] : []),
  ];
}

async function start(t: Transaction, callOff: CallOff, stage: Stage, rule: string, dueAt: Date): Promise<void> {
  const data: StageDeadlineData = { stageId: stage.id };
  await startDeadline(t, { rule, subject: subjectOf(callOff), council: callOff.council, dueAt, data: { ...data } });
}
