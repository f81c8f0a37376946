import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { DECLINE_KINDS, STAGES } from '../../../../schema/events/tenders.js';
import { PERSISTENT_DECLINES } from '../../rules/sourcing/persistent-decline.js';

export const StageWord = enumType(STAGES, { name: 'StageKind', description: 'Whom a stage asks (ROUT-03, ROUT-08).' });

export const ANSWERS = ['BID', 'DECLINED', 'NO_RESPONSE', 'REFUSED_AFTER_AWARD'] as const;
export type Answer = (typeof ANSWERS)[number];
export const AnswerWord = enumType(ANSWERS, {
  name: 'InvitationAnswer',
  description: 'What became of an invitation (ROUT-12).',
});

export const PersistentDeclineWord = enumType(PERSISTENT_DECLINES, {
  name: 'PersistentDecline',
  description: 'By what a provider declines persistently: by share of its invitations, or by so many in a row (CM-06).',
});

export const DeclineKindWord = enumType(DECLINE_KINDS, {
  name: 'DeclineKind',
  description: 'What kind of decline it is, by its reason (ROUT-13).',
  meanings: {
    CAPACITY: 'The provider had no room for it.',
    UNSUITABLE: 'The package did not suit the provider, or the provider did not suit the package.',
  },
});
