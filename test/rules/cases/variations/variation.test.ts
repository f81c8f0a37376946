import {
  bringsCalls,
  endedBy,
  farVariationRefusal,
  hoursInAHomeRefusal,
  isIncrease,
  notStartedRefusal,
  type Other,
  setsLastDay,
  suspensionOn,
  type Variation,
  variationRefusals,
} from '../../../../subgraphs/cases/rules/variations/variation.js';
import { told } from '../given.js';

const variation: Variation = {
  kind: 'REDUCE',
  effectiveFrom: '2026-06-08',
  effectiveTo: null,
  minutesBefore: 600,
  minutesAfter: 525,
  minutesStated: null,
  putsAtRisk: false,
  careTeamsAgreed: false,
};
const suspended = (effectiveFrom: string, effectiveTo: string | null): Other => ({
  kind: 'SUSPEND',
  state: 'EFFECTIVE',
  effectiveFrom,
  effectiveTo,
});
const refusalsOf = (change: Partial<Variation> = {}, others: readonly Other[] = []) =>
  told(
    variationRefusals(
      { ...variation, ...quiet(change), ...change },
      { startDate: '2026-06-01', lastDay: null, others },
    ),
  );

/** A kind that brings no calls comes to no level. */
function quiet({ kind = 'REDUCE' }: Partial<Variation>): Partial<Variation> {
  return bringsCalls(kind) ? {} : { minutesAfter: null };
}

describe('a variation', () => {
  it.each([
    ['REDUCE', 599, []],
    ['REDUCE', 600, ['VAR-15 input.calls']],
    ['REDUCE', null, ['VAR-15 input.calls']],
    ['INCREASE', 601, []],
    ['INCREASE', 600, ['VAR-15 input.calls']],
    ['INCREASE', null, ['VAR-15 input.calls']],
    ['SUSPEND', null, []],
    ['SUSPEND', 600, ['VAR-15 input.calls']],
  ] as const)('VAR-15: %s of 600 minutes to calls of %s: %j', (kind, minutesAfter, refusals) => {
    expect(refusalsOf({ kind, minutesAfter })).toEqual(refusals);
  });

  it.each([
    [null, []],
    [525, []],
    [524, ['VAR-15 input.weeklyWorkerMinutes']],
  ])('VAR-15: calls of 525 minutes beside a level of %s: %j', (minutesStated, refusals) => {
    expect(refusalsOf({ minutesStated })).toEqual(refusals);
  });

  it.each([
    ['SUSPEND', []],
    ['TEMPORARY_INCREASE', []],
    ['REDUCE', ['VAR-14 input.effectiveTo']],
    ['INCREASE', ['VAR-14 input.effectiveTo']],
    ['RESUME', ['VAR-14 input.effectiveTo']],
    ['CHANGE_SUSPENSION', []],
  ] as const)('VAR-14: a last day of %s: %j', (kind, refusals) => {
    const others = kind === 'RESUME' || kind === 'CHANGE_SUSPENSION' ? [suspended('2026-06-02', null)] : [];
    const minutesAfter = bringsCalls(kind) ? (kind === 'REDUCE' ? 525 : 615) : null;
    expect(refusalsOf({ kind, minutesAfter, effectiveTo: '2026-06-30' }, others)).toEqual(refusals);
  });

  it.each([
    [null, ['VAR-06 input.effectiveTo']],
    ['2026-06-21', []],
  ])('VAR-06: a temporary increase up to %s: %j', (effectiveTo, refusals) => {
    expect(refusalsOf({ kind: 'TEMPORARY_INCREASE', minutesAfter: 700, effectiveTo })).toEqual(refusals);
  });

  it.each([
    ['2026-06-01', []],
    ['2026-05-31', ['VAR-14 input.effectiveFrom']],
  ])('VAR-14: of care that began on 1 June, from %s on: %j', (effectiveFrom, refusals) => {
    expect(refusalsOf({ effectiveFrom })).toEqual(refusals);
  });

  it.each([
    ['the day before it begins', '2026-06-10', '2026-06-14', []],
    ['its first day', '2026-06-10', '2026-06-15', ['VAR-14 input.effectiveFrom']],
    ['its last day', '2026-06-21', null, ['VAR-14 input.effectiveFrom']],
    ['the day after it', '2026-06-22', null, []],
  ])(
    'VAR-14: a suspension beside one of 15 to 21 June, up to or from %s',
    (_, effectiveFrom, effectiveTo, refusals) => {
      expect(
        refusalsOf({ kind: 'SUSPEND', effectiveFrom, effectiveTo }, [suspended('2026-06-15', '2026-06-21')]),
      ).toEqual(refusals);
    },
  );

  it.each([
    ['before one that is held', '2026-06-30', ['VAR-14 input.effectiveFrom']],
    ['on the day of one that is held', '2026-07-01', []],
    ['after one that is held', '2026-07-02', []],
  ])('VAR-14: a level that begins %s: %#', (_, effectiveFrom, refusals) => {
    for (const state of ['AGREED', 'EFFECTIVE'] as const) {
      const other = { kind: 'INCREASE', state, effectiveFrom: '2026-07-01', effectiveTo: null } as const;
      expect(refusalsOf({ effectiveFrom }, [other])).toEqual(refusals);
      expect(refusalsOf({ effectiveFrom }, [{ ...other, state: 'CANCELLED' }])).toEqual([]);
      expect(refusalsOf({ effectiveFrom }, [{ ...other, kind: 'SUSPEND' }])).toEqual([]);
    }
  });

  it.each([
    ['on its first day', '2026-07-01', ['VAR-14 input.effectiveFrom']],
    ['on its last day', '2026-07-31', ['VAR-14 input.effectiveFrom']],
    ['on the day after it', '2026-08-01', []],
  ])('VAR-14: beside a temporary increase in July, a level that begins %s: %#', (_, effectiveFrom, refusals) => {
    for (const state of ['AGREED', 'EFFECTIVE', 'EXPIRED'] as const) {
      const other = {
        kind: 'TEMPORARY_INCREASE',
        state,
        effectiveFrom: '2026-07-01',
        effectiveTo: '2026-07-31',
      } as const;
      const more = { kind: 'TEMPORARY_INCREASE', minutesAfter: 700, effectiveTo: '2026-08-10' } as const;
      for (const change of [{}, more]) {
        expect(refusalsOf({ ...change, effectiveFrom }, [other])).toEqual(refusals);
        expect(refusalsOf({ ...change, effectiveFrom }, [{ ...other, state: 'CANCELLED' }])).toEqual([]);
      }
    }
  });

  it.each([
    ['its first day', '2026-07-01', ['VAR-06 input.effectiveFrom']],
    ['the day after it', '2026-07-02', []],
    ['its last day', '2026-07-31', []],
    ['the day after its last', '2026-08-01', ['VAR-06 input.effectiveFrom']],
  ])('VAR-06: a temporary increase in July is ended from %s: %#', (_, effectiveFrom, refusals) => {
    const increase = { kind: 'TEMPORARY_INCREASE', effectiveFrom: '2026-07-01', effectiveTo: '2026-07-31' } as const;
    for (const state of ['AGREED', 'EFFECTIVE'] as const) {
      const ending = { kind: 'END_TEMPORARY_INCREASE', effectiveFrom } as const;
      expect(refusalsOf(ending, [{ ...increase, state }])).toEqual(refusals);
      expect(endedBy(ending, [{ ...increase, state }]) !== undefined).toBe(refusals.length === 0);
    }
    expect(refusalsOf({ kind: 'END_TEMPORARY_INCREASE', effectiveFrom }, [{ ...increase, state: 'EXPIRED' }])).toEqual([
      'VAR-06 input.effectiveFrom',
    ]);
  });

  it.each([
    ['the day before it', '2026-06-14', '2026-06-30', ['VAR-03 input.effectiveFrom']],
    ['its first day, longer', '2026-06-15', '2026-06-30', []],
    ['its last day, shorter', '2026-06-21', '2026-06-18', []],
    ['one of its days, until further notice', '2026-06-18', null, []],
    ['to its first day alone', '2026-06-18', '2026-06-15', []],
    ['to the day before its first', '2026-06-18', '2026-06-14', ['VAR-14 input.effectiveTo']],
    ['the day after it', '2026-06-22', '2026-06-30', ['VAR-03 input.effectiveFrom']],
  ])(
    'VAR-03, VAR-14: a suspension of 15 to 21 June is changed by %s: %#',
    (_, effectiveFrom, effectiveTo, refusals) => {
      const change = { kind: 'CHANGE_SUSPENSION', effectiveFrom, effectiveTo } as const;
      const suspension = suspended('2026-06-15', '2026-06-21');
      expect(refusalsOf(change, [suspension])).toEqual(refusals);
      expect(refusalsOf(change, [{ ...suspension, state: 'AGREED' }])).toEqual(refusals);
      for (const state of ['RESUMED', 'EXPIRED', 'CANCELLED'] as const) {
        expect(refusalsOf(change, [{ ...suspension, state }])).toEqual(['VAR-03 input.effectiveFrom']);
      }
    },
  );

  it.each([
    ['2026-06-30', []],
    ['2026-07-01', ['VAR-14 input.effectiveTo']],
    [null, ['VAR-14 input.effectiveTo']],
  ])('VAR-14: a suspension is not changed into another one: up to %s: %j', (effectiveTo, refusals) => {
    const others = [suspended('2026-06-15', '2026-06-21'), suspended('2026-07-01', '2026-07-03')];
    expect(refusalsOf({ kind: 'CHANGE_SUSPENSION', effectiveFrom: '2026-06-15', effectiveTo }, others)).toEqual(
      refusals,
    );
  });

  it.each([
    ['2026-06-14', false],
    ['2026-06-15', true],
    ['2026-06-21', true],
    ['2026-06-22', false],
  ])('VAR-02: on %s a suspension of 15 to 21 June covers the day: %s', (day, covers) => {
    for (const state of ['AGREED', 'EFFECTIVE', 'RESUMED', 'EXPIRED'] as const) {
      const suspension = { ...suspended('2026-06-15', '2026-06-21'), state };
      expect(suspensionOn([suspension], day)).toBe(covers ? suspension : undefined);
    }
    expect(suspensionOn([{ ...suspended('2026-06-15', null), state: 'CANCELLED' }], day)).toBeUndefined();
  });

  it.each([
    ['2026-06-30', []],
    ['2026-07-01', ['VAR-14 input.effectiveFrom']],
  ])('VAR-14: of care that is announced to end on 30 June, from %s on: %j', (effectiveFrom, refusals) => {
    const placement = { startDate: '2026-06-01', lastDay: '2026-06-30', others: [] };
    expect(told(variationRefusals({ ...variation, effectiveFrom }, placement))).toEqual(refusals);
  });

  it.each([
    ['nothing is suspended', [], ['VAR-03 input.effectiveFrom']],
    ['it is suspended until further notice', [suspended('2026-06-02', null)], []],
    ['the end is known and later', [suspended('2026-06-02', '2026-06-30')], []],
    ['it is the last suspended day', [suspended('2026-06-02', '2026-06-08')], []],
    ['the suspension has ended', [suspended('2026-06-02', '2026-06-07')], ['VAR-03 input.effectiveFrom']],
    ['the suspension begins that day', [suspended('2026-06-08', null)], ['VAR-03 input.effectiveFrom']],
    [
      'the suspension was resumed',
      [{ ...suspended('2026-06-02', '2026-06-30'), state: 'RESUMED' as const }],
      ['VAR-03 input.effectiveFrom'],
    ],
  ])('VAR-03: care is resumed on 8 June when %s: %#', (_, others, refusals) => {
    expect(refusalsOf({ kind: 'RESUME' }, others)).toEqual(refusals);
    const resumed = endedBy({ kind: 'RESUME', effectiveFrom: '2026-06-08' }, others);
    expect(resumed).toBe(refusals.length === 0 ? others[0] : undefined);
  });

  it.each([
    ['SUSPEND', false],
    ['RESUME', false],
    ['REDUCE', false],
    ['INCREASE', true],
    ['TEMPORARY_INCREASE', true],
    ['CHANGE_SUSPENSION', false],
    ['END_TEMPORARY_INCREASE', false],
  ] as const)('VAR-05, VAR-06: %s asks more of the provider: %s', (kind, more) => {
    expect(isIncrease(kind)).toBe(more);
    expect(bringsCalls(kind)).toBe(more || kind === 'REDUCE');
    expect(setsLastDay(kind)).toBe(['RESUME', 'CHANGE_SUSPENSION', 'END_TEMPORARY_INCREASE'].includes(kind));
  });

  it.each([
    ['SUSPEND', true, false, ['VAR-01 input.careTeamsAgreed']],
    ['SUSPEND', true, true, []],
    ['SUSPEND', false, false, []],
    ['REDUCE', true, false, ['VAR-01 input.careTeamsAgreed']],
  ] as const)(
    'VAR-01: %s that puts at risk (%s), agreed by the care teams (%s): %j',
    (kind, putsAtRisk, careTeamsAgreed, refusals) => {
      expect(refusalsOf({ kind, putsAtRisk, careTeamsAgreed })).toEqual(refusals);
    },
  );

  it('SM-6: only care that runs is varied', () => {
    expect(notStartedRefusal(true)).toBeUndefined();
    expect(notStartedRefusal(false)?.code).toBe('NOT_RUNNING');
  });

  it.each([
    ['2027-07-02', undefined],
    ['2027-07-03', 'BEGINS_TOO_FAR'],
  ])('VAR-14: on 1 July 2026 a variation that begins on %s is taken: %s', (effectiveFrom, code) => {
    expect(farVariationRefusal(effectiveFrom, '2026-07-01')?.code).toBe(code);
  });
});

describe('a variation of a place in a home', () => {
  it.each([
    ['SUSPEND', true],
    ['RESUME', true],
    ['CHANGE_SUSPENSION', true],
    ['REDUCE', false],
    ['INCREASE', false],
    ['TEMPORARY_INCREASE', false],
    ['END_TEMPORARY_INCREASE', false],
  ] as const)('VAR-15, ASM-06: %s of a place that has no hours: %s', (kind, may) => {
    expect(hoursInAHomeRefusal('NURSING', kind)?.field).toBe(may ? undefined : 'input.kind');
    expect(hoursInAHomeRefusal('DOMICILIARY', kind)).toBeUndefined();
  });
});
