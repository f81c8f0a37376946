import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { NO_REPLY_OFFICE } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { type ContactMade, officeContactsRefusals } from '../../rules/no-reply/no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: NO_REPLY_OFFICE } satisfies Allowed;

export interface RecordOfficeContacts extends NoReplyAct {
  readonly contacts: readonly ContactMade[];
}

/** The office has called all five that may know (DEL-33). Refuses a list that is not whole, and what `takeNoReplyStep` does. */
export async function recordOfficeContacts(work: Work, input: RecordOfficeContacts): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { contacts } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'recordOfficeContacts',
      input,
      at: Object.fromEntries(contacts.map(({ at }, place) => [`contacts.${place}.at`, at])),
      follows: ({ managerInformedAt }) => managerInformedAt,
      refusals: () => officeContactsRefusals(contacts),
      take: (held) => {
        held.contacts = contacts.map((each) => ({ ...each, at: each.at.toISOString() }));
      },
    }),
  );
}
