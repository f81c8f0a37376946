import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { type ContactMade, officeContactsRefusals } from '../../rules/no-reply/no-reply.js';
import { NO_REPLY_OFFICE, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface RecordOfficeContacts extends OnNoReply {
  readonly contacts: readonly ContactMade[];
}

/** The office has called all five that may know (DEL-33). Refuses a list that is not whole, and what `onNoReply` does. */
export function recordOfficeContacts(work: Work, input: RecordOfficeContacts): Promise<Outcome<NoReplyCase>> {
  const { contacts } = input;
  return onNoReply(work, input, {
    act: 'recordOfficeContacts',
    roles: NO_REPLY_OFFICE,
    at: Object.fromEntries(contacts.map(({ at }, place) => [`contacts.${place}.at`, at])),
    refusals: () => officeContactsRefusals(contacts),
    take: (noReply) => {
      noReply.contacts = contacts.map((each) => ({ ...each, at: each.at.toISOString() }));
    },
  });
}
