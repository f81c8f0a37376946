import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { NIGHT_TYPES } from '../../../../schema/events/cases.js';
import { WORKER_ROLES } from '../../../../schema/events/monitoring.js';
import { NOT_EXPECTED } from '../../rules/calls/expected-call.js';
import { HELD_BECAUSE } from '../../rules/reports/held-rows.js';
import { ROW_KINDS } from '../../rules/reports/row-answer.js';
import { LOG_METHODS, TASK_OUTCOMES, TOLD_ABOUT, TOLD_TO } from '../../rules/visits/visit-facts.js';
import { VISIT_FLAGS } from '../../rules/visits/visit-flags.js';
import { VISIT_QUERIES } from '../../rules/visits/visit-query.js';
import { VISIT_STATES } from '../../rules/visits/visit-states.js';
import { FIRST_CALL_WARNINGS } from '../../rules/workers/first-call.js';

export const WorkerRoleWord = enumType(WORKER_ROLES, {
  name: 'WorkerRole',
  description: 'What a provider’s worker is qualified to do.',
});

export const VisitStateWord = enumType(VISIT_STATES, {
  name: 'VisitState',
  description: 'Where a visit stands (SM-8).',
});

export const VisitFlagWord = enumType(VISIT_FLAGS, {
  name: 'VisitFlag',
  description: 'What is not as it should be about a visit, or why it does not count.',
});

export const NotExpectedWord = enumType(NOT_EXPECTED, {
  name: 'NotExpected',
  description:
    'Why a call is not expected by the council: never commissioned, before care begins, suspended, ended, varied away, or after the last day of a discharge to assess.',
});

export const VisitQueryWord = enumType(VISIT_QUERIES, {
  name: 'VisitQuery',
  description:
    'What a council is asked about a visit: a log by hand came when the call was missed; a call was made that is not expected; its worker was logged elsewhere meanwhile.',
});

export const RowKindWord = enumType(ROW_KINDS, { name: 'VisitRowKind', description: 'What a reported row is.' });

export const HeldBecauseWord = enumType(HELD_BECAUSE, {
  name: 'HeldBecause',
  description: 'Why a reported row cannot be counted yet.',
});

export const FirstCallWarningWord = enumType(FIRST_CALL_WARNINGS, {
  name: 'FirstCallWarning',
  description: 'What is not as it should be about a first call (ROUT-11).',
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
  description: 'What a person was told about (DEL-13, DEL-15).',
});

export const ToldToWord = enumType(TOLD_TO, { name: 'ToldTo', description: 'Who was told (DEL-15).' });

export const SPOT_CHECK_RESULTS = ['PRESENT', 'LATE', 'ABSENT'] as const;
export type SpotCheckResult = (typeof SPOT_CHECK_RESULTS)[number];
export const SpotCheckResultWord = enumType(SPOT_CHECK_RESULTS, {
  name: 'SpotCheckResult',
  description: 'Whether the worker was there when due (DEL-17).',
});
