import type { DeadlineEffects } from '../../kernel/time/deadlines.js';
import { escalateAlert } from './commands/alerts/escalate-alert.js';
import { escalateContactTask } from './commands/alerts/escalate-contact-task.js';
import { tellReturnsDue } from './commands/figures/tell-returns-due.js';
import { recordNoReplyOverdue } from './commands/no-reply/record-no-reply-overdue.js';
import { dropHeldRows } from './commands/reports/drop-held-rows.js';

export const deadlines: DeadlineEffects = {
  'DEL-01': dropHeldRows,
  'DEL-22': escalateAlert,
  'DEL-23': escalateAlert,
  'DEL-25': escalateAlert,
  'DEL-27': escalateAlert,
  'DEL-36': recordNoReplyOverdue,
  'DEL-36/form': recordNoReplyOverdue,
  'DEL-37': recordNoReplyOverdue,
  'NTF-20': escalateContactTask,
  'NTF-37': tellReturnsDue,
};
