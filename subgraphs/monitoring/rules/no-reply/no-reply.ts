import { addMinutes } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { furthest } from '../../../../kernel/values/state-table.js';
import { isOverdue, latest, type Violation } from '../clock.js';
import type { VisitState } from '../visits/visit-states.js';
import { type NoReplyRoute, noReplyRouteAt, type RoutePolicy } from './no-reply-route.js';
import { type NoReplyEvent, type NoReplyState, noReplyStates } from './no-reply-states.js';

export const ON_SITE_CHECKS = ['LETTERBOX', 'WINDOWS', 'BACK_DOOR', 'NEIGHBOURS', 'WARDEN'] as const;
export type OnSiteCheck = (typeof ON_SITE_CHECKS)[number];
export const FINDINGS = ['NO_SIGN', 'SIGN_OF_PRESENCE', 'CAUSE_FOR_CONCERN', 'WHEREABOUTS_KNOWN'] as const;
/** What a check found; whoever was spoken to is not kept. */
export type Finding = (typeof FINDINGS)[number];
export const OFFICE_CONTACTS = ['PERSON', 'NEXT_OF_KIN', 'WARDEN', 'NEXT_PERSON', 'HOSPITALS'] as const;
/** NEXT_PERSON is whom the carer visits next, who is told that it will be late. */
export type OfficeContact = (typeof OFFICE_CONTACTS)[number];
export const CONTACT_OUTCOMES = ['DONE', 'NOT_APPLICABLE', 'NO_DETAILS'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];
export const INSTRUCTIONS = ['REMAIN', 'CONTINUE_TO_NEXT'] as const;
export type Instruction = (typeof INSTRUCTIONS)[number];

export interface CheckMade {
  readonly check: OnSiteCheck;
  readonly at: Date;
  /** Null if it is not applicable: there is no back door, no warden. */
  readonly finding: Finding | null;
  readonly applicable: boolean;
}
export interface ContactMade {
  readonly who: OfficeContact;
  readonly outcome: ContactOutcome;
  readonly at: Date;
}
export interface CouncilNotified {
  readonly route: NoReplyRoute;
  readonly at: Date;
  readonly careManagerEmailedAt: Date | null;
}
export interface Emergency {
  readonly foundAt: Date;
  readonly ambulanceCalledAt: Date | null;
  readonly officeCalledAt: Date;
  readonly personMoved: boolean;
  readonly nextOfKinToldAt: Date | null;
  readonly careManagerToldAt: Date | null;
}

/** What is known of one no reply. */
export interface NoReplyFacts {
  readonly noReplyAt: Date;
  readonly managerInformedAt: Date;
  readonly checks: readonly CheckMade[] | null;
  readonly contacts: readonly ContactMade[] | null;
  readonly instruction: { readonly what: Instruction; readonly at: Date } | null;
  readonly callingCardAt: Date | null;
  readonly council: CouncilNotified | null;
  readonly formSentAt: Date | null;
  readonly emergency: Emergency | null;
  /** The person was found, and well. */
  readonly foundAt: Date | null;
  readonly carerLeftAt: Date | null;
  /** Closed by the provider, the procedure complete. */
  readonly closedAt: Date | null;
}

export interface NoReplyPolicy extends RoutePolicy {
  readonly noReply: RoutePolicy['noReply'] & {
    readonly managerMinutes: number;
    readonly councilMinutes: number;
    readonly formHours: number;
  };
}

export const NO_REPLY_BREACHES = [
  'MANAGER_INFORMED_LATE',
  'COUNCIL_NOTIFIED_LATE',
  'FORM_NOT_SENT',
  'NEXT_OF_KIN_OR_CARE_MANAGER_NOT_TOLD',
  'WRONG_ROUTE',
  'CARE_MANAGER_NOT_EMAILED',
  'CARER_LEFT_BEFORE_CHECKS',
  'CARER_LEFT_WITHOUT_INSTRUCTION',
  'AMBULANCE_NOT_FIRST',
  'PERSON_MOVED',
] as const;
/** What is not as it should be about a no reply. */
export type NoReplyBreach = (typeof NO_REPLY_BREACHES)[number];

/** How far the procedure has come without a gap. [DEL-30 to DEL-38] */
export function noReplyState(facts: NoReplyFacts): NoReplyState {
  const events: Array<NoReplyEvent | false | null> = [
    // A person who is found ends the search, however far it had come.
    facts.emergency && 'find the person unwell',
    facts.foundAt && 'find the person',
    facts.checks && 'complete the on-site checks',
    facts.contacts && 'complete the office contacts',
    facts.council && 'notify the council',
    facts.instruction && 'instruct the carer',
    facts.formSentAt && 'send the form',
    facts.closedAt && 'close',
  ];
  return furthest(
    noReplyStates,
    'REPORTED',
    events.filter((event) => event !== null && event !== false),
  );
}

/** One clock of a no reply that has begun to run: when it is due, and when it was met. */
export interface NoReplyClock {
  readonly rule: 'DEL-36' | 'DEL-36/form' | 'DEL-37';
  readonly dueAt: Date;
  readonly metAt: Date | null;
}

/**
 * The clocks of a no reply: the council within its minutes of the office knowing, the form within its hours, and in an
 * emergency those who must know. [DEL-36, DEL-37]
 */
export function noReplyClocks(facts: NoReplyFacts, { noReply }: NoReplyPolicy): readonly NoReplyClock[] {
  const { managerInformedAt, emergency } = facts;
  const clocks: NoReplyClock[] = [
    {
      rule: 'DEL-36',
      dueAt: addMinutes(managerInformedAt, noReply.councilMinutes),
      metAt: facts.council?.at ?? null,
    },
    { rule: 'DEL-36/form', dueAt: addMinutes(managerInformedAt, noReply.formHours * 60), metAt: facts.formSentAt },
  ];
  if (emergency) {
    const { nextOfKinToldAt, careManagerToldAt } = emergency;
    const bothToldAt = nextOfKinToldAt && careManagerToldAt && latest(nextOfKinToldAt, careManagerToldAt);
    clocks.push({ rule: 'DEL-37', dueAt: addMinutes(emergency.foundAt, noReply.councilMinutes), metAt: bothToldAt });
  }
  return clocks;
}

/** When nobody had to go on any more: the person was found, or the procedure was complete. [DEL-38] */
export function noReplyEndedAt(facts: NoReplyFacts): Date | null {
  return facts.foundAt ?? facts.closedAt;
}

/**
 * What is not as it should be about a no reply, and the rules that say so.
 *
 * The route is right if it was that of the hour when the office knew, or of the hour when the council was told: one desk
 * may have closed between the two. [DEL-30, DEL-31, DEL-34, DEL-36, DEL-37]
 */
export function noReplyBreaches(
  facts: NoReplyFacts,
  policy: NoReplyPolicy,
  now: Date,
): ReadonlyArray<Violation<NoReplyBreach>> {
  const { council, emergency, managerInformedAt } = facts;
  const { managerMinutes, councilMinutes } = policy.noReply;
  const breaches: Array<Violation<NoReplyBreach>> = [];
  const breach = (rule: string, code: NoReplyBreach) => void breaches.push({ rule, code });
  if (managerInformedAt > addMinutes(facts.noReplyAt, managerMinutes)) breach('DEL-30', 'MANAGER_INFORMED_LATE');
  const end = noReplyEndedAt(facts) ?? now;
  for (const clock of noReplyClocks(facts, policy)) {
    // An emergency does not end with the search: whoever must know is told all the same.
    if (isOverdue(clock, clock.rule === 'DEL-37' ? now : end)) breaches.push(OVERDUE[clock.rule]);
  }
  if (council) {
    const right = [noReplyRouteAt(managerInformedAt, policy), noReplyRouteAt(council.at, policy)];
    if (!right.includes(council.route)) breach('DEL-36', 'WRONG_ROUTE');
    const emailedAt = council.careManagerEmailedAt;
    const emailed = emailedAt !== null && emailedAt <= addMinutes(council.at, councilMinutes);
    if (!right.includes('DUTY') && !emailed) breach('DEL-36', 'CARE_MANAGER_NOT_EMAILED');
  }
  if (facts.carerLeftAt) {
    const { carerLeftAt, checks, instruction } = facts;
    if (!checks || checks.some(({ at }) => at > carerLeftAt)) breach('DEL-31', 'CARER_LEFT_BEFORE_CHECKS');
    if (!instruction || instruction.at > carerLeftAt) breach('DEL-34', 'CARER_LEFT_WITHOUT_INSTRUCTION');
  }
  if (emergency) {
    const { ambulanceCalledAt, officeCalledAt } = emergency;
    if (!ambulanceCalledAt || ambulanceCalledAt > officeCalledAt) breach('DEL-37', 'AMBULANCE_NOT_FIRST');
    if (emergency.personMoved) breach('DEL-37', 'PERSON_MOVED');
  }
  return breaches;
}

const OVERDUE: Readonly<Record<NoReplyClock['rule'], Violation<NoReplyBreach>>> = {
  'DEL-36': { rule: 'DEL-36', code: 'COUNCIL_NOTIFIED_LATE' },
  'DEL-36/form': { rule: 'DEL-36', code: 'FORM_NOT_SENT' },
  'DEL-37': { rule: 'DEL-37', code: 'NEXT_OF_KIN_OR_CARE_MANAGER_NOT_TOLD' },
};

/** Whether the council must issue a default notice: telling it of a no reply is not for discretion. [CM-14, DEL-30, DEL-36] */
export function demandsDefaultNotice(breaches: readonly Violation[]): boolean {
  return breaches.some(({ rule }) => rule === 'DEL-30' || rule === 'DEL-36');
}

/** Refuses a list of on-site checks that is not whole: each of the five once, and what each that was made found. [DEL-31, DEL-32] */
export function onSiteChecksRefusals(checks: readonly CheckMade[]): readonly Refusal[] {
  const refusals: Refusal[] = eachOnce(
    checks.map(({ check }) => check),
    ON_SITE_CHECKS,
  ).map((each) =>
    refuse(
      'DEL-31',
      'CHECKS_INCOMPLETE',
      `Report each of the five checks once, as done or not applicable: ${each} is not reported once.`,
      'input.checks',
    ),
  );
  for (const [place, { applicable, finding }] of checks.entries()) {
    if (applicable === (finding !== null)) continue;
    refusals.push(
      refuse(
        'DEL-32',
        'FINDING_MISSING',
        'Report what each check that was made found; a check that is not applicable found nothing.',
        `input.checks.${place}.finding`,
      ),
    );
  }
  return refusals;
}

/** Refuses a list of office contacts that is not whole: each of the five once. [DEL-33] */
export function officeContactsRefusals(contacts: readonly ContactMade[]): readonly Refusal[] {
  return eachOnce(
    contacts.map(({ who }) => who),
    OFFICE_CONTACTS,
  ).map((each) =>
    refuse(
      'DEL-33',
      'CONTACTS_INCOMPLETE',
      `Report each of the five contacts once, as done, not applicable or without details: ${each} is not reported once.`,
      'input.contacts',
    ),
  );
}

function eachOnce<Word>(given: readonly Word[], all: readonly Word[]): readonly Word[] {
  return all.filter((word) => given.filter((each) => each === word).length !== 1);
}

/**
 * Refuses to close a procedure that is not complete, and names each step that is missing.
 *
 * In an emergency, the next of kin and the care manager must know. In every other case all steps must have been taken,
 * the calling card included. [DEL-31 to DEL-37]
 */
export function closingRefusals(facts: NoReplyFacts): readonly Refusal[] {
  const { emergency } = facts;
  const steps: ReadonlyArray<readonly [rule: string, done: unknown, what: string]> = emergency
    ? [
        ['DEL-37', emergency.nextOfKinToldAt, 'telling the next of kin'],
        ['DEL-37', emergency.careManagerToldAt, 'telling the care manager'],
      ]
    : [
        ['DEL-31', facts.checks, 'the on-site checks'],
        ['DEL-33', facts.contacts, 'the office contacts'],
        ['DEL-36', facts.council, 'notifying the council'],
        ['DEL-34', facts.instruction, 'instructing the carer'],
        ['DEL-35', facts.callingCardAt, 'the calling card'],
        ['DEL-36', facts.formSentAt, 'the No Reply form'],
      ];
  return steps
    .filter(([, done]) => !done)
    .map(([rule, , what]) =>
      refuse(
        rule,
        'PROCEDURE_INCOMPLETE',
        `The case can be closed when the procedure is complete; still to come: ${what}.`,
        'input.caseId',
      ),
    );
}

/** Refuses a no reply at a call that was made, refused or called off, or that already has a case. [DEL-30, SM-8] */
export function noReplyRefusal(state: VisitState, hasCase: boolean): Refusal | undefined {
  if (hasCase) {
    return refuse(
      'DEL-30',
      'NO_REPLY_ALREADY_REPORTED',
      'This call already has a no-reply case: go on with that one.',
      'input.visitId',
    );
  }
  if (state !== 'COMPLETED' && state !== 'REFUSED' && state !== 'CANCELLED') return undefined;
  return refuse(
    'DEL-30',
    'VISIT_OVER',
    'This call was made, refused or called off: there cannot have been a no reply.',
    'input.visitId',
  );
}

/** Refuses a step on a case that is closed. [DEL-38] */
export function closedCaseRefusal(state: NoReplyState): Refusal | undefined {
  if (state !== 'CLOSED') return undefined;
  return refuse(
    'DEL-38',
    'NO_REPLY_CLOSED',
    'This case is closed: the person was found, or the procedure was complete.',
    'input.caseId',
  );
}

/** Refuses to close a case as found well if the person was found unwell. [DEL-37] */
export function foundWellRefusal(emergency: object | null): Refusal | undefined {
  if (!emergency) return undefined;
  return refuse(
    'DEL-37',
    'FOUND_UNWELL',
    'The person was found unwell: tell the next of kin and the care manager, then close the case.',
    'input.caseId',
  );
}

/** Refuses to tell anybody of an emergency that was not reported. [DEL-37] */
export function emergencyRefusal(emergency: object | null): Refusal | undefined {
  if (emergency) return undefined;
  return refuse(
    'DEL-37',
    'NO_EMERGENCY',
    'The person was not reported as found unwell: report that first.',
    'input.caseId',
  );
}
