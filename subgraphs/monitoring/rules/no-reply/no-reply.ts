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
export const EMERGENCY_STEPS = ['OVERNIGHT_BAG', 'PROPERTY_SECURED', 'KEYS_WITH_PERSON'] as const;
/** What the carer sees to before a person who was found unwell is taken away. [DEL-37; 002 App E] */
export type EmergencyStep = (typeof EMERGENCY_STEPS)[number];
export const EMERGENCY_STEP_OUTCOMES = ['DONE', 'NOT_DONE', 'NOT_APPLICABLE'] as const;
/** NOT_APPLICABLE is for a person who was not taken to hospital. */
export type EmergencyStepOutcome = (typeof EMERGENCY_STEP_OUTCOMES)[number];
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
export interface EmergencyStepTaken {
  readonly step: EmergencyStep;
  readonly outcome: EmergencyStepOutcome;
  readonly at: Date;
}
export interface Emergency {
  readonly foundAt: Date;
  readonly ambulanceCalledAt: Date | null;
  readonly officeCalledAt: Date;
  readonly personMoved: boolean;
  readonly nextOfKinToldAt: Date | null;
  readonly careManagerToldAt: Date | null;
  /** Each step at most once. */
  readonly steps: readonly EmergencyStepTaken[];
  /** Whether the person was admitted to hospital; null while that is not known. */
  readonly admitted: boolean | null;
}

/** What is known of one no reply. */
export interface NoReplyFacts {
  readonly noReplyAt: Date;
  /** The call had been missed before anybody stood at the door. */
  readonly afterMissed: boolean;
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
  'EMERGENCY_STEP_NOT_DONE',
  'CALL_ALREADY_MISSED',
] as const;
/** What is not as it should be about a no reply. */
export type NoReplyBreach = (typeof NO_REPLY_BREACHES)[number];

/**
 * Whether a no reply says what became of its call. A carer who came after the call was missed found nobody, and one of
 * whom the hub hears only then came too late to be counted: the call stays missed, and nothing is paid for it. At the last
 * instant before that complies. The procedure runs either way, for the
 * person may be in danger. [DEL-38, PAY-01, DEL-10]
 *
 * @param missedAt the last instant at which the call was not yet missed
 */
export function noReplyCounts(
  { noReplyAt, knownAt }: { readonly noReplyAt: Date; readonly knownAt: Date },
  missedAt: Date,
): boolean {
  return noReplyAt <= missedAt && knownAt <= missedAt;
}

/** How a no reply stands for what becomes of its visit, and for its pay; FOUND is found unwell, and attended to. */
export type NoReplyMark = 'OPEN' | 'FOUND' | 'FOUND_WELL' | 'PROCEDURE_COMPLETE' | 'EMERGENCY_OVER';

/**
 * What a visit is told of its no-reply case; null if the case does not count for it. Only a procedure that is complete,
 * or an emergency that is over, brings the visit to an end. [DEL-37, DEL-38]
 */
export function noReplyMark(facts: NoReplyFacts): NoReplyMark | null {
  if (facts.afterMissed) return null;
  if (facts.emergency) return facts.closedAt ? 'EMERGENCY_OVER' : 'FOUND';
  if (facts.foundAt) return 'FOUND_WELL';
  return facts.closedAt ? 'PROCEDURE_COMPLETE' : 'OPEN';
}

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
  if (facts.afterMissed) breach('DEL-38', 'CALL_ALREADY_MISSED');
  // Whoever has found the person looks no further, and stays for the ambulance without being told to.
  if (facts.carerLeftAt && !(emergency && facts.carerLeftAt >= emergency.foundAt)) {
    const { carerLeftAt, checks, instruction } = facts;
    if (!checks || checks.some(({ at }) => at > carerLeftAt)) breach('DEL-31', 'CARER_LEFT_BEFORE_CHECKS');
    if (!instruction || instruction.at > carerLeftAt) breach('DEL-34', 'CARER_LEFT_WITHOUT_INSTRUCTION');
  }
  if (emergency) {
    const { ambulanceCalledAt, officeCalledAt } = emergency;
    if (!ambulanceCalledAt || ambulanceCalledAt > officeCalledAt) breach('DEL-37', 'AMBULANCE_NOT_FIRST');
    if (emergency.personMoved) breach('DEL-37', 'PERSON_MOVED');
    if (emergency.steps.some(({ outcome }) => outcome === 'NOT_DONE')) breach('DEL-37', 'EMERGENCY_STEP_NOT_DONE');
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

/** What App E makes conditional: the back door "if available", the warden "if applicable". */
const MAY_NOT_APPLY: readonly OnSiteCheck[] = ['BACK_DOOR', 'WARDEN'];

/** What App E lets come of each contact: next of kin "if contact details are available", the warden "if applicable". */
const OUTCOMES_OF: Readonly<Record<OfficeContact, readonly ContactOutcome[]>> = {
  PERSON: ['DONE'],
  NEXT_OF_KIN: ['DONE', 'NO_DETAILS'],
  WARDEN: ['DONE', 'NOT_APPLICABLE'],
  NEXT_PERSON: ['DONE'],
  HOSPITALS: ['DONE'],
};

/**
 * Refuses a list of on-site checks that is not whole: each of the five once, done unless it is one that may not apply,
 * and what each that was made found. [DEL-31, DEL-32; 002 App E]
 */
export function onSiteChecksRefusals(checks: readonly CheckMade[]): readonly Refusal[] {
  const whole = 'Report each of the five checks once, as done or, if there is none, as not applicable';
  const refusals: Refusal[] = eachOnce(
    checks.map(({ check }) => check),
    ON_SITE_CHECKS,
    (what, place) =>
      refuse('DEL-31', 'CHECKS_INCOMPLETE', `${whole}: ${what}.`, fieldOf('input.checks', place, 'check')),
  );
  for (const [place, { check, applicable, finding }] of checks.entries()) {
    if (!applicable && !MAY_NOT_APPLY.includes(check)) {
      const message = `Only the back door and the warden may be not applicable: ${check} is made, and reported with what it found.`;
      refusals.push(refuse('DEL-31', 'CHECK_NOT_MADE', message, fieldOf('input.checks', place, 'applicable')));
    } else if (applicable !== (finding !== null)) {
      const message = 'Report what each check that was made found; a check that is not applicable found nothing.';
      refusals.push(refuse('DEL-32', 'FINDING_MISSING', message, fieldOf('input.checks', place, 'finding')));
    }
  }
  return refusals;
}

/** Refuses a list of office contacts that is not whole: each of the five once, with an outcome that it may have. [DEL-33; 002 App E] */
export function officeContactsRefusals(contacts: readonly ContactMade[]): readonly Refusal[] {
  const whole = 'Report each of the five contacts once, with what came of it';
  const refusals: Refusal[] = eachOnce(
    contacts.map(({ who }) => who),
    OFFICE_CONTACTS,
    (what, place) =>
      refuse('DEL-33', 'CONTACTS_INCOMPLETE', `${whole}: ${what}.`, fieldOf('input.contacts', place, 'who')),
  );
  for (const [place, { who, outcome }] of contacts.entries()) {
    const accepted = OUTCOMES_OF[who];
    if (accepted.includes(outcome)) continue;
    const message = `${who} is reported as ${accepted.join(' or ')}: only next of kin may be without details, and only the warden not applicable.`;
    refusals.push(refuse('DEL-33', 'CONTACT_NOT_MADE', message, fieldOf('input.contacts', place, 'outcome')));
  }
  return refusals;
}

/** Refuses a word that is missing of a list, which has no place, and each repetition of one by its place. */
function eachOnce<Word>(
  given: readonly Word[],
  all: readonly Word[],
  refusal: (what: string, place: number | null) => Refusal,
): Refusal[] {
  return [
    ...all.filter((word) => !given.includes(word)).map((word) => refusal(`${word} is missing`, null)),
    ...given.flatMap((word, place) => (given.indexOf(word) < place ? refusal(`${word} is there again`, place) : [])),
  ];
}

function fieldOf(list: string, place: number | null, field: string): string {
  return place === null ? list : `${list}.${place}.${field}`;
}

/**
 * Refuses a report about an emergency if a step is there twice, if nothing is said, or if a person who was admitted is
 * said to have needed no bag, no keys or no secured property. [DEL-37; 002 App E]
 *
 * @param known what was reported before, over which this is put
 */
export function emergencyStepsRefusals(
  known: Pick<Emergency, 'steps' | 'admitted'>,
  said: Pick<Emergency, 'steps' | 'admitted'> & { readonly carerLeftAt: Date | null },
): readonly Refusal[] {
  const { steps, admitted, carerLeftAt } = said;
  if (steps.length === 0 && admitted === null && carerLeftAt === null) {
    const message = 'Report at least one step, whether the person was admitted, or when the carer left.';
    return [refuse('DEL-37', 'NOTHING_REPORTED', message, 'input.steps')];
  }
  const refusals = steps.flatMap(({ step }, place) => {
    if (steps.findIndex((each) => each.step === step) === place) return [];
    const message = `Report each step once: ${step} is there again.`;
    return refuse('DEL-37', 'STEP_TWICE', message, fieldOf('input.steps', place, 'step'));
  });
  if ((admitted ?? known.admitted) !== true) return refusals;
  for (const { step, outcome } of stepsNow(known.steps, steps)) {
    if (outcome !== 'NOT_APPLICABLE') continue;
    const place = steps.findIndex((each) => each.step === step);
    const message = `The person was admitted: ${step} is reported as DONE or NOT_DONE.`;
    const field = place < 0 ? 'input.admitted' : fieldOf('input.steps', place, 'outcome');
    refusals.push(refuse('DEL-37', 'STEP_APPLIES', message, field));
  }
  return refusals;
}

/** The steps of an emergency once more are reported: the last word about each counts. [DEL-37] */
export function stepsNow(
  known: readonly EmergencyStepTaken[],
  said: readonly EmergencyStepTaken[],
): readonly EmergencyStepTaken[] {
  return [...known.filter(({ step }) => !said.some((each) => each.step === step)), ...said];
}

/**
 * Refuses to close a procedure that is not complete, and names each step that is missing.
 *
 * In an emergency, the next of kin and the care manager must know, every step of it must be accounted for, admitted or
 * not, and the carer must have left. In every other case all steps must have been taken, the calling card included.
 * [DEL-31 to DEL-37]
 *
 * @param departedAt when the last worker logged out of the call; null if nobody has
 */
export function closingRefusals(facts: NoReplyFacts, departedAt: Date | null): readonly Refusal[] {
  const { emergency } = facts;
  const steps: ReadonlyArray<readonly [rule: string, done: unknown, what: string]> = emergency
    ? [
        ['DEL-37', emergency.nextOfKinToldAt, 'telling the next of kin'],
        ['DEL-37', emergency.careManagerToldAt, 'telling the care manager'],
        ...EMERGENCY_STEPS.map((step) => {
          const what = `${step}, as done, not done or not applicable`;
          return ['DEL-37', emergency.steps.some((each) => each.step === step), what] as const;
        }),
        ['DEL-37', emergency.admitted !== null, 'whether the person was admitted'],
        ['DEL-37', facts.carerLeftAt ?? departedAt, 'when the carer left, or a log of it'],
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
