import {
  type AlertEntryKind,
  type AlertFact,
  type AlertPolicy,
  alertEventOf,
  alertStanding,
  minutesToReplacement,
  replacementDueAt,
} from '../../../../subgraphs/monitoring/rules/alerts/alert-standing.js';

/** A call planned for 09:00, found late at 09:30. */
const plannedStart = new Date('2026-06-01T08:00:00Z');
const raisedAt = new Date('2026-06-01T08:30:00Z');
const alert = { raisedAt, plannedStart };
const policy: AlertPolicy = {
  acknowledgeMinutes: 10,
  contactMinutes: 5,
  replacementMinutes: 60,
  replacementClock: 'CAPPED_BY_ALERT',
  unreachableInformMinutes: 15,
};
const MINUTE = 60_000;
/** So many minutes, and milliseconds, after the alert. */
const at = (minutes: number, ms = 0) => new Date(raisedAt.getTime() + minutes * MINUTE + ms);

type Line = [AlertEntryKind, Date, Partial<AlertFact>?];
function log(...lines: Line[]): AlertFact[] {
  return lines.map(([kind, when, over = {}], place) => ({
    position: String(place + 1),
    kind,
    at: when,
    worker: null,
    askedIfNeeded: false,
    corrects: null,
    ...over,
  }));
}
const standing = (lines: Line[], now = at(0), over: Partial<AlertPolicy> = {}) =>
  alertStanding(alert, log(['RAISED', raisedAt], ...lines), { ...policy, ...over }, now);
const codes = (lines: Line[], now = at(0)) => standing(lines, now).violations.map(({ code }) => code);

describe('when an alert was acknowledged', () => {
  it.each<[string, Line[], Date | null]>([
    ['by what was known the evening before: not', [['STAFF_CANNOT', at(-12 * 60)]], null],
    [
      'by the first step after it',
      [
        ['STAFF_CANNOT', at(-12 * 60)],
        ['PERSON_REASSURED', at(2)],
      ],
      at(2),
    ],
    ['at the very instant of the alert', [['PERSON_REASSURED', at(0)]], at(0)],
    ['by a clock that is behind', [['ACKNOWLEDGED', at(-2)]], at(-2)],
  ])('DEL-22, DEL-28: %s', (_what, lines, when) => {
    expect(standing(lines, at(30)).acknowledgedAt).toEqual(when);
  });
});

describe('how far an alert has come', () => {
  it.each<[string, Line[], string]>([
    ['nothing', [], 'RAISED'],
    ['acknowledged', [['ACKNOWLEDGED', at(2)]], 'ACKNOWLEDGED'],
    ['reassured', [['PERSON_REASSURED', at(3)]], 'USER_CONTACTED'],
    ['not reached', [['PERSON_UNREACHABLE', at(3)]], 'USER_UNREACHABLE'],
    [
      'reached at the second attempt',
      [
        ['PERSON_UNREACHABLE', at(3)],
        ['PERSON_REASSURED', at(8)],
      ],
      'USER_CONTACTED',
    ],
    [
      'staff on the way',
      [
        ['PERSON_REASSURED', at(3)],
        ['STAFF_ON_THE_WAY', at(5)],
      ],
      'STAFF_EN_ROUTE',
    ],
    [
      'on the way, then unable to come',
      [
        ['PERSON_REASSURED', at(3)],
        ['STAFF_ON_THE_WAY', at(5)],
        ['STAFF_CANNOT', at(9)],
      ],
      'REPLACEMENT_NEEDED',
    ],
    ['staff alone, the person not contacted', [['STAFF_ON_THE_WAY', at(3)]], 'RAISED'],
    ['somebody came', [['LOGGED_IN', at(4)]], 'RESOLVED'],
    ['missed', [['VISIT_MISSED', at(60)]], 'CLOSED_MISSED'],
    ['called off', [['VISIT_CANCELLED', at(10)]], 'CLOSED_MISSED'],
    [
      'missed, and found to have been made late',
      [
        ['VISIT_MISSED', at(60)],
        ['LOGGED_IN', at(70)],
      ],
      'RESOLVED',
    ],
    [
      'a log-in that was taken back',
      [
        ['LOGGED_IN', at(4)],
        ['OPEN_AGAIN', at(20)],
      ],
      'RAISED',
    ],
  ])('SM-9: %s', (_what, lines, state) => {
    expect(standing(lines).state).toBe(state);
  });

  it('SM-9, DEL-05: a history in any order ends the same', () => {
    const lines: Line[] = [
      ['ACKNOWLEDGED', at(1)],
      ['PERSON_REASSURED', at(3)],
      ['STAFF_CANNOT', at(6)],
      ['REPLACEMENT_SENT', at(20), { worker: 'W-7' }],
      ['REPLACEMENT_TOLD', at(22)],
    ];
    const inOrder = standing(lines, at(30));
    expect(inOrder).toMatchObject({ state: 'USER_TOLD', replacementWorker: 'W-7', violations: [] });
    expect(standing(lines.toReversed(), at(30))).toEqual(inOrder);
  });

  it('SM-9: steps of the log that inform, or take back, move nothing', () => {
    expect(alertEventOf('COUNCIL_INFORMED')).toBeUndefined();
    expect(alertEventOf('WITHDRAWN')).toBeUndefined();
    expect(alertEventOf('STAFF_CANNOT')).toBe('find staff unable to come');
  });

  it('DEL-28: a corrected entry counts for nothing, the one that corrects it for all', () => {
    const lines: Line[] = [
      ['PERSON_REASSURED', at(9)],
      ['PERSON_REASSURED', at(4), { corrects: '2' }],
    ];
    expect(standing(lines, at(30))).toMatchObject({ personContactedAt: at(4), state: 'USER_CONTACTED' });
    expect(codes(lines, at(10))).toEqual([]);
  });

  it('DEL-28: an entry that was none is withdrawn', () => {
    const lines: Line[] = [
      ['PERSON_REASSURED', at(4)],
      ['WITHDRAWN', at(6), { corrects: '2' }],
    ];
    expect(standing(lines, at(4))).toMatchObject({ personContactedAt: null, state: 'RAISED' });
  });
});

describe('whether nobody has reached the person', () => {
  it.each<[string, Line[], Date | null]>([
    ['nobody tried', [], null],
    ['the attempt failed', [['PERSON_UNREACHABLE', at(3)]], at(3)],
    [
      'failed, and then reached',
      [
        ['PERSON_UNREACHABLE', at(3)],
        ['PERSON_REASSURED', at(9)],
      ],
      null,
    ],
    [
      'failed, and somebody came',
      [
        ['PERSON_UNREACHABLE', at(3)],
        ['LOGGED_IN', at(9)],
      ],
      null,
    ],
    [
      'failed, and the call is off',
      [
        ['PERSON_UNREACHABLE', at(3)],
        ['VISIT_CANCELLED', at(9)],
      ],
      null,
    ],
    [
      'failed, and nobody came',
      [
        ['PERSON_UNREACHABLE', at(3)],
        ['VISIT_MISSED', at(60)],
      ],
      at(3),
    ],
    [
      'failed, which is taken back',
      [
        ['PERSON_UNREACHABLE', at(3)],
        ['WITHDRAWN', at(4), { corrects: '2' }],
      ],
      null,
    ],
  ])('DEL-27, NTF-20: %s', (_what, lines, since) => {
    expect(standing(lines, at(70)).unreachableAt).toEqual(since);
  });
});

describe('the clocks of an alert', () => {
  const CAME: Line = ['LOGGED_IN', at(55)];

  it.each([
    [at(10), false],
    [at(10, 1), true],
  ])('DEL-22: acknowledged at %s is late: %s', (when, isLate) => {
    expect(codes([['ACKNOWLEDGED', when]], at(10, 1)).includes('ACKNOWLEDGED_LATE')).toBe(isLate);
  });

  it.each([
    // Called before the call was due, nobody was asked whether they are all right.
    [at(-30, -1), true],
    [at(-30), false],
    [at(-5), false],
    [at(5), false],
    [at(5, 1), true],
  ])('DEL-23: the person contacted at %s is late: %s', (when, isLate) => {
    expect(codes([['PERSON_REASSURED', when]], at(20)).includes('PERSON_CONTACTED_LATE')).toBe(isLate);
  });

  it.each([
    [at(5), false],
    [at(5, 1), true],
  ])('DEL-23: nobody contacted by %s is a violation: %s', (now, isLate) => {
    expect(codes([], now).includes('PERSON_CONTACTED_LATE')).toBe(isLate);
  });

  it.each([
    [at(5), []],
    [at(5, 1), ['PERSON_CONTACTED_LATE']],
  ])('DEL-23: somebody came at %s, and nobody was called: %j', (came, violations) => {
    expect(codes([['LOGGED_IN', came]], at(9))).toEqual(violations);
  });

  it('DEL-23: what is done once somebody came is not late', () => {
    const lines: Line[] = [
      ['LOGGED_IN', at(3)],
      ['PERSON_REASSURED', at(30)],
    ];
    expect(codes(lines, at(60))).toEqual([]);
  });

  it('DEL-23: asking whether the call is still needed is a violation, whatever else was right', () => {
    expect(codes([['PERSON_REASSURED', at(2), { askedIfNeeded: true }]])).toEqual(['ASKED_IF_STILL_NEEDED']);
  });

  it.each<[string, Line[], boolean]>([
    ['after the person', [['PERSON_REASSURED', at(2)], ['STAFF_ON_THE_WAY', at(3)], CAME], false],
    ['at the same instant', [['PERSON_REASSURED', at(2)], ['STAFF_ON_THE_WAY', at(2)], CAME], false],
    [
      'after an attempt that failed',
      [
        ['PERSON_UNREACHABLE', at(2)],
        ['STAFF_ON_THE_WAY', at(3)],
        ['COUNCIL_INFORMED', at(4)],
        ['NEXT_OF_KIN_INFORMED', at(4)],
        CAME,
      ],
      false,
    ],
    ['before the person', [['PERSON_REASSURED', at(3)], ['STAFF_ON_THE_WAY', at(3, -1)], CAME], true],
    [
      'instead of the person',
      [
        ['STAFF_CANNOT', at(3)],
        ['LOGGED_IN', at(4)],
      ],
      true,
    ],
  ])('DEL-24: staff contacted %s', (_when, lines, isViolation) => {
    expect(codes(lines, at(56)).includes('STAFF_BEFORE_PERSON')).toBe(isViolation);
  });

  it.each<[string, Line[], boolean]>([
    [
      'missed',
      [
        ['PERSON_REASSURED', at(3)],
        ['VISIT_MISSED', at(60)],
      ],
      true,
    ],
    [
      'made',
      [
        ['PERSON_REASSURED', at(3)],
        ['LOGGED_IN', at(20)],
      ],
      false,
    ],
    [
      'called off',
      [
        ['PERSON_REASSURED', at(3)],
        ['VISIT_CANCELLED', at(20)],
      ],
      false,
    ],
  ])('DEL-24: a call %s without a word to the staff', (_end, lines, isViolation) => {
    expect(codes(lines, at(61)).includes('STAFF_NOT_CONTACTED')).toBe(isViolation);
  });

  it.each([
    ['CAPPED_BY_ALERT', at(10), at(60)],
    ['CAPPED_BY_ALERT', at(-10), at(50)],
    ['CAPPED_BY_ALERT', at(0), at(60)],
    // Known before the call was due: the hour begins when it was due.
    ['CAPPED_BY_ALERT', at(-120), at(30)],
    ['UNAVAILABLE', at(10), at(70)],
    ['ALERT', at(-10), at(60)],
  ] as const)(
    'DEL-25, AMB-11: by the clock %s, unable to come known at %s, a replacement is in time until %s',
    (replacementClock, known, due) => {
      expect(replacementDueAt(alert, known, { ...policy, replacementClock })).toEqual(due);
    },
  );

  it.each([
    [at(60), false],
    [at(60, 1), true],
  ])('DEL-25: a replacement sent at %s is late: %s', (sent, isLate) => {
    const lines: Line[] = [
      ['ACKNOWLEDGED', at(1)],
      ['PERSON_REASSURED', at(2)],
      ['STAFF_CANNOT', at(4)],
      ['REPLACEMENT_SENT', sent, { worker: 'W-2' }],
    ];
    expect(codes(lines, at(61))).toEqual(isLate ? ['REPLACEMENT_LATE'] : []);
  });

  it('DEL-25: a call missed at the very end of the hour had no replacement in time only when it is past', () => {
    const lines = (end: Date): Line[] => [
      ['PERSON_REASSURED', at(2)],
      ['STAFF_CANNOT', at(4)],
      ['VISIT_MISSED', end],
    ];
    expect(codes(lines(at(60)), at(61))).toEqual([]);
    expect(codes(lines(at(60, 1)), at(61))).toEqual(['REPLACEMENT_LATE']);
  });

  it.each<[string, Line[], boolean]>([
    [
      'told before the arrival',
      [
        ['REPLACEMENT_TOLD', at(30)],
        ['LOGGED_IN', at(40)],
      ],
      false,
    ],
    [
      'told at the arrival',
      [
        ['REPLACEMENT_TOLD', at(40)],
        ['LOGGED_IN', at(40)],
      ],
      false,
    ],
    [
      'told after the arrival',
      [
        ['REPLACEMENT_TOLD', at(41)],
        ['LOGGED_IN', at(40)],
      ],
      true,
    ],
    ['never told', [['LOGGED_IN', at(40)]], true],
    ['not there yet', [], false],
    [
      'told of somebody else',
      [
        ['REPLACEMENT_TOLD', at(30), { worker: 'W-9' }],
        ['LOGGED_IN', at(40)],
      ],
      true,
    ],
    [
      'told that somebody comes, and not who',
      [
        ['REPLACEMENT_TOLD', at(30), { worker: null }],
        ['LOGGED_IN', at(40)],
      ],
      true,
    ],
    [
      'told of the first of two, the second coming',
      [
        ['REPLACEMENT_TOLD', at(30)],
        ['REPLACEMENT_SENT', at(35), { worker: 'W-3' }],
        ['LOGGED_IN', at(40)],
      ],
      true,
    ],
    [
      'told of the second of two',
      [
        ['REPLACEMENT_SENT', at(35), { worker: 'W-3' }],
        ['REPLACEMENT_TOLD', at(36), { worker: 'W-3' }],
        ['LOGGED_IN', at(40)],
      ],
      false,
    ],
  ])('DEL-26: who comes, %s', (_when, more, isViolation) => {
    const lines: Line[] = [
      ['PERSON_REASSURED', at(2)],
      ['STAFF_CANNOT', at(4)],
      ['REPLACEMENT_SENT', at(20), { worker: 'W-2' }],
      ...more.map(([kind, when, over = { worker: 'W-2' }]): Line => [kind, when, over]),
    ];
    expect(codes(lines, at(42)).includes('REPLACEMENT_NOT_TOLD')).toBe(isViolation);
  });

  it.each<[string, Line[], boolean]>([
    [
      'both at the limit',
      [
        ['COUNCIL_INFORMED', at(10)],
        ['NEXT_OF_KIN_INFORMED', at(17)],
      ],
      false,
    ],
    [
      'one past it',
      [
        ['COUNCIL_INFORMED', at(10)],
        ['NEXT_OF_KIN_INFORMED', at(17, 1)],
      ],
      true,
    ],
    ['the council alone', [['COUNCIL_INFORMED', at(10)]], true],
    ['the next of kin alone', [['NEXT_OF_KIN_INFORMED', at(10)]], true],
    ['nobody, but the person reached in time', [['PERSON_REASSURED', at(17)]], false],
    ['nobody, the person reached too late', [['PERSON_REASSURED', at(17, 1)]], true],
    ['nobody, the person reached before', [['PERSON_REASSURED', at(1)]], false],
    ['nobody, the person reached before the call was due', [['PERSON_REASSURED', at(-31)]], true],
    [
      'both, before it was known',
      [
        ['COUNCIL_INFORMED', at(1)],
        ['NEXT_OF_KIN_INFORMED', at(1)],
      ],
      true,
    ],
  ])('DEL-27: unreachable at two minutes, informed: %s', (_who, more, isViolation) => {
    expect(codes([['PERSON_UNREACHABLE', at(2)], ...more], at(30)).includes('UNREACHABLE_NOT_INFORMED')).toBe(
      isViolation,
    );
  });

  it.each([
    [at(0), 60],
    [at(59, 59_999), 0],
    [at(60), 0],
    [at(60, 1), -1],
  ])('SHOW-04: at %s there are %d minutes left to send a replacement', (now, minutes) => {
    expect(minutesToReplacement({ replacementDueAt: at(60), replacementSentAt: null, closedAt: null }, now)).toBe(
      minutes,
    );
  });

  it('SHOW-04: no minutes are counted where no replacement is waited for', () => {
    const due = { replacementDueAt: at(60), replacementSentAt: null, closedAt: null };
    expect(minutesToReplacement({ ...due, replacementDueAt: null }, at(0))).toBeNull();
    expect(minutesToReplacement({ ...due, replacementSentAt: at(1) }, at(2))).toBeNull();
    expect(minutesToReplacement({ ...due, closedAt: at(1) }, at(2))).toBeNull();
  });
});
