import type { Transaction } from '../../../../kernel/database/work.js';
import { cancelDeadlines, meetDeadline, startDeadline } from '../../../../kernel/time/deadlines.js';
import type { MonitoringEvent } from '../../../../schema/events/monitoring.js';
import type { Policy } from '../../../../schema/policy.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import {
  demandsDefaultNotice,
  type NoReplyFacts,
  noReplyBreaches,
  noReplyClocks,
  noReplyEndedAt,
  noReplyState,
} from '../../rules/no-reply/no-reply.js';

/**
 * Brings what follows from the steps of a no reply up to date: the state, what should have been otherwise, and whether
 * the council must issue a default notice, of which its contract officers are told once (DEL-30 to DEL-38, CM-14).
 */
export async function settleNoReply(t: Transaction, noReply: NoReplyCase, policy: Policy): Promise<void> {
  const facts = factsOf(noReply);
  const known = new Set(noReply.breaches.map(({ code }) => code));
  const breaches = noReplyBreaches(facts, policy, await t.now());
  noReply.state = noReplyState(facts);
  noReply.breaches = [...breaches];
  noReply.defaultNoticeDue = demandsDefaultNotice(breaches);
  for (const breach of breaches) {
    if (known.has(breach.code) || !demandsDefaultNotice([breach])) continue;
    await tellOfNoReply(t, noReply, 'NoReplyBreached', { ...breach }, ['contract-officer']);
  }
  await t.em.flush();
}

/** Starts, meets and ends the clocks of a no reply. */
export async function keepNoReplyClocks(t: Transaction, noReply: NoReplyCase, policy: Policy): Promise<void> {
  const facts = factsOf(noReply);
  const subject = subjectOf(noReply);
  const endedAt = noReplyEndedAt(facts);
  for (const { rule, dueAt, metAt } of noReplyClocks(facts, policy)) {
    // What was met too late, or ran out before the end, is missed all the same: the timer says so.
    if (metAt && metAt <= dueAt) await meetDeadline(t, rule, subject);
    else if (!endedAt) await startDeadline(t, { rule, subject, council: noReply.council, dueAt });
    else if (endedAt <= dueAt) await cancelDeadlines(t, subject, rule);
  }
}

export function subjectOf(noReply: NoReplyCase): string {
  return `no-reply/${noReply.id}`;
}

/** The provider and these roles of the council are told. [NTF-21] */
export async function tellOfNoReply(
  t: Transaction,
  noReply: NoReplyCase,
  type: Extract<MonitoringEvent, { data: { caseId: string } }>['type'],
  facts: Readonly<Record<string, unknown>>,
  roles: readonly string[],
): Promise<void> {
  const { id: caseId, visitId, placementId, providerId, council } = noReply;
  await t.tell({
    type,
    subject: subjectOf(noReply),
    council,
    audience: { providers: [providerId], roles },
    data: { caseId, visitId, placementId, providerId, ...facts },
  });
}

/** A case as the rules read it. */
export function factsOf(noReply: NoReplyCase): NoReplyFacts {
  const { checks, contacts, instruction, councilNotified, emergency } = noReply;
  const { noReplyAt, managerInformedAt, callingCardAt, formSentAt, foundAt, carerLeftAt, closedAt } = noReply;
  return {
    noReplyAt,
    managerInformedAt,
    callingCardAt,
    formSentAt,
    foundAt,
    carerLeftAt,
    closedAt,
    checks: checks?.map((each) => ({ ...each, at: new Date(each.at) })) ?? null,
    contacts: contacts?.map((each) => ({ ...each, at: new Date(each.at) })) ?? null,
    instruction: instruction && { what: instruction.what, at: new Date(instruction.at) },
    council: councilNotified && {
      route: councilNotified.route,
      at: new Date(councilNotified.at),
      careManagerEmailedAt: instantOrNull(councilNotified.careManagerEmailedAt),
    },
    emergency: emergency && {
      foundAt: new Date(emergency.foundAt),
      ambulanceCalledAt: instantOrNull(emergency.ambulanceCalledAt),
      officeCalledAt: new Date(emergency.officeCalledAt),
      personMoved: emergency.personMoved,
      nextOfKinToldAt: instantOrNull(emergency.nextOfKinToldAt),
      careManagerToldAt: instantOrNull(emergency.careManagerToldAt),
    },
  };
}

function instantOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
