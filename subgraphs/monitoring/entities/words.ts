import { enumType } from '../../../kernel/graphql/enum-type.js';
import { NIGHT_TYPES } from '../../../schema/events/cases.js';
import { WORKER_ROLES } from '../../../schema/events/monitoring.js';
import { FEEDS } from '../../../schema/feeds.js';
import { ALERT_ENTRIES, ALERT_STEPS } from '../rules/alerts/alert-standing.js';
import { ALERT_STATES } from '../rules/alerts/alert-states.js';
import {
  CONTACT_OUTCOMES,
  FINDINGS,
  INSTRUCTIONS,
  OFFICE_CONTACTS,
  ON_SITE_CHECKS,
} from '../rules/no-reply/no-reply.js';
import { NO_REPLY_ROUTES } from '../rules/no-reply/no-reply-route.js';
import { NO_REPLY_STATES } from '../rules/no-reply/no-reply-states.js';
import { LOG_METHODS, TASK_OUTCOMES, TOLD_ABOUT, TOLD_TO } from '../rules/visits/visit-facts.js';
import { VISIT_STATES } from '../rules/visits/visit-states.js';

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

export const AlertStateWord = enumType(ALERT_STATES, {
  name: 'AlertState',
  description: 'Which step an alert has reached (SM-9).',
});
export const AlertStepWord = enumType(ALERT_STEPS, {
  name: 'AlertStep',
  description: 'A step taken on an alert; WITHDRAWN takes back an entry that was none.',
});
export const AlertEntryWord = enumType(ALERT_ENTRIES, {
  name: 'AlertEntryKind',
  description: 'What an entry of an alert’s log says (DEL-28).',
});

export const NoReplyStateWord = enumType(NO_REPLY_STATES, {
  name: 'NoReplyState',
  description: 'How far the no-reply procedure has come without a gap (DEL-30 to DEL-38).',
});
export const NoReplyRouteWord = enumType(NO_REPLY_ROUTES, {
  name: 'NoReplyRoute',
  description: 'Whom of the council a no reply is told: duty, the contact desk, the emergency duty team (DEL-36).',
});
export const OnSiteCheckWord = enumType(ON_SITE_CHECKS, {
  name: 'OnSiteCheck',
  description: 'What a carer looks at when nobody answers (DEL-31).',
});
export const FindingWord = enumType(FINDINGS, { name: 'Finding', description: 'What a check found (DEL-32).' });
export const OfficeContactWord = enumType(OFFICE_CONTACTS, {
  name: 'OfficeContact',
  description: 'Whom the office calls; NEXT_PERSON is whom the carer visits next (DEL-33).',
});
export const ContactOutcomeWord = enumType(CONTACT_OUTCOMES, {
  name: 'ContactOutcome',
  description: 'What came of a contact.',
});
export const InstructionWord = enumType(INSTRUCTIONS, {
  name: 'Instruction',
  description: 'What the carer is told to do (DEL-34).',
});

export const UNREACHABLE_INFORMED = ['COUNCIL', 'NEXT_OF_KIN'] as const;
export type UnreachableInformed = (typeof UNREACHABLE_INFORMED)[number];
export const UnreachableInformedWord = enumType(UNREACHABLE_INFORMED, {
  name: 'UnreachableInformed',
  description: 'Who is informed that the person cannot be reached (DEL-27).',
});

export const EMERGENCY_TOLD = ['NEXT_OF_KIN', 'CARE_MANAGER'] as const;
export type EmergencyTold = (typeof EMERGENCY_TOLD)[number];
export const EmergencyToldWord = enumType(EMERGENCY_TOLD, {
  name: 'EmergencyTold',
  description: 'Who is told of an emergency, whether or not the person is admitted (DEL-37).',
});

export const AlertFeedEventWord = enumType(FEEDS.alertFeed.types, {
  name: 'AlertFeedEvent',
  description: 'What an item of the alert feed tells.',
});
