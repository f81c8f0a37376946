import type { Transaction } from '../../kernel/database/work.js';
import type { DeadlineEffects, DueDeadline } from '../../kernel/time/deadlines.js';
import { idOf } from '../../kernel/values/ids.js';
import { tellUndecided } from './commands/awards/tell-undecided.js';
import { remindUnanswered } from './commands/invitations/remind-unanswered.js';
import { chaseReplies } from './commands/stages/chase-replies.js';
import { closeWindow } from './commands/stages/close-window.js';
import { OUTCOME_NOTICE, type StageDeadlineData } from './rules/stages/deadline-rules.js';

interface DueStage {
  readonly council: string;
  readonly callOffId: string;
  readonly stageId: string;
}

/** The effect of a stage's clock that normally runs out. */
function then(effect: (transaction: Transaction, stage: DueStage) => Promise<unknown>) {
  return async (transaction: Transaction, due: DueDeadline): Promise<'MET'> => {
    await effect(transaction, stageOf(due));
    return 'MET';
  };
}

function stageOf({ council, subject, data }: DueDeadline): DueStage {
  const { stageId } = data as unknown as StageDeadlineData;
  return { council, callOffId: idOf(subject), stageId };
}

export const deadlines: DeadlineEffects = {
  'WIN-01': then(closeWindow),
  'WIN-05': then(closeWindow),
  'WIN-10': then(closeWindow),
  'WIN-11': then(closeWindow),
  'WIN-12': then(closeWindow),
  'WIN-13': (t, due) => chaseReplies(t, { ...stageOf(due), dueAt: due.dueAt }),
  'WIN-05/target': then((t, stage) => remindUnanswered(t, stage, 'D2aTargetReached')),
  'NTF-03': then((t, stage) => remindUnanswered(t, stage, 'CallOffClosingSoon')),
  [OUTCOME_NOTICE]: then(tellUndecided),
  // The notice tells them a minute before: a bidder that has to be told only now is told late.
  'WIN-02': async (t, due) => ((await tellUndecided(t, stageOf(due))) > 0 ? 'MISSED' : 'MET'),
};
