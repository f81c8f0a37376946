import { addMinutes } from '../../../../kernel/time/working-time.js';
import { furthest } from '../../../../kernel/values/state-table.js';
import { type AlertEvent, type AlertState, alertStates } from './alert-states.js';

/** What an alert's log may hold. The first group are steps that a desk takes, the others come of themselves. */
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
  /** The person was asked whether the call is still needed, which nobody ever may. [DEL-23] */
  readonly askedIfNeeded: boolean;
  /** Position of the entry that it stands in for. */
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

export const ALERT_CLOCKS = ['DEL-22', 'DEL-23', 'DEL-25', 'DEL-27'] as const;
/** One clock of an alert that has begun to run: met at, and when it was due; what is never met is never met late. */
export interface AlertClock {
  readonly rule: (typeof ALERT_CLOCKS)[number];
  readonly dueAt: Date;
  readonly metAt: Date | null;
}

/** What should have been otherwise, by the rule that says so. */
export interface Violation {
  readonly rule: string;
  readonly code: string;
}

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
  readonly clocks: readonly AlertClock[];
  readonly violations: readonly Violation[];
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

/** The event of SM-9 that a step is, or undefined where it moves nothing. [SM-9] */
export function alertEventOf(step: AlertStep): AlertEvent | undefined {
  return EVENTS[step];
}

/**
 * Where an alert stands by its log: state, times, clocks and what should have been otherwise. [SM-9, DEL-28]
 *
 * The log is read as what it says happened, not as it was written: in the order of the times, with corrected entries
 * left out, so that a history reported late or in pieces ends as if it had been reported step by step.
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
  const sent = first('REPLACEMENT_SENT');
  const unavailableAt = at('STAFF_CANNOT');
  const times = {
    acknowledgedAt: steps[0]?.at ?? null,
    personContactedAt: at('PERSON_REASSURED', 'PERSON_UNREACHABLE'),
    staffContactedAt: at('STAFF_ON_THE_WAY', 'STAFF_CANNOT'),
    unavailableAt,
    replacementDueAt: unavailableAt && replacementDueAt(alert, unavailableAt, policy),
    replacementSentAt: sent?.at ?? null,
    replacementWorker: sent?.worker ?? null,
    replacementToldAt: at('REPLACEMENT_TOLD'),
    councilInformedAt: at('COUNCIL_INFORMED'),
    nextOfKinInformedAt: at('NEXT_OF_KIN_INFORMED'),
    closedAt: at('LOGGED_IN', 'VISIT_MISSED', 'VISIT_CANCELLED'),
  };
  const clocks = clocksOf(
    alert,
    { ...times, reachedAt: at('PERSON_REASSURED'), failedAt: at('PERSON_UNREACHABLE') },
    policy,
  );
  const violations = [
    ...clocks.flatMap((clock) => (isOverdue(clock, times.closedAt ?? now) ? [OVERDUE[clock.rule]] : [])),
    ...orderViolations(times, { loggedInAt: at('LOGGED_IN'), missed: first('VISIT_MISSED') !== null }),
    ...(facts.some(({ askedIfNeeded }) => askedIfNeeded) ? [ASKED] : []),
  ];
  return { state, ...times, clocks, violations };
}

/** The log without what was corrected or withdrawn, and with the last word alone on how it ended; in order of time. */
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
 * The last instant at which a replacement is in time: an hour after the worker is known not to come, and no later than
 * an hour after the alert; what was known before the call was due counts from when it was due. [DEL-25, AMB-11; 002 ¶22.4]
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
 * Whole minutes until a replacement would be late, negative once it is; null when none is waited for. [SHOW-04, DEL-25]
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
  readonly personContactedAt: Date | null;
  readonly replacementDueAt: Date | null;
  readonly replacementSentAt: Date | null;
  readonly councilInformedAt: Date | null;
  readonly nextOfKinInformedAt: Date | null;
  readonly reachedAt: Date | null;
  readonly failedAt: Date | null;
}

/**
 * The clocks of an alert that have begun to run. [DEL-22, DEL-23, DEL-25, DEL-27]
 *
 * Who is reached at a second attempt need not be reported as unreachable: that meets DEL-27 as well.
 */
export function clocksOf(alert: RaisedAlert, reported: Reported, policy: AlertPolicy): readonly AlertClock[] {
  const { raisedAt } = alert;
  const { failedAt, reachedAt, councilInformedAt, nextOfKinInformedAt } = reported;
  const informedAt = councilInformedAt && nextOfKinInformedAt && latest(councilInformedAt, nextOfKinInformedAt);
  const clocks: AlertClock[] = [
    { rule: 'DEL-22', dueAt: addMinutes(raisedAt, policy.acknowledgeMinutes), metAt: reported.acknowledgedAt },
    { rule: 'DEL-23', dueAt: addMinutes(raisedAt, policy.contactMinutes), metAt: reported.personContactedAt },
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

/**
 * Whether a clock ran out unmet before `end`: now, or when nobody waited any more. At the limit complies.
 * [catalogue 0.3]
 */
export function isOverdue({ dueAt, metAt }: Pick<AlertClock, 'dueAt' | 'metAt'>, end: Date): boolean {
  return (metAt ? earliest(metAt, end) : end) > dueAt;
}

const OVERDUE: Readonly<Record<AlertClock['rule'], Violation>> = {
  'DEL-22': { rule: 'DEL-22', code: 'ACKNOWLEDGED_LATE' },
  'DEL-23': { rule: 'DEL-23', code: 'PERSON_CONTACTED_LATE' },
  'DEL-25': { rule: 'DEL-25', code: 'REPLACEMENT_LATE' },
  'DEL-27': { rule: 'DEL-27', code: 'UNREACHABLE_NOT_INFORMED' },
};
const ASKED: Violation = { rule: 'DEL-23', code: 'ASKED_IF_STILL_NEEDED' };

/** What was done in the wrong order, or never. [DEL-24, DEL-26; 002 ¶22.3, ¶22.5] */
function orderViolations(
  times: Pick<AlertStanding, 'personContactedAt' | 'staffContactedAt' | 'replacementSentAt' | 'replacementToldAt'>,
  { loggedInAt, missed }: { readonly loggedInAt: Date | null; readonly missed: boolean },
): readonly Violation[] {
  const { personContactedAt, staffContactedAt, replacementSentAt, replacementToldAt } = times;
  const violations: Violation[] = [];
  if (staffContactedAt && !(personContactedAt && personContactedAt <= staffContactedAt)) {
    violations.push({ rule: 'DEL-24', code: 'STAFF_BEFORE_PERSON' });
  }
  if (missed && !staffContactedAt) violations.push({ rule: 'DEL-24', code: 'STAFF_NOT_CONTACTED' });
  const replacementCame = replacementSentAt && loggedInAt && replacementSentAt <= loggedInAt;
  if (replacementCame && !(replacementToldAt && replacementToldAt <= loggedInAt)) {
    violations.push({ rule: 'DEL-26', code: 'REPLACEMENT_NOT_TOLD' });
  }
  return violations;
}

/** The first of instants. [catalogue 0.3] */
export function earliest(...instants: readonly Date[]): Date {
  return new Date(Math.min(...instants.map(Number)));
}

/** The last of instants. [catalogue 0.3] */
export function latest(...instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map(Number)));
}
