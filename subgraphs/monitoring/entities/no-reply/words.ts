import { enumType } from '../../../../kernel/graphql/enum-type.js';
import {
  CONTACT_OUTCOMES,
  EMERGENCY_STEP_OUTCOMES,
  EMERGENCY_STEPS,
  FINDINGS,
  INSTRUCTIONS,
  OFFICE_CONTACTS,
  ON_SITE_CHECKS,
} from '../../rules/no-reply/no-reply.js';
import { NO_REPLY_ROUTES } from '../../rules/no-reply/no-reply-route.js';
import { NO_REPLY_STATES } from '../../rules/no-reply/no-reply-states.js';

export const NoReplyStateWord = enumType(NO_REPLY_STATES, {
  name: 'NoReplyState',
  description: 'How far the no-reply procedure has come without a gap (DEL-30 to DEL-38).',
});

export const NoReplyRouteWord = enumType(NO_REPLY_ROUTES, {
  name: 'NoReplyRoute',
  description:
    'Which desk of the council is told of a no reply: the duty care manager, the contact desk or the emergency duty team (DEL-36).',
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

export const EmergencyStepWord = enumType(EMERGENCY_STEPS, {
  name: 'EmergencyStep',
  description:
    'What is seen to before a person who was found unwell is taken away: a bag with medication, nightwear and toiletries, the property, and the keys (DEL-37).',
});

export const EmergencyStepOutcomeWord = enumType(EMERGENCY_STEP_OUTCOMES, {
  name: 'EmergencyStepOutcome',
  description: 'Whether a step was done; NOT_APPLICABLE is for a person who was not admitted (DEL-37).',
});

export const EMERGENCY_TOLD = ['NEXT_OF_KIN', 'CARE_MANAGER'] as const;
export type EmergencyTold = (typeof EMERGENCY_TOLD)[number];
export const EmergencyToldWord = enumType(EMERGENCY_TOLD, {
  name: 'EmergencyTold',
  description: 'Who is told of an emergency, whether or not the person is admitted (DEL-37).',
});
