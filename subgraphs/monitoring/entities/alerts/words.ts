import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { ALERT_ENTRIES, ALERT_STEPS, ALERT_VIOLATIONS } from '../../rules/alerts/alert-standing.js';
import { ALERT_STATES } from '../../rules/alerts/alert-states.js';
import { NO_REPLY_BREACHES } from '../../rules/no-reply/no-reply.js';

export const AlertStateWord = enumType(ALERT_STATES, {
  name: 'AlertState',
  description: 'Which step an alert has reached (SM-9).',
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
