import { taskFlags } from '../../../../subgraphs/monitoring/rules/visits/tasks.js';
import type { TaskOutcome } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';

const of = (task: string, outcome: TaskOutcome['outcome']): TaskOutcome => ({ task, outcome, reason: null });

describe('the tasks of a call that is over', () => {
  it.each<[string, TaskOutcome[][], string[]]>([
    ['all done', [[of('MEAL', 'DONE'), of('PILLS', 'DONE')]], []],
    ['one refused by the person', [[of('MEAL', 'DONE'), of('PILLS', 'REFUSED_BY_PERSON')]], []],
    ['one not done', [[of('MEAL', 'DONE'), of('PILLS', 'NOT_DONE')]], ['TASK_NOT_DONE']],
    ['one not recorded', [[of('MEAL', 'DONE')]], ['TASK_UNRECORDED']],
    ['one done by the other worker', [[of('MEAL', 'DONE'), of('PILLS', 'NOT_DONE')], [of('PILLS', 'DONE')]], []],
    ['no log at all', [], ['TASK_UNRECORDED']],
  ])('DEL-11: %s', (_what, logs, flags) => {
    const all = logs.map((tasks) => ({ tasks }));
    expect(taskFlags(['MEAL', 'PILLS'], all)).toEqual(flags);
  });
});
