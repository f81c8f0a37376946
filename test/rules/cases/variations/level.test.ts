import fc from 'fast-check';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type DatedLevel, levelOn, setsLevel } from '../../../../subgraphs/cases/rules/variations/level.js';

let recorded = 0;
const level = (over: Partial<DatedLevel>): DatedLevel => ({
  kind: 'REDUCE',
  state: 'EFFECTIVE',
  effectiveFrom: '2026-06-10',
  effectiveTo: null,
  minutesAfter: 200,
  recordedAt: new Date(Date.UTC(2026, 4, 1) + recorded++),
  ...over,
});
const more = (effectiveFrom: string, effectiveTo: string, minutesAfter: number): DatedLevel =>
  level({ kind: 'TEMPORARY_INCREASE', effectiveFrom, effectiveTo, minutesAfter });

describe('which level is commissioned on a day', () => {
  it.each([
    ['2026-05-31', 315],
    ['2026-06-01', 400],
    ['2026-06-09', 400],
    ['2026-06-10', 200],
    ['2026-06-30', 200],
    ['2026-07-01', 200],
  ])('VAR-14, VAR-06: more in June, less for good from the 10th: on %s %i', (day, minutes) => {
    expect(levelOn(315, [more('2026-06-01', '2026-06-30', 400), level({})], day)).toBe(minutes);
  });

  it.each([
    ['2026-06-09', 315],
    ['2026-06-10', 350],
    ['2026-06-14', 350],
    ['2026-06-15', 500],
    ['2026-06-16', 500],
    ['2026-06-17', 350],
  ])('VAR-14, VAR-06: more for good from the 10th, and for two days still more: on %s %i', (day, minutes) => {
    const levels = [more('2026-06-15', '2026-06-16', 500), level({ kind: 'INCREASE', minutesAfter: 350 })];
    expect(levelOn(315, levels, day)).toBe(minutes);
  });

  it('VAR-06: one temporary increase within another reverts to it, and that one to what was agreed', () => {
    const levels = [more('2026-06-01', '2026-06-30', 400), more('2026-06-10', '2026-06-12', 450)];
    const days = ['2026-06-09', '2026-06-10', '2026-06-12', '2026-06-13', '2026-06-30', '2026-07-01'];
    expect(days.map((day) => levelOn(315, levels, day))).toEqual([400, 450, 450, 400, 400, 315]);
  });

  it('VAR-14: of two that begin on one day the one recorded later holds, in whatever order they are given', () => {
    const levels = [level({ minutesAfter: 210 }), level({ minutesAfter: 240 })];
    for (const given of [levels, levels.toReversed()]) expect(levelOn(315, given, '2026-06-10')).toBe(240);
  });

  it('VAR-14: a suspension sets no level, and what was cancelled none either', () => {
    expect(levelOn(315, [level({ kind: 'SUSPEND', minutesAfter: 0 })], '2026-06-10')).toBe(315);
    expect(levelOn(315, [level({ state: 'CANCELLED' })], '2026-06-10')).toBe(315);
    expect((['SUSPEND', 'RESUME', 'END_TEMPORARY_INCREASE'] as const).some(setsLevel)).toBe(false);
    expect((['REDUCE', 'INCREASE', 'TEMPORARY_INCREASE'] as const).every(setsLevel)).toBe(true);
  });

  it('VAR-14: on every day one of the levels holds that cover it, or what was agreed: never a sum', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((days) => addLocalDays('2026-06-01', days));
    const any = fc.record({ from: day, days: fc.option(fc.integer({ min: 0, max: 20 })), minutes: fc.nat(3000) });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), day, (drawn, on) => {
        const levels = drawn.map(({ from, days, minutes }) =>
          level({
            kind: days === null ? 'INCREASE' : 'TEMPORARY_INCREASE',
            effectiveFrom: from,
            effectiveTo: days === null ? null : addLocalDays(from, days),
            minutesAfter: minutes,
          }),
        );
        const covering = levels.filter((each) => each.effectiveFrom <= on && on <= (each.effectiveTo ?? on));
        const latest = covering
          .map((each) => each.effectiveFrom)
          .sort()
          .at(-1);
        const holds = covering.findLast((each) => each.effectiveFrom === latest)?.minutesAfter ?? 315;
        expect(levelOn(315, levels, on)).toBe(holds);
      }),
    );
  });
});
