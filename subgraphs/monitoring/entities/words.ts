import { enumType } from '../../../kernel/enum-type.js';
import { WORKER_ROLES } from '../../../schema/events/monitoring.js';
import { VISIT_STATES } from '../rules/visit-states.js';

export const DEADLINE_STATUSES = ['RUNNING', 'MET', 'MISSED', 'CANCELLED'] as const;
export type DeadlineStatus = (typeof DEADLINE_STATUSES)[number];
export const DeadlineStatusWord = enumType(DEADLINE_STATUSES, {
  name: 'DeadlineStatus',
  description: 'How a clock of the rule-book stands.',
});

export const WorkerRoleWord = enumType(WORKER_ROLES, {
  name: 'WorkerRole',
  description: 'What a provider’s worker is qualified to do.',
});

export const VisitStateWord = enumType(VISIT_STATES, {
  name: 'VisitState',
  description: 'Where a visit stands (SM-8).',
});

export const LOG_METHODS = ['GPS', 'TELEPHONE', 'TAG', 'MANUAL'] as const;
/** How an arrival or departure was logged; all but MANUAL are electronic (DEL-02, DEL-03). */
export type LogMethod = (typeof LOG_METHODS)[number];
export const LogMethodWord = enumType(LOG_METHODS, {
  name: 'LogMethod',
  description: 'How an arrival or departure was logged; all but MANUAL are electronic.',
});

export const KPI_PARTS = ['NUMERATOR', 'DENOMINATOR'] as const;
export type KpiPart = (typeof KPI_PARTS)[number];
export const KpiPartWord = enumType(KPI_PARTS, { name: 'KpiPart', description: 'A part of a KPI figure.' });
