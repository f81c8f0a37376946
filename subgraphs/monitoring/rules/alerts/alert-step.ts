import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { bySourceClock } from '../reported-at.js';
import { ALERT_STEPS, type AlertFact, type AlertStep, alertEventOf } from './alert-standing.js';
import { type AlertState, alertStates, OPEN_ALERT_STATES } from './alert-states.js';

/**
 * Refuses a step that a desk would take out of turn, and says which comes first.
 *
 * What has already happened in another order is not a step to take: it is reported as history.
 * [SM-9, DEL-22 to DEL-27; 002 ¶22.2–22.6]
 */
export function alertStepRefusal(state: AlertState, step: AlertStep): Refusal | undefined {
  const field = 'input.alertId';
  if (!OPEN_ALERT_STATES.includes(state)) {
    return refuse(
      'DEL-28',
      'ALERT_CLOSED',
      'This alert is closed: report as history what was done on it and is not in its log yet.',
      field,
    );
  }
  const isUncontacted = state === 'RAISED' || state === 'ACKNOWLEDGED';
  if (isUncontacted && (step === 'STAFF_ON_THE_WAY' || step === 'STAFF_CANNOT')) {
    return refuse(
      'DEL-24',
      'PERSON_FIRST',
      'The person is contacted before the staff: record that first. If the staff was contacted first, report it as history.',
      field,
    );
  }
  if (step === 'COUNCIL_INFORMED' || step === 'NEXT_OF_KIN_INFORMED') {
    if (!isUncontacted && state !== 'USER_CONTACTED') return undefined;
    return refuse(
      'DEL-27',
      'PERSON_NOT_UNREACHABLE',
      'The council and the next of kin are informed if the person cannot be reached: record that first.',
      field,
    );
  }
  if (step === 'REPLACEMENT_SENT' && state !== 'REPLACEMENT_NEEDED') {
    return refuse(
      'DEL-25',
      'REPLACEMENT_NOT_NEEDED',
      'A replacement is sent if the worker cannot come: record the contact with the staff first.',
      field,
    );
  }
  if (step === 'REPLACEMENT_TOLD' && state !== 'REPLACEMENT_SENT') {
    return refuse(
      'DEL-26',
      'REPLACEMENT_NOT_SENT',
      'The person is told who will come after a replacement was sent: record that first.',
      field,
    );
  }
  const event = alertEventOf(step);
  const next = event && transition(alertStates, state, event);
  return next && 'refusal' in next ? { ...next.refusal, field } : undefined;
}

/** When that happened which steps of an alert follow; null if it has not. */
export interface AlertTimes {
  readonly raisedAt: Date;
  readonly plannedStart: Date;
  readonly personContactedAt: Date | null;
  readonly unavailableAt: Date | null;
  readonly replacementSentAt: Date | null;
}

/**
 * The earliest instant at which a desk can have taken a step: the staff is contacted after the person, a replacement is
 * sent once the worker is known not to come, and so on; every other step answers the alert, which was raised by the
 * hub's clock. [SM-9, DEL-22 to DEL-28; 002 ¶22.2–22.7]
 */
export function alertStepFollows(step: AlertStep, times: AlertTimes, clockSkewMinutes: number): Date {
  return FOLLOWED[step]?.(times) ?? bySourceClock(times.raisedAt, clockSkewMinutes);
}

const FOLLOWED: Readonly<Partial<Record<AlertStep, (times: AlertTimes) => Date | null>>> = {
  STAFF_ON_THE_WAY: ({ personContactedAt }) => personContactedAt,
  STAFF_CANNOT: ({ personContactedAt }) => personContactedAt,
  REPLACEMENT_SENT: ({ unavailableAt }) => unavailableAt,
  REPLACEMENT_TOLD: ({ replacementSentAt }) => replacementSentAt,
  COUNCIL_INFORMED: ({ personContactedAt }) => personContactedAt,
  NEXT_OF_KIN_INFORMED: ({ personContactedAt }) => personContactedAt,
};

/** How long before a call somebody may have known that it would be late, in minutes. */
const KNOWN_BEFORE_MINUTES = 24 * 60;

/**
 * The earliest instant of an action in a reported history. What was known before the call was late is part of it, and
 * counts as it happened, up to a day before the planned start; only an alert that was raised can be acknowledged.
 * [DEL-28, DEL-25, AMB-11]
 */
export function historyFollows(
  step: AlertStep,
  times: Pick<AlertTimes, 'raisedAt' | 'plannedStart'>,
  clockSkewMinutes: number,
): Date {
  if (step === 'ACKNOWLEDGED') return bySourceClock(times.raisedAt, clockSkewMinutes);
  return addMinutes(times.plannedStart, -KNOWN_BEFORE_MINUTES);
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
 * Refuses a history that cannot be kept: an action without its id, a replacement without its reference, or a correction
 * of something that is not a step in the log of this alert. [DEL-05, DEL-28]
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
      (step === 'REPLACEMENT_SENT' || step === 'REPLACEMENT_TOLD') && worker === null
        ? refuse(
            'DEL-26',
            'WORKER_MISSING',
            'Say who was sent, or who the person was told will come, by your own reference.',
            `${field}.worker`,
          )
        : undefined,
      (step === 'WITHDRAWN' && corrects === null) ||
      (corrects !== null && !ALERT_STEPS.some((each) => each === corrected?.kind))
        ? refuse(
            'DEL-28',
            'NOTHING_TO_CORRECT',
            'Name a step in the log of this alert, by its position.',
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

/** Refuses that the person was told of another replacement than was sent. [DEL-26; 002 ¶22.5] */
export function toldOfAnotherRefusal(sent: string | null, told: string): Refusal | undefined {
  if (sent === null || sent === told) return undefined;
  const message =
    'The person is told who was sent: name that replacement. If they were told of somebody else, report it as history.';
  return refuse('DEL-26', 'ANOTHER_REPLACEMENT', message, 'input.worker');
}

/** Refuses to make an alert for a call that was never late. [DEL-21] */
export function neverLateRefusal(
  visit: { readonly arrivedAt: Date | null },
  alertDueAt: Date,
  now: Date,
): Refusal | undefined {
  if ((visit.arrivedAt ?? now) > alertDueAt) return undefined;
  return refuse(
    'DEL-21',
    'NEVER_LATE',
    'This call has no alert: somebody had logged in by its alert time, or that time has not come yet.',
    'input.visitId',
  );
}

/** Refuses a history about a worker who did not come, of a call that has no such alert. [DEL-21, DEL-05] */
export function nobodyMissingRefusal(): Refusal {
  const message = 'This call has no alert for a worker who did not come: report the history of one that has.';
  return refuse('DEL-21', 'NOBODY_MISSING', message, 'input.kind');
}

type Compared = Omit<ReportedAction, 'externalId' | 'step'> & { readonly step: AlertFact['kind'] };

/** Refuses an action that was sent before under the same id, and said something else then. [DEL-28] */
export function changedActionRefusal(first: Compared, sent: Compared, field: string): Refusal | undefined {
  const isSame =
    first.step === sent.step &&
    first.at.getTime() === sent.at.getTime() &&
    first.worker === sent.worker &&
    first.askedIfNeeded === sent.askedIfNeeded &&
    first.corrects === sent.corrects;
  if (isSame) return undefined;
  return refuse(
    'DEL-28',
    'ACTION_CHANGED',
    'An action cannot be changed: send another one under a new id, which corrects it.',
    field,
  );
}
