import { enumType } from '../../../kernel/enum-type.js';
import { WORKER_ROLES } from '../../../schema/events/monitoring.js';
import { DEADLINE_STATUSES } from '../entities/deadline.js';

export const DeadlineStatusType = enumType(DEADLINE_STATUSES, {
  name: 'DeadlineStatus',
  description: 'How a clock of the rule-book stands.',
});

export const WorkerRoleType = enumType(WORKER_ROLES, {
  name: 'WorkerRole',
  description: 'What a provider’s worker is qualified to do.',
});
