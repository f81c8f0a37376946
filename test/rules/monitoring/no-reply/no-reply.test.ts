import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type CheckMade,
  CONTACT_OUTCOMES,
  type ContactMade,
  closedCaseRefusal,
  closingRefusals,
  demandsDefaultNotice,
  EMERGENCY_STEPS,
  type Emergency,
  type EmergencyStepTaken,
  emergencyRefusal,
  emergencyStepsRefusals,
  foundWellRefusal,
  type NoReplyFacts,
  noReplyBreaches,
  noReplyCounts,
  noReplyMark,
  noReplyRefusal,
  noReplyState,
  OFFICE_CONTACTS,
  ON_SITE_CHECKS,
  officeContactsRefusals,
  onSiteChecksRefusals,
  stepsNow,
} from '../../../../subgraphs/monitoring/rules/no-reply/no-reply.js';
import {
  NO_REPLY_STATES,
  OPEN_NO_REPLY_STATES,
} from '../../../../subgraphs/monitoring/rules/no-reply/no-reply-states.js';

/** Monday 1 June 2026, 10:00 in London. */
const start = new Date('2026-06-01T09:00:00Z');
const at = (minutes: number, ms = 0) => new Date(start.getTime() + minutes * 60_000 + ms);

const checks: CheckMade[] = ON_SITE_CHECKS.map((check) => ({
  check,
  applicable: check !== 'WARDEN',
  finding: check === 'WARDEN' ? null : 'NO_SIGN',
  at: at(4),
}));
const contacts: ContactMade[] = OFFICE_CONTACTS.map((who) => ({ who, outcome: 'DONE', at: at(8) }));
const nothing: NoReplyFacts = {
  noReplyAt: at(0),
  afterMissed: false,
  managerInformedAt: at(2),
  checks: null,
  contacts: null,
  instruction: null,
  callingCardAt: null,
  council: null,
  formSentAt: null,
  emergency: null,
  foundAt: null,
  carerLeftAt: null,
  closedAt: null,
};
const complete: NoReplyFacts = {
  ...nothing,
  checks,
  contacts,
  council: { route: 'DUTY', at: at(10), careManagerEmailedAt: null },
  instruction: { what: 'CONTINUE_TO_NEXT', at: at(12) },
  callingCardAt: at(13),
  carerLeftAt: at(14),
  formSentAt: at(40),
};
const emergency: Emergency = {
  foundAt: at(5),
  ambulanceCalledAt: at(6),
  officeCalledAt: at(7),
  personMoved: false,
  nextOfKinToldAt: at(15),
  careManagerToldAt: at(20),
  steps: EMERGENCY_STEPS.map((step) => ({ step, outcome: 'DONE', at: at(10) })),
  admitted: true,
};
const breaches = (facts: NoReplyFacts, now = at(60)) =>
  noReplyBreaches(facts, DEFAULT_POLICY, now).map(({ rule, code }) => `${rule} ${code}`);

describe('how far the procedure has come', () => {
  it.each<[string, Partial<NoReplyFacts>, string]>([
    ['reported', {}, 'REPORTED'],
    ['checked at the door', { checks }, 'ON_SITE_CHECKS'],
    ['office contacts before the checks count with them', { contacts }, 'REPORTED'],
    ['office contacts', { checks, contacts }, 'OFFICE_CONTACTS'],
    ['the council told first of all', { council: complete.council }, 'REPORTED'],
    ['the council told', { checks, contacts, council: complete.council }, 'COUNCIL_NOTIFIED'],
    ['all but the form', { ...complete, formSentAt: null }, 'INSTRUCTED'],
    ['the form sent', complete, 'FORM_SENT'],
    ['closed', { ...complete, closedAt: at(50) }, 'CLOSED'],
    ['found', { foundAt: at(5) }, 'CLOSED'],
    ['found unwell', { checks, emergency }, 'EMERGENCY'],
    ['an emergency closed', { emergency, closedAt: at(50) }, 'CLOSED'],
  ])('DEL-31, DEL-33, DEL-38: %s', (_what, facts, state) => {
    expect(noReplyState({ ...nothing, ...facts })).toBe(state);
  });
});

describe('what should have been otherwise', () => {
  it('DEL-38: nothing, when the procedure was followed', () => {
    expect(breaches({ ...complete, closedAt: at(50) })).toEqual([]);
  });

  it.each([
    [at(5), []],
    [at(5, 1), ['DEL-30 MANAGER_INFORMED_LATE']],
  ])('DEL-30: the office told at %s: %j', (managerInformedAt, expected) => {
    expect(breaches({ ...complete, managerInformedAt })).toEqual(expected);
  });

  it.each([
    ['at the limit', at(17), []],
    ['one millisecond past it', at(17, 1), ['DEL-36 COUNCIL_NOTIFIED_LATE']],
  ])('DEL-36: the council told %s', (_when, told, expected) => {
    const council = { route: 'DUTY', at: told, careManagerEmailedAt: null } as const;
    expect(breaches({ ...complete, council })).toEqual(expected);
  });

  it.each([
    [at(17), []],
    [at(17, 1), ['DEL-36 COUNCIL_NOTIFIED_LATE']],
  ])('DEL-36: nobody told by %s: %j', (now, expected) => {
    expect(breaches(nothing, now)).toEqual(expected);
  });

  it('DEL-36: nobody need be told of a person found within the limit', () => {
    expect(breaches({ ...nothing, foundAt: at(17) })).toEqual([]);
    expect(breaches({ ...nothing, foundAt: at(17, 1) })).toEqual(['DEL-36 COUNCIL_NOTIFIED_LATE']);
  });

  it.each([
    ['in time', 24 * 60 + 2, 0, []],
    ['late', 24 * 60 + 2, 1, ['DEL-36 FORM_NOT_SENT']],
  ])('DEL-36: the form sent %s', (_when, minutes, ms, expected) => {
    expect(breaches({ ...complete, formSentAt: at(minutes, ms) }, at(minutes + 1))).toEqual(expected);
  });

  it.each([
    // The office knew at 16:58; duty closed at 17:00.
    ['DUTY', '2026-06-01T15:58:00Z', '2026-06-01T15:59:00Z', []],
    ['DUTY', '2026-06-01T15:58:00Z', '2026-06-01T16:03:00Z', []],
    ['CONTACT_DESK', '2026-06-01T15:58:00Z', '2026-06-01T16:03:00Z', []],
    ['EDT', '2026-06-01T15:58:00Z', '2026-06-01T16:03:00Z', ['DEL-36 WRONG_ROUTE']],
    ['DUTY', '2026-06-01T16:15:00Z', '2026-06-01T16:20:00Z', ['DEL-36 WRONG_ROUTE', 'DEL-36 CARE_MANAGER_NOT_EMAILED']],
  ] as const)('DEL-36: %s told of what the office knew at %s, at %s', (route, known, told, expected) => {
    const managerInformedAt = new Date(known);
    const council = { route, at: new Date(told), careManagerEmailedAt: null };
    const facts = { ...nothing, noReplyAt: managerInformedAt, managerInformedAt, council };
    expect(breaches(facts, new Date(told))).toEqual(expected);
  });

  it.each([
    [null, ['DEL-36 CARE_MANAGER_NOT_EMAILED']],
    ['2026-06-07T21:20:00Z', []],
    ['2026-06-07T21:20:00.001Z', ['DEL-36 CARE_MANAGER_NOT_EMAILED']],
  ])(
    'DEL-36: the emergency duty team told at 22:05 on a Sunday, the care manager sent an email at %s',
    (emailed, expected) => {
      const managerInformedAt = new Date('2026-06-07T21:00:00Z');
      const council = {
        route: 'EDT',
        at: new Date('2026-06-07T21:05:00Z'),
        careManagerEmailedAt: emailed ? new Date(emailed) : null,
      } as const;
      const facts = { ...nothing, noReplyAt: managerInformedAt, managerInformedAt, council };
      expect(breaches(facts, new Date('2026-06-07T21:30:00Z'))).toEqual(expected);
    },
  );

  it.each<[string, Partial<NoReplyFacts>, string[]]>([
    ['after all of it', {}, []],
    [
      'before the last check',
      { carerLeftAt: at(4, -1) },
      ['DEL-31 CARER_LEFT_BEFORE_CHECKS', 'DEL-34 CARER_LEFT_WITHOUT_INSTRUCTION'],
    ],
    ['before the instruction', { carerLeftAt: at(12, -1) }, ['DEL-34 CARER_LEFT_WITHOUT_INSTRUCTION']],
    ['without a check', { checks: null }, ['DEL-31 CARER_LEFT_BEFORE_CHECKS']],
    ['without instruction', { instruction: null }, ['DEL-34 CARER_LEFT_WITHOUT_INSTRUCTION']],
  ])('DEL-31, DEL-34: the carer left %s', (_when, over, expected) => {
    expect(breaches({ ...complete, ...over })).toEqual(expected);
  });

  it.each<[string, Partial<Emergency>, string[]]>([
    ['as it must be', {}, []],
    ['the office called first', { ambulanceCalledAt: at(7, 1) }, ['DEL-37 AMBULANCE_NOT_FIRST']],
    ['no ambulance', { ambulanceCalledAt: null }, ['DEL-37 AMBULANCE_NOT_FIRST']],
    ['the person moved', { personMoved: true }, ['DEL-37 PERSON_MOVED']],
    [
      'a step not done',
      { steps: [{ step: 'OVERNIGHT_BAG', outcome: 'NOT_DONE', at: at(9) }] },
      ['DEL-37 EMERGENCY_STEP_NOT_DONE'],
    ],
    ['next of kin told too late', { nextOfKinToldAt: at(20, 1) }, ['DEL-37 NEXT_OF_KIN_OR_CARE_MANAGER_NOT_TOLD']],
    ['care manager not told', { careManagerToldAt: null }, ['DEL-37 NEXT_OF_KIN_OR_CARE_MANAGER_NOT_TOLD']],
  ])('DEL-37: an emergency, %s', (_what, over, expected) => {
    expect(breaches({ ...nothing, council: complete.council, emergency: { ...emergency, ...over } })).toEqual(expected);
  });

  it.each([
    ['after finding the person', 5, 0, []],
    ['before', 5, -1, ['DEL-31 CARER_LEFT_BEFORE_CHECKS', 'DEL-34 CARER_LEFT_WITHOUT_INSTRUCTION']],
  ] as const)('DEL-37: a carer who left %s', (_when, minutes, ms, expected) => {
    const facts = { ...nothing, council: complete.council, emergency, carerLeftAt: at(minutes, ms) };
    expect(breaches(facts)).toEqual(expected);
  });

  it('DEL-38, PAY-01: that the call had been missed before is on the case', () => {
    expect(breaches({ ...complete, afterMissed: true, closedAt: at(50) })).toEqual(['DEL-38 CALL_ALREADY_MISSED']);
  });

  it.each([
    ['DEL-30', true],
    ['DEL-36', true],
    ['DEL-31', false],
    ['DEL-34', false],
    ['DEL-37', false],
  ])('CM-14: a breach of %s demands a default notice: %s', (rule, demands) => {
    expect(demandsDefaultNotice([{ rule, code: 'ANY' }])).toBe(demands);
  });
});

describe('steps that are not whole', () => {
  it('DEL-31: each of the five checks is there once', () => {
    expect(onSiteChecksRefusals(checks)).toEqual([]);
    expect(onSiteChecksRefusals(checks.slice(1))).toMatchObject([
      { rule: 'DEL-31', code: 'CHECKS_INCOMPLETE', field: 'input.checks', message: expect.stringMatching('LETTERBOX') },
    ]);
    expect(onSiteChecksRefusals([...checks, checks[0]!])).toMatchObject([
      { rule: 'DEL-31', code: 'CHECKS_INCOMPLETE', field: 'input.checks.5.check' },
    ]);
  });

  it.each(ON_SITE_CHECKS.map((check, place) => [place, check] as const))(
    'DEL-31: check %d, %s, may be not applicable only if App E says so',
    (place, check) => {
      const without = checks.map((each) =>
        each.check === check ? { ...each, applicable: false, finding: null } : each,
      );
      const conditional = check === 'BACK_DOOR' || check === 'WARDEN';
      const refused = { rule: 'DEL-31', code: 'CHECK_NOT_MADE', field: `input.checks.${place}.applicable` };
      expect(onSiteChecksRefusals(without)).toMatchObject(conditional ? [] : [refused]);
    },
  );

  it.each([
    ['PERSON', 'DONE'],
    ['NEXT_OF_KIN', 'DONE NO_DETAILS'],
    ['WARDEN', 'DONE NOT_APPLICABLE'],
    ['NEXT_PERSON', 'DONE'],
    ['HOSPITALS', 'DONE'],
  ] as const)('DEL-33: what may come of a contact with %s: %s', (who, accepted) => {
    const place = OFFICE_CONTACTS.indexOf(who);
    for (const outcome of CONTACT_OUTCOMES) {
      const all = contacts.map((each) => (each.who === who ? { ...each, outcome } : each));
      const refused = {
        rule: 'DEL-33',
        code: 'CONTACT_NOT_MADE',
        field: `input.contacts.${place}.outcome`,
        message: expect.stringMatching(`${who} is reported as ${accepted.split(' ').join(' or ')}`),
      };
      expect(officeContactsRefusals(all)).toMatchObject(accepted.split(' ').includes(outcome) ? [] : [refused]);
    }
  });

  it('DEL-32: a check that was made is told with what it found, another with nothing', () => {
    const without = checks.map((each) => (each.check === 'WINDOWS' ? { ...each, finding: null } : each));
    expect(onSiteChecksRefusals(without)).toMatchObject([
      { rule: 'DEL-32', code: 'FINDING_MISSING', field: 'input.checks.1.finding' },
    ]);
    const beside = checks.map((each) => ({ ...each, finding: 'NO_SIGN' as const }));
    expect(onSiteChecksRefusals(beside)).toMatchObject([
      { rule: 'DEL-32', code: 'FINDING_MISSING', field: 'input.checks.4.finding' },
    ]);
  });

  it('DEL-33: each of the five contacts is there once', () => {
    expect(officeContactsRefusals(contacts)).toEqual([]);
    expect(officeContactsRefusals(contacts.slice(0, 4))).toMatchObject([
      { rule: 'DEL-33', code: 'CONTACTS_INCOMPLETE', field: 'input.contacts' },
    ]);
    expect(officeContactsRefusals([contacts[0]!, ...contacts])).toMatchObject([
      { rule: 'DEL-33', code: 'CONTACTS_INCOMPLETE', field: 'input.contacts.1.who' },
    ]);
  });

  it.each<[keyof NoReplyFacts, string]>([
    ['checks', 'DEL-31'],
    ['contacts', 'DEL-33'],
    ['instruction', 'DEL-34'],
    ['callingCardAt', 'DEL-35'],
    ['council', 'DEL-36'],
    ['formSentAt', 'DEL-36'],
  ])('DEL-35, DEL-38: a case without %s is not closed (%s)', (fact, rule) => {
    expect(closingRefusals(complete, null)).toEqual([]);
    expect(closingRefusals({ ...complete, [fact]: null }, null)).toMatchObject([
      { rule, code: 'PROCEDURE_INCOMPLETE' },
    ]);
  });

  it('DEL-37: an emergency is closed when next of kin and care manager know', () => {
    const facts = { ...nothing, emergency, carerLeftAt: at(50) };
    expect(closingRefusals(facts, null)).toEqual([]);
    const untold = { ...emergency, nextOfKinToldAt: null, careManagerToldAt: null };
    expect(closingRefusals({ ...facts, emergency: untold }, null)).toHaveLength(2);
  });

  it('DEL-37: and when bag, property and keys are accounted for, whether admitted or not, and the carer has left or logged out', () => {
    const open = { ...nothing, emergency: { ...emergency, steps: [], admitted: null } };
    const missing = closingRefusals(open, null).map(({ message }) => message.split('still to come: ')[1]);
    expect(missing).toEqual([
      ...EMERGENCY_STEPS.map((step) => `${step}, as done, not done or not applicable.`),
      'whether the person was admitted.',
      'when the carer left, or a log of it.',
    ]);
    const stayed = { ...nothing, emergency: { ...emergency, admitted: false } };
    expect(closingRefusals(stayed, null)).toHaveLength(1);
    expect(closingRefusals(stayed, at(50))).toEqual([]);
  });

  it('DEL-37: of each step the last word counts', () => {
    const late: EmergencyStepTaken = { step: 'OVERNIGHT_BAG', outcome: 'NOT_DONE', at: at(20) };
    expect(stepsNow(emergency.steps, [late])).toEqual([...emergency.steps.slice(1), late]);
  });

  it('DEL-37: nothing at all, a step that is there twice, and one that an admitted person needs are refused', () => {
    const none = { steps: [], admitted: null };
    const said = (steps: EmergencyStepTaken[], admitted: boolean | null = null) => ({
      steps,
      admitted,
      carerLeftAt: null,
    });
    const step = (outcome: EmergencyStepTaken['outcome']) => ({ step: 'OVERNIGHT_BAG', outcome, at: at(9) }) as const;
    expect(emergencyStepsRefusals(none, said([]))).toMatchObject([
      { rule: 'DEL-37', code: 'NOTHING_REPORTED', field: 'input.steps' },
    ]);
    expect(emergencyStepsRefusals(none, { ...said([]), carerLeftAt: at(9) })).toEqual([]);
    expect(emergencyStepsRefusals(none, said([step('DONE'), step('NOT_DONE')]))).toMatchObject([
      { rule: 'DEL-37', code: 'STEP_TWICE', field: 'input.steps.1.step' },
    ]);
    for (const admitted of [null, false]) {
      expect(emergencyStepsRefusals(none, said([step('NOT_APPLICABLE')], admitted))).toEqual([]);
    }
    const refused = { rule: 'DEL-37', code: 'STEP_APPLIES' };
    expect(emergencyStepsRefusals(none, said([step('NOT_APPLICABLE')], true))).toMatchObject([
      { ...refused, field: 'input.steps.0.outcome' },
    ]);
    expect(emergencyStepsRefusals({ ...none, admitted: true }, said([step('NOT_APPLICABLE')]))).toHaveLength(1);
    expect(emergencyStepsRefusals({ steps: [step('NOT_APPLICABLE')], admitted: null }, said([], true))).toMatchObject([
      { ...refused, field: 'input.admitted' },
    ]);
    expect(emergencyStepsRefusals(none, said([step('NOT_DONE')], true))).toEqual([]);
  });

  it.each([
    ['PLANNED', false, undefined],
    ['ALERTED', false, undefined],
    ['IN_PROGRESS', false, undefined],
    ['MISSED', false, undefined],
    ['COMPLETED', false, 'VISIT_OVER'],
    ['REFUSED', false, 'VISIT_OVER'],
    ['CANCELLED', false, 'VISIT_OVER'],
    ['NO_REPLY', true, 'NO_REPLY_ALREADY_REPORTED'],
  ] as const)('DEL-30: a no reply at a call that is %s, with a case: %s', (state, hasCase, code) => {
    expect(noReplyRefusal(state, hasCase)?.code).toBe(code);
  });
});

describe('what a no reply says of its visit', () => {
  it.each([
    ['before the call was missed', at(90, -1), true],
    ['at the last instant before', at(90), true],
    ['one millisecond later', at(90, 1), false],
  ])('DEL-38, PAY-01: nobody answered %s', (_when, noReplyAt, counts) => {
    expect(noReplyCounts({ noReplyAt, knownAt: noReplyAt }, at(90))).toBe(counts);
    expect(noReplyCounts({ noReplyAt: at(5), knownAt: noReplyAt }, at(90))).toBe(counts);
  });

  it.each<[string, Partial<NoReplyFacts>, string]>([
    ['the search goes on', complete, 'OPEN'],
    ['found well', { foundAt: at(5) }, 'FOUND_WELL'],
    ['found unwell', { emergency }, 'FOUND'],
    ['the emergency over', { emergency, closedAt: at(60) }, 'EMERGENCY_OVER'],
    ['the procedure complete', { ...complete, closedAt: at(50) }, 'PROCEDURE_COMPLETE'],
  ])('DEL-37, DEL-38: %s', (_what, over, mark) => {
    expect(noReplyMark({ ...nothing, ...over })).toBe(mark);
    // PAY-01: whatever is done at a call that was missed before, it stays missed.
    expect(noReplyMark({ ...nothing, ...over, afterMissed: true })).toBeNull();
  });
});

describe('what is refused of a case', () => {
  it.each(NO_REPLY_STATES)('DEL-38: a step while the case is %s', (state) => {
    expect(closedCaseRefusal(state)?.code).toBe(state === 'CLOSED' ? 'NO_REPLY_CLOSED' : undefined);
  });

  it('DEL-37: a person found unwell is not found well, and nobody is told of an emergency that was not reported', () => {
    expect([foundWellRefusal(emergency)?.code, foundWellRefusal(null)]).toEqual(['FOUND_UNWELL', undefined]);
    expect([emergencyRefusal(emergency), emergencyRefusal(null)?.code]).toEqual([undefined, 'NO_EMERGENCY']);
  });

  it('DEL-30: every state but CLOSED is open', () => {
    expect(OPEN_NO_REPLY_STATES).toEqual(NO_REPLY_STATES.filter((state) => state !== 'CLOSED'));
  });
});
