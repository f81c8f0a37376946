import type { LogFacts } from './visit-facts.js';

/**
 * What is missing from the tasks of a plan once the call is over: TASK_NOT_DONE if staff did not do one, TASK_UNRECORDED
 * if nobody says what became of one. A task that the person refused is neither. With two workers, it is enough if one of
 * them did it. [DEL-11; 002 ¶7.13, ¶21.4]
 */
export function taskFlags(
  tasks: readonly string[],
  logs: ReadonlyArray<Pick<LogFacts, 'tasks'>>,
): ReadonlyArray<'TASK_NOT_DONE' | 'TASK_UNRECORDED'> {
  const recorded = logs.flatMap((log) => log.tasks);
  const isSettled = (task: string) => recorded.some((each) => each.task === task && each.outcome !== 'NOT_DONE');
  const flags: Array<'TASK_NOT_DONE' | 'TASK_UNRECORDED'> = [];
  if (recorded.some(({ task, outcome }) => outcome === 'NOT_DONE' && !isSettled(task))) flags.push('TASK_NOT_DONE');
  if (tasks.some((task) => !recorded.some((each) => each.task === task))) flags.push('TASK_UNRECORDED');
  return flags;
}
