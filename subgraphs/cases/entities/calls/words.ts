import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { CALLS_CHANGED_BY } from '../../../../schema/events/cases.js';
import { AGREED_WITH } from '../../rules/calls/agreed-time.js';

/** The words of commissioned calls that clients choose from or are shown. */

export const CallsChangedByWord = enumType(CALLS_CHANGED_BY, {
  name: 'CallsChangedBy',
  description: 'What changed the calls of a placement (VAR-14, ASM-13, ASM-14).',
});
export const AgreedWithWord = enumType(AGREED_WITH, {
  name: 'AgreedWith',
  description: 'Who agreed to another time of a call (ASM-14).',
});
