import type { Transaction } from '../../../../kernel/database/work.js';
import { type Calendar, englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { cancelDeadlines, meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import { addMinutes } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { stageDeadlines } from '../../rules/stages/deadline-rules.js';
import type { StageWindow } from '../../rules/stages/window.js';

/** Of what a deadline of a stage must know: a later stage of the same call-off has deadlines of the same rules. */
export interface StageDeadlineData {
  readonly stageId: string;
}

/**
 * The clock of WIN-02 misses once it has run out; those without an outcome are therefore told a minute before it does.
 */
export const OUTCOME_NOTICE = 'WIN-02/notice';
const NOTICE_LEAD_MINUTES = 1;

export function subjectOf(callOff: { readonly id: string }): string {
  return `call-off/${callOff.id}`;
}

export function calendarOf(policy: Policy): Calendar {
  return englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd);
}

/** Starts every clock of a stage that has opened. [WIN-21, WIN-01, WIN-02, WIN-05, WIN-12, NTF-03] */
export async function startStageDeadlines(
  t: Transaction,
  callOff: CallOff,
  stage: Stage,
  window: StageWindow,
): Promise<void> {
  for (const { rule, dueAt } of deadlinesOf(stage, window)) await start(t, callOff, stage, rule, dueAt);
}

/** Moves those clocks of an open stage that follow its close, when the close has moved. [WIN-14, WIN-02] */
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

/** Every bidder of the stage knows its outcome: nothing is left to be due of it. [WIN-02] */
export async function settleStageDeadlines(t: Transaction, callOff: CallOff): Promise<void> {
  await meetDeadline(t, 'WIN-02', subjectOf(callOff));
  await cancelDeadlines(t, subjectOf(callOff));
}

function deadlinesOf(
  stage: Stage,
  window: StageWindow,
): ReadonlyArray<{ readonly rule: string; readonly dueAt: Date }> {
  return [
    ...stageDeadlines({ route: stage.route, stage: stage.kind }, window),
    { rule: OUTCOME_NOTICE, dueAt: addMinutes(window.outcomeDueAt, -NOTICE_LEAD_MINUTES) },
  ];
}

async function start(t: Transaction, callOff: CallOff, stage: Stage, rule: string, dueAt: Date): Promise<void> {
  const data: StageDeadlineData = { stageId: stage.id };
  await startDeadline(t, { rule, subject: subjectOf(callOff), council: callOff.council, dueAt, data: { ...data } });
}
