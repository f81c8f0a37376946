import fc from 'fast-check';
import { isOpen } from '../../../../kernel/time/working-time.js';
import type { SoughtIn, StageOf } from '../../../../subgraphs/tenders/rules/routes/routes.js';
import {
  brokerageHours,
  isInWindow,
  stageWindow,
  windowAfterOutage,
  windowAmended,
  windowRefusal,
  windowUntil,
} from '../../../../subgraphs/tenders/rules/stages/window.js';
import { aDischarge, at, england, later, policy, policyWith, sought } from '../fixtures.js';

const PATCH: SoughtIn = { route: 'PATCH', stage: 'PATCH', care: sought() };
const FRAMEWORK: SoughtIn = { route: 'PATCH', stage: 'FRAMEWORK', care: sought() };
const D2A: SoughtIn = { route: 'D2A_PATCH', stage: 'PATCH', care: sought(aDischarge()) };
const pausing = policyWith('window', { clock: 'BROKERAGE_HOURS' });
const open = (of: StageOf & Partial<SoughtIn>, opensAt: string, by = policy) =>
  stageWindow({ care: sought(), ...of }, at(opensAt), by, england);

describe('bid window', () => {
  it.each([
    ['WIN-01: two hours in the patch', PATCH, '2026-03-04 12:00'],
    ['WIN-01: two hours in the other patches', { route: 'PATCH', stage: 'OTHER_PATCHES' }, '2026-03-04 12:00'],
    ['WIN-12: two hours on the framework', FRAMEWORK, '2026-03-04 12:00'],
    ['WIN-05: one hour for a discharge', D2A, '2026-03-04 11:00'],
    ['WIN-05: one hour for a discharge that fell back', { route: 'D2A_PATCH', stage: 'FRAMEWORK' }, '2026-03-04 11:00'],
  ] as const)('%s', (_, of, closesAt) => {
    expect(open(of, '2026-03-04 10:00').closesAt).toEqual(at(closesAt));
  });

  it('WIN-12: a council may give the framework longer', () => {
    const longer = policyWith('window', { frameworkMinutes: 240 });
    expect(open(FRAMEWORK, '2026-03-04 10:00', longer).closesAt).toEqual(at('2026-03-04 14:00'));
    expect(open(PATCH, '2026-03-04 10:00', longer).closesAt).toEqual(at('2026-03-04 12:00'));
  });

  it.each([
    ['in spring', '2026-03-29 00:30', '2026-03-29T02:30:00Z'],
    ['in autumn', '2026-10-25 00:30', '2026-10-25T01:30:00Z'],
  ])('WIN-01: two hours elapse, the clock change %s notwithstanding', (_, opensAt, closesAt) => {
    expect(open(PATCH, opensAt).closesAt).toEqual(new Date(closesAt));
  });

  it('WIN-20: the clock of a discharge runs on Christmas Day as on any other', () => {
    expect(open(D2A, '2026-12-25 20:00').closesAt).toEqual(at('2026-12-25 21:00'));
  });

  it.each([
    [-1000, false],
    [-1, false],
    [0, true],
    [1, true],
  ])('WIN-01: an answer %i ms from the opening is in time: %s', (milliseconds, inTime) => {
    const window = open(PATCH, '2026-03-04 10:00');
    expect(isInWindow(window, later(window.opensAt, milliseconds))).toBe(inTime);
  });

  it.each([
    [-1000, true],
    [-1, true],
    [0, true],
    [1, false],
    [1000, false],
  ])('WIN-01: an answer %i ms from the close is in time: %s', (milliseconds, inTime) => {
    const window = open(PATCH, '2026-03-04 10:00');
    expect(isInWindow(window, later(window.closesAt, milliseconds))).toBe(inTime);
    expect(windowRefusal(PATCH, window, later(window.closesAt, milliseconds)) === undefined).toBe(inTime);
  });

  it.each([
    [PATCH, 'WIN-01'],
    [FRAMEWORK, 'WIN-12'],
    [D2A, 'WIN-05'],
  ] as const)('WIN-01, WIN-05, WIN-12: a late answer to %j is refused under %s', (of, rule) => {
    const window = open(of, '2026-03-04 10:00');
    expect(windowRefusal(of, window, later(window.closesAt, 1))).toMatchObject({ rule, code: 'WINDOW_CLOSED' });
  });
});

describe('outcome and reminders', () => {
  it('WIN-02: bidders know by two and a half hours after the opening', () => {
    expect(open(PATCH, '2026-03-04 10:00').outcomeDueAt).toEqual(at('2026-03-04 12:30'));
  });

  it('AMB-50: for a discharge that is half an hour after its own close', () => {
    expect(open(D2A, '2026-03-04 10:00').outcomeDueAt).toEqual(at('2026-03-04 11:30'));
  });

  it('WIN-02: an extended window takes outcome and reminder with it', () => {
    const extended = windowUntil(
      PATCH,
      { opensAt: at('2026-03-04 10:00'), closesAt: at('2026-03-04 12:45') },
      policy,
      england,
    );
    expect(extended).toMatchObject({ outcomeDueAt: at('2026-03-04 13:15'), closingSoonAt: at('2026-03-04 12:15') });
  });

  it('NTF-03: the reminder comes half an hour before the close, and not at all in a window as short as that', () => {
    expect(open(PATCH, '2026-03-04 10:00').closingSoonAt).toEqual(at('2026-03-04 11:30'));
    const short = policyWith('window', { patchMinutes: 30 });
    expect(open(PATCH, '2026-03-04 10:00', short).closingSoonAt).toBeNull();
  });

  it('WIN-05: a discharge is reminded at its target instead', () => {
    expect(open(D2A, '2026-03-04 10:00')).toMatchObject({ targetAt: at('2026-03-04 10:30'), closingSoonAt: null });
    expect(open(PATCH, '2026-03-04 10:00').targetAt).toBeNull();
  });
});

describe('brokerage hours', () => {
  const opens = (wall: string) => isOpen(at(wall), brokerageHours(policy, england));

  it.each([
    ['a Wednesday at 08:59', '2026-03-04 08:59', false],
    ['a Wednesday at 09:00', '2026-03-04 09:00', true],
    ['a Wednesday at 17:00', '2026-03-04 17:00', true],
    ['a Wednesday at 17:01', '2026-03-04 17:01', false],
    ['a Saturday at 09:30', '2026-03-07 09:30', false],
    ['a Sunday at 14:00', '2026-03-08 14:00', true],
    ['a Sunday at 14:01', '2026-03-08 14:01', false],
    ['Good Friday at 15:00', '2026-04-03 15:00', false],
    ['Good Friday at 13:00', '2026-04-03 13:00', true],
  ])('WIN-08, AMB-27: brokerage on %s', (_, wall, there) => expect(opens(wall)).toBe(there));

  it.each([
    ['2026-03-04 15:00', false],
    ['2026-03-04 15:01', true],
    ['2026-03-07 12:01', true],
    ['2026-04-03 12:01', true],
  ])('WIN-09: a window opened at %s closes when nobody of brokerage is there: %s', (opensAt, warned) => {
    expect(open(PATCH, opensAt).closesOutsideBrokerageHours).toBe(warned);
  });

  it.each([
    ['within the day', '2026-03-04 10:00', '2026-03-04 12:00'],
    ['to the very end of the day', '2026-03-04 15:00', '2026-03-04 17:00'],
    ['over the night', '2026-03-04 16:00', '2026-03-05 10:00'],
    ['over the weekend, where Saturday counts its own hours', '2026-03-06 16:30', '2026-03-07 11:30'],
    ['from the night', '2026-03-04 20:00', '2026-03-05 11:00'],
    ['over Good Friday, which has weekend hours', '2026-04-02 16:00', '2026-04-03 11:00'],
  ])('WIN-09: a clock that pauses runs %s', (_, opensAt, closesAt) => {
    expect(open(PATCH, opensAt, pausing)).toMatchObject({ closesAt: at(closesAt), closesOutsideBrokerageHours: false });
  });
});

describe('any window', () => {
  const instant = fc.date({ min: at('2026-01-01 00:00'), max: at('2027-12-31 00:00'), noInvalidDate: true });
  const of = fc.constantFrom(PATCH, FRAMEWORK, D2A);

  it('WIN-01, WIN-02: elapsed windows last what the policy says, whenever they open', () => {
    fc.assert(
      fc.property(instant, of, (opensAt, each) => {
        const window = stageWindow(each, opensAt, policy, england);
        expect(window.closesAt.getTime() - opensAt.getTime()).toBe((each.route === 'D2A_PATCH' ? 60 : 120) * 60_000);
        expect(window.outcomeDueAt!.getTime() - window.closesAt.getTime()).toBe(30 * 60_000);
      }),
    );
  });

  it('WIN-09: a pausing window never closes earlier than an elapsed one, nor while brokerage is away', () => {
    fc.assert(
      fc.property(instant, of, (opensAt, each) => {
        const elapsed = stageWindow(each, opensAt, policy, england);
        const paused = stageWindow(each, opensAt, pausing, england);
        expect(paused.closesAt.getTime()).toBeGreaterThanOrEqual(elapsed.closesAt.getTime());
        expect(paused.closesOutsideBrokerageHours).toBe(false);
      }),
    );
  });

  it('WIN-01: an answer is in time exactly between the two ends, and late for good after', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -9_000_000, max: 9_000_000 }), (opensAt, offset) => {
        const window = stageWindow(PATCH, opensAt, policy, england);
        expect(isInWindow(window, later(opensAt, offset))).toBe(offset >= 0 && offset <= 7_200_000);
      }),
    );
  });
});

describe('a window after an outage of the hub', () => {
  const outage = (from: string, to: string) => ({ from: at(from), to: at(to) });

  it.each([
    ['within the window', '2026-03-04 10:30', '2026-03-04 10:50', '2026-03-04 12:20'],
    ['past the close: what was left is left again', '2026-03-04 11:50', '2026-03-04 14:00', '2026-03-04 14:10'],
    [
      'from before the opening, which counts from the opening',
      '2026-03-04 09:00',
      '2026-03-04 10:20',
      '2026-03-04 12:20',
    ],
    ['exactly as long as counts', '2026-03-04 10:30', '2026-03-04 10:35', '2026-03-04 12:05'],
  ])('NFR-07: an outage %s', (_, from, to, closesAt) => {
    const after = windowAfterOutage(PATCH, open(PATCH, '2026-03-04 10:00'), outage(from, to), policy, england);
    expect(after).toMatchObject({
      opensAt: at('2026-03-04 10:00'),
      closesAt: at(closesAt),
      closingSoonAt: later(at(closesAt), -30 * 60_000),
      outcomeDueAt: later(at(closesAt), 30 * 60_000),
    });
  });

  it('NFR-07: one shorter than counts, or from the close on, takes nothing', () => {
    const window = open(PATCH, '2026-03-04 10:00');
    const lost = (from: Date, to: Date) => windowAfterOutage(PATCH, window, { from, to }, policy, england);
    expect(lost(at('2026-03-04 10:30'), later(at('2026-03-04 10:35'), -1))).toBeUndefined();
    expect(lost(window.closesAt, later(window.closesAt, 600_000))).toBeUndefined();
    expect(lost(later(window.closesAt, -1), later(window.closesAt, 600_000))).toMatchObject({
      closesAt: later(window.closesAt, 600_001),
    });
  });

  it.each([
    ['before its target gives back both', '2026-03-04 10:20', '2026-03-04 10:50', '2026-03-04 11:00'],
    ['after its target gives back the close alone', '2026-03-04 10:40', '2026-03-04 11:10', '2026-03-04 10:30'],
  ])('NFR-07, WIN-05: of a discharge, an outage %s', (_, from, to, targetAt) => {
    const after = windowAfterOutage(D2A, open(D2A, '2026-03-04 10:00'), outage(from, to), policy, england);
    expect(after).toMatchObject({ closesAt: at('2026-03-04 11:30'), targetAt: at(targetAt) });
  });
});

describe('a window after an amendment', () => {
  const opensAt = at('2026-03-04 10:00');
  const of = { route: 'PATCH', stage: 'PATCH', care: sought() } as const;
  const amended = { opensAt, closesAt: at('2026-03-04 12:30'), targetAt: null };

  it('WIN-14: if nobody is asked anew it closes as the amendment leaves it', () => {
    expect(windowAmended(of, amended, null, policy, england)).toMatchObject(amended);
  });

  it.each([
    ['2026-03-04 11:00', '2026-03-04 13:00'],
    ['2026-03-04 10:30', '2026-03-04 12:30'],
    ['2026-03-04 10:15', '2026-03-04 12:30'],
  ])('WIN-01, WIN-04, IDG-23: if it is decided at %s who is asked, all have until %s', (invitedAt, closesAt) => {
    expect(windowAmended(of, amended, at(invitedAt), policy, england)).toMatchObject({
      opensAt,
      closesAt: at(closesAt),
    });
  });

  it('WIN-05: the target of a discharge moves with them', () => {
    const d2a = { route: 'D2A_PATCH', stage: 'PATCH', care: sought(aDischarge()) } as const;
    const open = { opensAt, closesAt: at('2026-03-04 11:00'), targetAt: at('2026-03-04 10:30') };
    expect(windowAmended(d2a, open, at('2026-03-04 10:50'), policy, england)).toMatchObject({
      closesAt: at('2026-03-04 11:50'),
      targetAt: at('2026-03-04 11:20'),
    });
    expect(windowAmended(d2a, open, null, policy, england)).toMatchObject(open);
  });
});
