import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { ALERT_ENTRIES, ALERT_KINDS, ALERT_STEPS, ALERT_VIOLATIONS } from '../../rules/alerts/alert-standing.js';
import { ALERT_STATES } from '../../rules/alerts/alert-states.js';
import { CONTACT_TASK_OUTCOMES, CONTACT_TASK_STATES } from '../../rules/alerts/contact-task.js';
import { NO_REPLY_BREACHES } from '../../rules/no-reply/no-reply.js';

export const AlertStateWord = enumType(ALERT_STATES, {
  name: 'AlertState',
  description: 'Which step an alert has reached (SM-9).',
});

export const AlertKindWord = enumType(ALERT_KINDS, {
  name: 'AlertKind',
  description:
    'LATE: nobody had logged in by the alert time. SECOND_WORKER: somebody had, of a call that needs more workers (DEL-21).',
});

export const ContactTaskStateWord = enumType(CONTACT_TASK_STATES, {
  name: 'ContactTaskState',
  description: 'Whether a contact task is still to be done; NOT_NEEDED if the person was reached otherwise (NTF-20).',
});

export const ContactTaskOutcomeWord = enumType(CONTACT_TASK_OUTCOMES, {
  name: 'ContactTaskOutcome',
  description: 'Whether the person or their next of kin were reached; NO_DETAILS if nobody knows how (NTF-20).',
});

export const AlertStepWord = enumType(ALERT_STEPS, {
  name: 'AlertStep',
  description: 'A step taken on an alert; WITHDRAWN takes back an entry about something that did not happen.',
});

export const AlertEntryWord = enumType(ALERT_ENTRIES, {
  name: 'AlertEntryKind',
  description: 'What an entry of an alert’s log says (DEL-28).',
});

export const ViolationCodeWord = enumType([...ALERT_VIOLATIONS, ...NO_REPLY_BREACHES], {
  name: 'ViolationCode',
  description: 'What is not as it should be about an alert or a no reply (DEL-22 to DEL-37).',
});

export const UNREACHABLE_INFORMED = ['COUNCIL', 'NEXT_OF_KIN'] as const;
export type UnreachableInformed = (typeof UNREACHABLE_INFORMED)[number];
export const UnreachableInformedWord = enumType(UNREACHABLE_INFORMED, {
  name: 'UnreachableInformed',
  description: 'Who is informed that the person cannot be reached (DEL-27).',
});
