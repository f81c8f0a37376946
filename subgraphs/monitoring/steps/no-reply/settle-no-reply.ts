import type { Transaction } from '../../../../kernel/database/work.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { keepClocks } from '../../../../kernel/time/procedure-clocks.js';
import type { MonitoringEvent } from '../../../../schema/events/monitoring.js';
import type { Policy } from '../../../../schema/policy.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import type { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import {
  demandsDefaultNotice,
  type NoReplyFacts,
  noReplyBreaches,
  noReplyClocks,
  noReplyEndedAt,
  noReplyMark,
  noReplyState,
} from '../../rules/no-reply/no-reply.js';
import { DESK_OF_ROUTE, noReplyRouteAt } from '../../rules/no-reply/no-reply-route.js';
import { settleVisits } from '../visits/settle-visits.js';

/**
 * Brings what follows from the steps of a no reply up to date: the state, what is not as it should be, whether the
 * council must issue a default notice, of which its contract officers are told once, and the clocks
 * (DEL-30 to DEL-38, CM-14).
 */
export async function settleNoReply(t: Transaction, noReply: NoReplyCase, policy: Policy): Promise<void> {
  await settleStanding(t, noReply, policy);
  const facts = factsOf(noReply);
  const procedure = { subject: subjectOf(noReply), council: noReply.council, endedAt: noReplyEndedAt(facts) };
  await keepClocks(t, procedure, noReplyClocks(facts, policy));
}

/** The same without the clocks: for the timer, which holds one of them and waits for no other. */
export async function settleStanding(t: Transaction, noReply: NoReplyCase, policy: Policy): Promise<void> {
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

function subjectOf(noReply: NoReplyCase): string {
  return `no-reply/${noReply.id}`;
}

/**
 * Tells of a no reply the provider, the care manager, and the desk of the council that is on duty now: one that was
 * responsible when the office knew may have closed since, and is told of the report as well. [DEL-36, NTF-21]
 */
export async function tellDesk(
  t: Transaction,
  noReply: NoReplyCase,
  type: 'NoReplyReported' | 'NoReplyEmergencyFound',
  policy: Policy,
  others: readonly Role[] = [],
): Promise<void> {
  const { route } = noReply;
  const routes = new Set([...(type === 'NoReplyReported' ? [route] : []), noReplyRouteAt(await t.now(), policy)]);
  const desks = [...routes].map((each) => DESK_OF_ROUTE[each]);
  const facts = type === 'NoReplyReported' ? { route } : {};
  await tellOfNoReply(t, noReply, type, facts, [...desks, 'practitioner', ...others]);
}

/** Tells the provider and these roles of the council about a no reply (NTF-21). */
async function tellOfNoReply(
  t: Transaction,
  noReply: NoReplyCase,
  type: Extract<MonitoringEvent, { data: { caseId: string } }>['type'],
  facts: Readonly<Record<string, unknown>>,
  roles: readonly Role[],
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

/** Keeps a step as it was reported: in the history of the visit, which is only ever added to. [IDG-16] */
export async function keepStep(t: Transaction, noReply: NoReplyCase, act: string, input: object): Promise<void> {
  const { idempotencyKey: _key, ...facts } = input as { readonly idempotencyKey?: string };
  const { council, providerId, visitId: subjectId } = noReply;
  const now = await t.now();
  t.em.persist(
    t.em.create(VisitEntry, {
      council,
      providerId,
      subjectId,
      kind: 'NO_REPLY',
      asOf: now,
      recordedAt: now,
      actor: t.caller.subject,
      facts: { act, ...facts },
    }),
  );
}

/** The visit follows its no-reply case: what became of it is derived anew if that has changed. [DEL-37, DEL-38] */
export async function bringToVisit(t: Transaction, noReply: NoReplyCase, visit: Visit): Promise<void> {
  const mark = noReplyMark(factsOf(noReply));
  if (visit.noReply === mark) return;
  visit.noReply = mark;
  await settleVisits(t, visit, [visit]);
}

/** A case as the rules read it. */
export function factsOf(noReply: NoReplyCase): NoReplyFacts {
  const { checks, contacts, instruction, councilNotified, emergency } = noReply;
  const { noReplyAt, afterMissed, managerInformedAt, callingCardAt, formSentAt, foundAt, carerLeftAt, closedAt } =
    noReply;
  return {
    noReplyAt,
    afterMissed,
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
      steps: emergency.steps.map((each) => ({ ...each, at: new Date(each.at) })),
      admitted: emergency.admitted,
    },
  };
}

function instantOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
