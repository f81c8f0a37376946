import { enumType } from '../../../kernel/enum-type.js';
import { NIGHT_TYPES } from '../../../schema/events/cases.js';
import { WORKER_ROLES } from '../../../schema/events/monitoring.js';
import { LOG_METHODS, TASK_OUTCOMES, TOLD_ABOUT, TOLD_TO } from '../rules/visit-facts.js';
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

export const LogMethodWord = enumType(LOG_METHODS, {
  name: 'LogMethod',
  description: 'How an arrival or departure was logged; all but MANUAL are electronic.',
});

export const NightWord = enumType(NIGHT_TYPES, { name: 'NightType', description: 'Kind of night service.' });

export const TaskOutcomeWord = enumType(TASK_OUTCOMES, {
  name: 'TaskOutcome',
  description: 'What became of one task of the plan (DEL-11).',
});

export const ToldAboutWord = enumType(TOLD_ABOUT, {
  name: 'ToldAbout',
  description: 'What a person was told of (DEL-13, DEL-15).',
});

export const ToldToWord = enumType(TOLD_TO, { name: 'ToldTo', description: 'Who was told (DEL-15).' });

export const SPOT_CHECK_RESULTS = ['PRESENT', 'LATE', 'ABSENT'] as const;
export type SpotCheckResult = (typeof SPOT_CHECK_RESULTS)[number];
export const SpotCheckResultWord = enumType(SPOT_CHECK_RESULTS, {
  name: 'SpotCheckResult',
  description: 'Whether the worker was there when due (DEL-17).',
});

export const KPI_PARTS = ['NUMERATOR', 'DENOMINATOR'] as const;
export type KpiPart = (typeof KPI_PARTS)[number];
export const KpiPartWord = enumType(KPI_PARTS, { name: 'KpiPart', description: 'A part of a KPI figure.' });
