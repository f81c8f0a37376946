import { LockMode } from '@mikro-orm/core';
import type { ToldEvent, Transaction } from '../../../../kernel/database/work.js';
import type { CouncilDesk, Role } from '../../../../kernel/identity/caller.js';
import { keepClocks } from '../../../../kernel/time/procedure-clocks.js';
import type { MonitoringEvent, VisitAlertRaised } from '../../../../schema/events/monitoring.js';
import { Alert } from '../../entities/alerts/alert.js';
import { AlertEntry } from '../../entities/alerts/alert-entry.js';
import { alertStanding } from '../../rules/alerts/alert-standing.js';
import type { AlertState } from '../../rules/alerts/alert-states.js';
import { DESK_OF_ROUTE, dutyAt } from '../../rules/no-reply/no-reply-route.js';
import { policyOf } from '../policy-of.js';
import { keepContactTask } from './keep-contact-task.js';

/** What a line of an alert's log says, beside what every line has. */
export type NewEntry = Pick<AlertEntry, 'kind' | 'at'> &
  Partial<Pick<AlertEntry, 'worker' | 'askedIfNeeded' | 'rule' | 'corrects' | 'source' | 'externalId'>>;

/**
 * Adds to the log of an alert, and brings what follows from the log up to date: the state, the times, what is not as it
 * should be, the clocks, what the council has to do, and who is told. An alert changes in no other way.
 * [SM-9, DEL-28, NTF-19, NTF-20]
 *
 * @param from the state before, `(new)` for an alert that is being made
 */
export async function settleAlert(
  t: Transaction,
  alert: Alert,
  entries: readonly NewEntry[],
  from: AlertState | '(new)' = alert.state,
): Promise<void> {
  const { council, providerId } = alert;
  const now = await t.now();
  for (const entry of entries) {
    const line = { council, providerId, alertId: alert.id, recordedAt: now, actor: t.caller.subject };
    t.em.persist(t.em.create(AlertEntry, { ...line, worker: null, askedIfNeeded: false, ...entry }));
  }
  await t.em.flush();
  const log = await t.em.find(AlertEntry, { alertId: alert.id });
  const policy = await policyOf(t, alert);
  const { clocks, unreachableAt, ...standing } = alertStanding(alert, log, policy.alert, now);
  Object.assign(alert, standing, { violations: [...standing.violations] });
  const isHistory = from === '(new)' && standing.closedAt !== null;
  const isEscalation = entries.some(({ kind }) => kind === 'ESCALATED');
  // The timer holds the clock that escalates, and waits for no other.
  if (!isHistory && !isEscalation) {
    await keepClocks(t, { subject: subjectOf(alert), council, endedAt: standing.closedAt }, clocks);
  }
  if (!isHistory) {
    const duty = dutyAt(now, policy);
    if (from === '(new)') await t.tell(raisedEvent(alert, duty));
    if (log.some(({ kind }) => kind === 'PERSON_UNREACHABLE')) {
      const opened = await keepContactTask(t, alert, unreachableAt !== null, policy);
      if (opened) {
        const facts = { taskId: opened.id, desk: opened.desk, dueAt: opened.dueAt.toISOString() };
        await t.tell(eventOfAlert(alert, 'UserUnreachable', facts, DESK_OF_ROUTE[opened.desk]));
      }
    }
    await tell(t, alert, from, entries, duty);
  }
  await t.em.flush();
}

/** The alert with its row held. */
export async function lockAlert(t: Transaction, id: string): Promise<Alert> {
  return t.em.findOneOrFail(Alert, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

export function subjectOf(alert: Pick<Alert, 'id'>): string {
  return `alert/${alert.id}`;
}

async function tell(
  t: Transaction,
  alert: Alert,
  from: AlertState | '(new)',
  entries: readonly NewEntry[],
  duty: CouncilDesk,
): Promise<void> {
  const { state } = alert;
  for (const { rule } of entries) {
    if (rule) await t.tell(eventOfAlert(alert, 'VisitAlertEscalated', { rule }, duty, ['contract-officer']));
  }
  if (state === from || (from === '(new)' && state === 'RAISED')) return;
  const type = alert.closedAt ? 'VisitAlertClosed' : 'VisitAlertMoved';
  await t.tell(eventOfAlert(alert, type, { state }, duty));
}

type AlertEvent = Extract<MonitoringEvent, { data: { alertId: string } }>['type'];

/** An event for the alert desk of the provider, and at the council for those who follow care and the desk of the hour. [NTF-19, NTF-20] */
export function eventOfAlert(
  { id: alertId, visitId, placementId, providerId, council }: Alert,
  type: AlertEvent,
  facts: Readonly<Record<string, unknown>>,
  desk: CouncilDesk,
  others: readonly Role[] = [],
): ToldEvent {
  return {
    type,
    subject: subjectOf({ id: alertId }),
    council,
    audience: { providers: [providerId], roles: ['broker', 'practitioner', desk, ...others] },
    data: { alertId, visitId, placementId, providerId, ...facts },
  };
}

/** That an alert was raised. */
export function raisedEvent(alert: Alert, duty: CouncilDesk): ToldEvent {
  const { kind, plannedStart, timeCritical } = alert;
  const facts = { kind, plannedStart: plannedStart.toISOString(), timeCritical } satisfies Partial<
    VisitAlertRaised['data']
  >;
  return eventOfAlert(alert, 'VisitAlertRaised', facts, duty);
}
