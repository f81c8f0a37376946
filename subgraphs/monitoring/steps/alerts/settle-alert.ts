import { LockMode } from '@mikro-orm/core';
import type { ToldEvent, Transaction } from '../../../../kernel/database/work.js';
import { keepClocks } from '../../../../kernel/time/procedure-clocks.js';
import type { MonitoringEvent, VisitAlertRaised } from '../../../../schema/events/monitoring.js';
import { Alert } from '../../entities/alerts/alert.js';
import { AlertEntry } from '../../entities/alerts/alert-entry.js';
import { alertStanding } from '../../rules/alerts/alert-standing.js';
import type { AlertState } from '../../rules/alerts/alert-states.js';
import { policyOf } from '../policy-of.js';

/** What a line of an alert's log says, beside what every line has. */
export type NewEntry = Pick<AlertEntry, 'kind' | 'at'> &
  Partial<Pick<AlertEntry, 'worker' | 'askedIfNeeded' | 'rule' | 'corrects' | 'source' | 'externalId'>>;

/**
 * Adds to the log of an alert, and brings what follows from the log up to date: the state, the times, what is not as it
 * should be, the clocks, and who is told. An alert changes in no other way. [SM-9, DEL-28]
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
  const { clocks, ...standing } = alertStanding(alert, log, policy.alert, now);
  Object.assign(alert, standing, { violations: [...standing.violations] });
  const isHistory = from === '(new)' && standing.closedAt !== null;
  const isEscalation = entries.some(({ kind }) => kind === 'ESCALATED');
  // The timer holds the clock that escalates, and waits for no other.
  if (!isHistory && !isEscalation) {
    await keepClocks(t, { subject: subjectOf(alert), council, endedAt: standing.closedAt }, clocks);
  }
  if (!isHistory) await tell(t, alert, from, entries);
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
): Promise<void> {
  const { state } = alert;
  if (from === '(new)') await t.tell(raisedEvent(alert));
  if (entries.some(({ kind }) => kind === 'PERSON_UNREACHABLE') && !alert.closedAt) {
    await tellOfAlert(t, alert, 'UserUnreachable', {}, ['broker', 'practitioner']);
  }
  for (const { rule } of entries) {
    if (rule)
      await tellOfAlert(t, alert, 'VisitAlertEscalated', { rule }, ['broker', 'practitioner', 'contract-officer']);
  }
  if (state === from || (from === '(new)' && state === 'RAISED')) return;
  await tellOfAlert(t, alert, alert.closedAt ? 'VisitAlertClosed' : 'VisitAlertMoved', { state }, [
    'broker',
    'practitioner',
  ]);
}

/** Tells the alert desk of the provider, and whoever is on duty at the council (NTF-19, NTF-20). */
async function tellOfAlert(
  t: Transaction,
  alert: Alert,
  type: AlertEvent,
  facts: Readonly<Record<string, unknown>>,
  roles: readonly string[],
): Promise<void> {
  await t.tell(eventOfAlert(alert, type, facts, roles));
}

type AlertEvent = Extract<MonitoringEvent, { data: { alertId: string } }>['type'];

function eventOfAlert(
  { id: alertId, visitId, placementId, providerId, council }: Alert,
  type: AlertEvent,
  facts: Readonly<Record<string, unknown>>,
  roles: readonly string[],
): ToldEvent {
  return {
    type,
    subject: subjectOf({ id: alertId }),
    council,
    audience: { providers: [providerId], roles },
    data: { alertId, visitId, placementId, providerId, ...facts },
  };
}

/** That an alert was raised. */
export function raisedEvent(alert: Alert): ToldEvent {
  const { plannedStart, timeCritical } = alert;
  const facts = { plannedStart: plannedStart.toISOString(), timeCritical } satisfies Partial<VisitAlertRaised['data']>;
  return eventOfAlert(alert, 'VisitAlertRaised', facts, ['broker', 'practitioner']);
}
