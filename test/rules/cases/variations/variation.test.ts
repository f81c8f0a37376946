import {
  isIncrease,
  notStartedRefusal,
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
  putsAtRisk: false,
  careTeamsAgreed: false,
};
type Other = Parameters<typeof variationRefusals>[1]['others'][number];
const suspended = (effectiveFrom: string, effectiveTo: string | null): Other => ({
  kind: 'SUSPEND',
  state: 'EFFECTIVE',
  effectiveFrom,
  effectiveTo,
});
const refusalsOf = (change: Partial<Variation> = {}, others: readonly Other[] = []) =>
  told(variationRefusals({ ...variation, ...change }, { startDate: '2026-06-01', lastDay: null, others }));

describe('a variation', () => {
  it.each([
    ['REDUCE', 599, []],
    ['REDUCE', 600, ['VAR-15 input.weeklyWorkerMinutes']],
    ['REDUCE', 0, []],
    ['REDUCE', -15, ['VAR-15 input.weeklyWorkerMinutes']],
    ['INCREASE', 601, []],
    ['INCREASE', 600, ['VAR-15 input.weeklyWorkerMinutes']],
  ] as const)('VAR-15: %s of 600 minutes to %i: %j', (kind, minutesAfter, refusals) => {
    expect(refusalsOf({ kind, minutesAfter })).toEqual(refusals);
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
    for (const state of ['AGREED', 'EFFECTIVE', 'EXPIRED'] as const) {
      const other = {
        kind: 'TEMPORARY_INCREASE',
        state,
        effectiveFrom: '2026-07-01',
        effectiveTo: '2026-07-31',
      } as const;
      expect(refusalsOf({ effectiveFrom }, [other])).toEqual(refusals);
      expect(refusalsOf({ effectiveFrom }, [{ ...other, state: 'CANCELLED' }])).toEqual([]);
      expect(refusalsOf({ effectiveFrom }, [{ ...other, kind: 'SUSPEND' }])).toEqual([]);
    }
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
    expect(suspensionOn(others, '2026-06-08')).toBe(refusals.length === 0 ? others[0] : undefined);
  });

  it.each([
    ['SUSPEND', false],
    ['RESUME', false],
    ['REDUCE', false],
    ['INCREASE', true],
    ['TEMPORARY_INCREASE', true],
    ['END_TEMPORARY_INCREASE', false],
  ] as const)('VAR-05, VAR-06: %s asks more of the provider: %s', (kind, more) => {
    expect(isIncrease(kind)).toBe(more);
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
});
