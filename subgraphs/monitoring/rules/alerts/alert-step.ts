import type { Refusal } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { ALERT_STEPS, type AlertFact, type AlertStep, alertEventOf } from './alert-standing.js';
import { type AlertState, alertStates, OPEN_ALERT_STATES } from './alert-states.js';

/**
 * Refuses a step that a desk would take out of turn, saying which comes first. [SM-9, DEL-22 to DEL-27; 002 ¶22.2–22.6]
 *
 * What has already happened in another order is no step to take, and is reported as history.
 */
export function alertStepRefusal(state: AlertState, step: AlertStep): Refusal | undefined {
  const field = 'input.alertId';
  if (!OPEN_ALERT_STATES.includes(state)) {
    return {
      rule: 'DEL-28',
      code: 'ALERT_CLOSED',
      message: 'This alert is closed; what was done on it and is not in its log yet is added as history.',
      field,
    };
  }
  const isUncontacted = state === 'RAISED' || state === 'ACKNOWLEDGED';
  if (isUncontacted && (step === 'STAFF_ON_THE_WAY' || step === 'STAFF_CANNOT')) {
    return {
      rule: 'DEL-24',
      code: 'PERSON_FIRST',
      message: 'The person is contacted before the staff: record that first. If staff was, report it as history.',
      field,
    };
  }
  if (step === 'COUNCIL_INFORMED' || step === 'NEXT_OF_KIN_INFORMED') {
    if (!isUncontacted && state !== 'USER_CONTACTED') return undefined;
    return {
      rule: 'DEL-27',
      code: 'PERSON_NOT_UNREACHABLE',
      message: 'Council and next of kin are informed when the person could not be reached: record that first.',
      field,
    };
  }
  if (step === 'REPLACEMENT_SENT' && state !== 'REPLACEMENT_NEEDED') {
    return {
      rule: 'DEL-25',
      code: 'REPLACEMENT_NOT_NEEDED',
      message: 'A replacement is sent once the worker cannot come: record the contact with the staff first.',
      field,
    };
  }
  if (step === 'REPLACEMENT_TOLD' && state !== 'REPLACEMENT_SENT') {
    return {
      rule: 'DEL-26',
      code: 'REPLACEMENT_NOT_SENT',
      message: 'The person is told who comes once a replacement was sent: record that first.',
      field,
    };
  }
  const event = alertEventOf(step);
  const next = event && transition(alertStates, state, event);
  return next && 'refusal' in next ? { ...next.refusal, field } : undefined;
}

/** Bounds of what is sent: whole histories fit well within them. */
export const MOST_ACTIONS = 100;
const LONGEST_TEXT = 100;

/** An action of a history, as a call-monitoring system reports it. */
export interface ReportedAction {
  readonly externalId: string;
  readonly step: AlertStep;
  readonly at: Date;
  readonly worker: string | null;
  readonly askedIfNeeded: boolean;
  readonly corrects: string | null;
}

/**
 * Refuses a history that cannot be kept: an action without its id, a replacement without its reference, a correction of
 * what is not in this alert's log or was no step. [DEL-05, DEL-28]
 */
export function reportedActionsRefusals(
  actions: readonly ReportedAction[],
  log: ReadonlyArray<Pick<AlertFact, 'position' | 'kind'>>,
): readonly Refusal[] {
  if (actions.length === 0 || actions.length > MOST_ACTIONS) {
    return [refuse('DEL-05', 'ACTIONS_COUNT', `Send 1 to ${MOST_ACTIONS} actions at once.`, 'input.actions')];
  }
  return actions.flatMap((action, place) => {
    const { externalId, step, worker, corrects } = action;
    const field = `input.actions.${place}`;
    const corrected = corrects === null ? undefined : log.find(({ position }) => position === corrects);
    return [
      textRefusal('DEL-05', externalId, `${field}.externalId`),
      worker === null ? undefined : textRefusal('DEL-05', worker, `${field}.worker`),
      step === 'REPLACEMENT_SENT' && worker === null
        ? refuse('DEL-26', 'WORKER_MISSING', 'Say who was sent, by your own reference.', `${field}.worker`)
        : undefined,
      (step === 'WITHDRAWN' && corrects === null) ||
      (corrects !== null && !ALERT_STEPS.some((each) => each === corrected?.kind))
        ? refuse(
            'DEL-28',
            'NOTHING_TO_CORRECT',
            'Name the step of this alert’s log by its position.',
            `${field}.corrects`,
          )
        : undefined,
    ].filter((refusal) => refusal !== undefined);
  });
}

/** Refuses a reference or id that is empty or longer than any system's. [DEL-05] */
export function textRefusal(rule: string, text: string, field: string): Refusal | undefined {
  if (text.trim().length > 0 && text.length <= LONGEST_TEXT) return undefined;
  return refuse(rule, 'TEXT_LENGTH', `It takes 1 to ${LONGEST_TEXT} characters.`, field);
}

function refuse(rule: string, code: string, message: string, field: string): Refusal {
  return { rule, code, message, field };
}
