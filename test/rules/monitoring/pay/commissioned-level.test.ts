import {
  awaitsSignOff,
  commissionedMinutes,
  type LevelChange,
} from '../../../../subgraphs/monitoring/rules/pay/commissioned-level.js';

describe('what is commissioned', () => {
  const week = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05', '2026-06-06', '2026-06-07'];
  const change = (over: Partial<LevelChange>): LevelChange => ({
    kind: 'REDUCE',
    initiator: 'COUNCIL',
    effectiveFrom: '2026-06-04',
    effectiveTo: null,
    minutesAfter: 420,
    ...over,
  });
  it.each([
    ['nothing changed', [], 840],
    ['less from Thursday', [change({})], 600],
    [
      'more for two days',
      [change({ kind: 'TEMPORARY_INCREASE', effectiveTo: '2026-06-05', minutesAfter: 1540 })],
      1040,
    ],
    ['suspended from Thursday', [change({ kind: 'SUSPEND' })], 360],
    ['suspended on Thursday alone', [change({ kind: 'SUSPEND', effectiveTo: '2026-06-04' })], 720],
    ['suspended, and resumed on Saturday', [change({ kind: 'SUSPEND', effectiveTo: '2026-06-05' })], 600],
    [
      'more until Friday, and less for good from Thursday',
      [
        change({
          kind: 'TEMPORARY_INCREASE',
          effectiveFrom: '2026-06-02',
          effectiveTo: '2026-06-05',
          minutesAfter: 1540,
        }),
        change({}),
      ],
      800,
    ],
    [
      'more for good, and still more for two days',
      [
        change({ kind: 'INCREASE', effectiveFrom: '2026-06-01', minutesAfter: 980 }),
        change({ kind: 'TEMPORARY_INCREASE', effectiveTo: '2026-06-05', minutesAfter: 1540 }),
      ],
      1140,
    ],
    [
      'two levels from one day, the second of which holds',
      [change({}), change({ kind: 'INCREASE', minutesAfter: 980 })],
      920,
    ],
    ['changed by a trusted assessor', [change({ initiator: 'TRUSTED_ASSESSOR', kind: 'INCREASE' })], 840],
  ] as const)('PAY-02, PAY-06, VAR-14, TA-12: over a week with %s', (_what, changes, minutes) => {
    expect(commissionedMinutes(840, changes, week)).toBe(minutes);
  });

  it('PAY-02: rounded once for the days together', () => {
    expect(commissionedMinutes(100, [], week.slice(0, 3))).toBe(43);
    expect(commissionedMinutes(100, [], week)).toBe(100);
  });

  it.each([
    ['2026-06-03', false],
    ['2026-06-04', true],
    ['2026-06-05', true],
    ['2026-06-06', false],
  ])('PAY-06: on %s a change awaits its sign-off: %s', (day, awaits) => {
    expect(awaitsSignOff([change({ initiator: 'TRUSTED_ASSESSOR', effectiveTo: '2026-06-05' })], day)).toBe(awaits);
    expect(awaitsSignOff([change({ effectiveTo: '2026-06-05' })], day)).toBe(false);
  });
});
