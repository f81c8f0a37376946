import { addMinutes } from '../../../../kernel/time/working-time.js';
import { furthest } from '../../../../kernel/values/state-table.js';
import { earliest, isOverdue, latest, type Violation } from '../clock.js';
import { type AlertEvent, type AlertState, alertStates } from './alert-states.js';

export const ALERT_KINDS = ['LATE', 'SECOND_WORKER'] as const;
/** Nobody had logged in by the alert time; or somebody had, of a call that needs more workers. [DEL-21] */
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What an alert's log may hold: the steps that a desk takes, and below what happens by itself. */
export const ALERT_STEPS = [
  'ACKNOWLEDGED',
  'PERSON_REASSURED',
  'PERSON_UNREACHABLE',
  'STAFF_ON_THE_WAY',
  'STAFF_CANNOT',
  'REPLACEMENT_SENT',
  'REPLACEMENT_TOLD',
  'COUNCIL_INFORMED',
  'NEXT_OF_KIN_INFORMED',
  'WITHDRAWN',
] as const;
export type AlertStep = (typeof ALERT_STEPS)[number];
export const ALERT_ENTRIES = [
  'RAISED',
  ...ALERT_STEPS,
  'ESCALATED',
  'CONTACT_TASK_DONE',
  'LOGGED_IN',
  'VISIT_MISSED',
  'VISIT_CANCELLED',
  'OPEN_AGAIN',
] as const;
export type AlertEntryKind = (typeof ALERT_ENTRIES)[number];

/** One entry of an alert's log. */
export interface AlertFact {
  /** Place in the log: a later one was written later, whenever it happened. */
  readonly position: string;
  readonly kind: AlertEntryKind;
  /** When it happened. */
  readonly at: Date;
  /** The worker it is about, by the provider's own reference. */
  readonly worker: string | null;
  /** The person was asked whether the call is still needed, which nobody may ever ask (DEL-23). */
  readonly askedIfNeeded: boolean;
  /** Position of the entry that it replaces. */
  readonly corrects: string | null;
}

/** The part of a council's policy that the clocks of an alert go by. */
export interface AlertPolicy {
  readonly acknowledgeMinutes: number;
  readonly contactMinutes: number;
  readonly replacementMinutes: number;
  readonly replacementClock: 'CAPPED_BY_ALERT' | 'UNAVAILABLE' | 'ALERT';
  readonly unreachableInformMinutes: number;
}

export interface RaisedAlert {
  readonly raisedAt: Date;
  readonly plannedStart: Date;
}

/** One clock of an alert that has begun to run: when it is due, and when it was met. */
export interface AlertClock {
  readonly rule: 'DEL-22' | 'DEL-23' | 'DEL-25' | 'DEL-27';
  readonly dueAt: Date;
  readonly metAt: Date | null;
}

export const ALERT_VIOLATIONS = [
  'ACKNOWLEDGED_LATE',
  'PERSON_CONTACTED_LATE',
  'REPLACEMENT_LATE',
  'UNREACHABLE_NOT_INFORMED',
  'ASKED_IF_STILL_NEEDED',
  'STAFF_BEFORE_PERSON',
  'STAFF_NOT_CONTACTED',
  'REPLACEMENT_NOT_TOLD',
] as const;
/** What is not as it should be about an alert. */
export type AlertViolation = (typeof ALERT_VIOLATIONS)[number];

export interface AlertStanding {
  readonly state: AlertState;
  readonly acknowledgedAt: Date | null;
  /** The first attempt, reached or not. */
  readonly personContactedAt: Date | null;
  readonly staffContactedAt: Date | null;
  readonly unavailableAt: Date | null;
  readonly replacementDueAt: Date | null;
  readonly replacementSentAt: Date | null;
  readonly replacementWorker: string | null;
  readonly replacementToldAt: Date | null;
  readonly councilInformedAt: Date | null;
  readonly nextOfKinInformedAt: Date | null;
  readonly closedAt: Date | null;
  /** When the person could not be reached who has not been reached since, while nobody has come either; null otherwise. */
  readonly unreachableAt: Date | null;
  readonly clocks: readonly AlertClock[];
  readonly violations: ReadonlyArray<Violation<AlertViolation>>;
}

const EVENTS: Readonly<Partial<Record<AlertEntryKind, AlertEvent>>> = {
  ACKNOWLEDGED: 'acknowledge',
  PERSON_REASSURED: 'reassure the person',
  PERSON_UNREACHABLE: 'fail to reach the person',
  STAFF_ON_THE_WAY: 'find staff on the way',
  STAFF_CANNOT: 'find staff unable to come',
  REPLACEMENT_SENT: 'send a replacement',
  REPLACEMENT_TOLD: 'tell the person who comes',
  LOGGED_IN: 'log in',
  VISIT_MISSED: 'miss or cancel',
  VISIT_CANCELLED: 'miss or cancel',
};
const ENDINGS: readonly AlertEntryKind[] = ['LOGGED_IN', 'VISIT_MISSED', 'VISIT_CANCELLED', 'OPEN_AGAIN'];

/** The event of SM-9 that a step is; undefined if it moves nothing. [SM-9] */
export function alertEventOf(step: AlertStep): AlertEvent | undefined {
  return EVENTS[step];
}

/**
 * Where an alert stands by its log: its state, times and clocks, and what is not as it should be.
 *
 * The log is read in the order in which things happened, not in which they were written, and without corrected entries.
 * So a history that is reported late or in pieces ends as if it had been reported step by step. [SM-9, DEL-22 to DEL-28; 002 ¶22.3, ¶22.5]
 */
export function alertStanding(
  alert: RaisedAlert,
  log: readonly AlertFact[],
  policy: AlertPolicy,
  now: Date,
): AlertStanding {
  const facts = inForce(log);
  const first = (...kinds: AlertEntryKind[]) => facts.find(({ kind }) => kinds.includes(kind)) ?? null;
  const at = (...kinds: AlertEntryKind[]) => first(...kinds)?.at ?? null;
  const state = furthest(
    alertStates,
    'RAISED',
    facts.flatMap(({ kind }) => EVENTS[kind] ?? []),
  );
  const steps = facts.filter(({ kind }) => ALERT_STEPS.some((step) => step === kind));
  const unavailableAt = at('STAFF_CANNOT');
  const times = {
    // What was known before the alert is no sign that anybody has seen it.
    acknowledgedAt: steps.find(({ kind, at }) => kind === 'ACKNOWLEDGED' || at >= alert.raisedAt)?.at ?? null,
    personContactedAt: at('PERSON_REASSURED', 'PERSON_UNREACHABLE'),
    staffContactedAt: at('STAFF_ON_THE_WAY', 'STAFF_CANNOT'),
    unavailableAt,
    replacementDueAt: unavailableAt && replacementDueAt(alert, unavailableAt, policy),
    replacementSentAt: at('REPLACEMENT_SENT'),
    replacementWorker: facts.findLast(({ kind }) => kind === 'REPLACEMENT_SENT')?.worker ?? null,
    replacementToldAt: at('REPLACEMENT_TOLD'),
    councilInformedAt: at('COUNCIL_INFORMED'),
    nextOfKinInformedAt: at('NEXT_OF_KIN_INFORMED'),
    closedAt: at('LOGGED_IN', 'VISIT_MISSED', 'VISIT_CANCELLED'),
  };
  const failedAt = at('PERSON_UNREACHABLE');
  // Whoever was reached before the call was due, or informed before anything was amiss, has heard nothing of it.
  const since = (start: Date | null, ...kinds: AlertEntryKind[]) =>
    (start && facts.find((fact) => kinds.includes(fact.kind) && fact.at >= start)?.at) ?? null;
  const reachedAt = since(alert.plannedStart, 'PERSON_REASSURED');
  const clocks = clocksOf(
    alert,
    {
      ...times,
      contactedAt: since(alert.plannedStart, 'PERSON_REASSURED', 'PERSON_UNREACHABLE'),
      failedAt,
      reachedAt,
      councilInformedAt: since(failedAt, 'COUNCIL_INFORMED'),
      nextOfKinInformedAt: since(failedAt, 'NEXT_OF_KIN_INFORMED'),
    },
    policy,
  );
  const loggedInAt = at('LOGGED_IN');
  const violations = [
    ...clocks.flatMap((clock) => (isOverdue(clock, times.closedAt ?? now) ? [OVERDUE[clock.rule]] : [])),
    ...orderViolations(times, first('VISIT_MISSED') !== null),
    ...(loggedInAt && !isReplacementTold(facts, loggedInAt) ? [UNTOLD] : []),
    ...(facts.some(({ askedIfNeeded }) => askedIfNeeded) ? [ASKED] : []),
  ];
  const unreachableAt = reachedAt || loggedInAt || first('VISIT_CANCELLED') ? null : failedAt;
  return { state, ...times, unreachableAt, clocks, violations };
}

/** The log in order of time, without what was corrected or withdrawn; of how it ended, only the last word counts. */
function inForce(log: readonly AlertFact[]): readonly AlertFact[] {
  const written = log.toSorted((one, other) => Number(one.position) - Number(other.position));
  const corrected = new Set(written.flatMap(({ corrects }) => corrects ?? []));
  const ending = written.findLast(({ kind }) => ENDINGS.includes(kind));
  return written
    .filter((fact) => !corrected.has(fact.position) && fact.kind !== 'WITHDRAWN')
    .filter((fact) => !ENDINGS.includes(fact.kind) || fact === ending)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/**
 * The last instant at which a replacement is in time: an hour after it is known that the worker cannot come, and no
 * later than an hour after the alert. What was known before the call was due counts from when it was due.
 * [DEL-25, AMB-11; 002 ¶22.4]
 */
export function replacementDueAt(alert: RaisedAlert, unavailableAt: Date, policy: AlertPolicy): Date {
  const { replacementMinutes, replacementClock } = policy;
  const known = latest(unavailableAt, alert.plannedStart);
  const sinceKnown = addMinutes(known, replacementMinutes);
  const sinceAlert = addMinutes(alert.raisedAt, replacementMinutes);
  if (replacementClock === 'UNAVAILABLE') return sinceKnown;
  if (replacementClock === 'ALERT') return sinceAlert;
  return earliest(sinceKnown, sinceAlert);
}

/**
 * Whole minutes until a replacement would be late, negative once it is late; null if nobody waits for one. [SHOW-04, DEL-25]
 */
export function minutesToReplacement(
  alert: Pick<AlertStanding, 'replacementDueAt' | 'replacementSentAt' | 'closedAt'>,
  now: Date,
): number | null {
  if (!alert.replacementDueAt || alert.replacementSentAt || alert.closedAt) return null;
  return Math.floor((alert.replacementDueAt.getTime() - now.getTime()) / 60_000);
}

interface Reported {
  readonly acknowledgedAt: Date | null;
  /** The first attempt since the call was due: what was said before it was is no answer to the alert. */
  readonly contactedAt: Date | null;
  readonly replacementDueAt: Date | null;
  readonly replacementSentAt: Date | null;
  readonly failedAt: Date | null;
  /** The first time since the call was due. */
  readonly reachedAt: Date | null;
  /** The first time since the attempt failed, like the next. */
  readonly councilInformedAt: Date | null;
  readonly nextOfKinInformedAt: Date | null;
}

/**
 * The clocks of an alert that have begun to run (DEL-22, DEL-23, DEL-25, DEL-27).
 *
 * A person who is reached at a second attempt need not be reported as unreachable: that meets DEL-27 as well.
 */
function clocksOf(alert: RaisedAlert, reported: Reported, policy: AlertPolicy): readonly AlertClock[] {
  const { raisedAt } = alert;
  const { failedAt, reachedAt, councilInformedAt, nextOfKinInformedAt } = reported;
  const informedAt = councilInformedAt && nextOfKinInformedAt && latest(councilInformedAt, nextOfKinInformedAt);
  const clocks: AlertClock[] = [
    { rule: 'DEL-22', dueAt: addMinutes(raisedAt, policy.acknowledgeMinutes), metAt: reported.acknowledgedAt },
    { rule: 'DEL-23', dueAt: addMinutes(raisedAt, policy.contactMinutes), metAt: reported.contactedAt },
  ];
  if (reported.replacementDueAt) {
    clocks.push({ rule: 'DEL-25', dueAt: reported.replacementDueAt, metAt: reported.replacementSentAt });
  }
  if (failedAt && !(reachedAt && reachedAt <= failedAt)) {
    const metAt = informedAt && reachedAt ? earliest(informedAt, reachedAt) : (informedAt ?? reachedAt);
    clocks.push({ rule: 'DEL-27', dueAt: addMinutes(failedAt, policy.unreachableInformMinutes), metAt });
  }
  return clocks;
}

const OVERDUE: Readonly<Record<AlertClock['rule'], Violation<AlertViolation>>> = {
  'DEL-22': { rule: 'DEL-22', code: 'ACKNOWLEDGED_LATE' },
  'DEL-23': { rule: 'DEL-23', code: 'PERSON_CONTACTED_LATE' },
  'DEL-25': { rule: 'DEL-25', code: 'REPLACEMENT_LATE' },
  'DEL-27': { rule: 'DEL-27', code: 'UNREACHABLE_NOT_INFORMED' },
};
const ASKED: Violation<AlertViolation> = { rule: 'DEL-23', code: 'ASKED_IF_STILL_NEEDED' };
const UNTOLD: Violation<AlertViolation> = { rule: 'DEL-26', code: 'REPLACEMENT_NOT_TOLD' };

/**
 * Whether the person had been told, by the time that somebody came, who the replacement is: the one who was sent last,
 * and no other. True as well if no replacement was sent by then (DEL-26).
 */
function isReplacementTold(facts: readonly AlertFact[], cameAt: Date): boolean {
  const known = facts.filter(({ at }) => at <= cameAt);
  const sent = known.findLast(({ kind }) => kind === 'REPLACEMENT_SENT');
  return !sent || known.some(({ kind, worker }) => kind === 'REPLACEMENT_TOLD' && worker === sent.worker);
}

/** What was done in the wrong order, or never (DEL-24). */
function orderViolations(
  { personContactedAt, staffContactedAt }: Pick<AlertStanding, 'personContactedAt' | 'staffContactedAt'>,
  missed: boolean,
): ReadonlyArray<Violation<AlertViolation>> {
  const violations: Array<Violation<AlertViolation>> = [];
  if (staffContactedAt && !(personContactedAt && personContactedAt <= staffContactedAt)) {
    violations.push({ rule: 'DEL-24', code: 'STAFF_BEFORE_PERSON' });
  }
  if (missed && !staffContactedAt) violations.push({ rule: 'DEL-24', code: 'STAFF_NOT_CONTACTED' });
  return violations;
}
