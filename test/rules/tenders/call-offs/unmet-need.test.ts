import fc from 'fast-check';
import {
  SMALLEST_COUNT,
  timeOfDayAsked,
  toldCounts,
  toldTotal,
  type UnmetCell,
  unmetTables,
} from '../../../../subgraphs/tenders/rules/call-offs/unmet-need.js';
import { aCall, aDischarge, aNeed, at } from '../fixtures.js';

it.each([
  ['06:00', 'MORNING'],
  ['10:59', 'MORNING'],
  ['11:00', 'LUNCH'],
  ['14:29', 'LUNCH'],
  ['14:30', 'TEA'],
  ['18:29', 'TEA'],
  ['18:30', 'BED'],
  ['22:59', 'BED'],
  ['23:00', 'NIGHT'],
  ['05:59', 'NIGHT'],
  ['00:00', 'NIGHT'],
])('SM-2: a need whose first start is %s is asked for in the part of the day %s', (startTime, part) => {
  expect(timeOfDayAsked(aNeed({ calls: [aCall({ startTime })] }))).toBe(part);
});

it('SM-2: the earliest call counts, whatever its place; without calls the discharge in London time; without either, nothing', () => {
  const calls = [aCall({ startTime: '19:00' }), aCall({ startTime: '12:00' })];
  expect(timeOfDayAsked(aNeed({ calls }))).toBe('LUNCH');
  const { discharge } = aDischarge();
  const inSummer = { ...discharge!, expectedAt: '2026-07-01T10:30:00.000Z' };
  expect(timeOfDayAsked(aNeed({ calls: [], discharge: inSummer }))).toBe('LUNCH');
  expect(timeOfDayAsked(aNeed({ calls: [], discharge: { ...inSummer, expectedAt: '2026-01-01T10:30:00.000Z' } }))).toBe(
    'MORNING',
  );
  expect(timeOfDayAsked(aNeed({ calls: [] }))).toBe('UNSTATED');
});

const told = (counts: Record<string, number>) =>
  Object.fromEntries(toldCounts(new Map(Object.entries(counts))).map(({ key, count }) => [key, count]));

it.each<[Record<string, number>, Record<string, number | null>]>([
  [
    { A: 5, B: 9 },
    { A: 5, B: 9 },
  ],
  [{ A: 0, B: 9 }, { B: 9 }],
  // One small number and its first neighbour, which is not the smallest.
  [
    { A: 4, B: 20, C: 9 },
    { A: null, B: null, C: 9 },
  ],
  [
    { B: 4, A: 20, C: 9 },
    { A: null, B: null, C: 9 },
  ],
  [
    { A: 1, B: 1, C: 7, D: 20 },
    { A: null, B: null, C: null, D: 20 },
  ],
  // What is withheld is as small as it can be: a third is.
  [
    { A: 1, B: 5, C: 9, D: 20 },
    { A: null, B: null, C: null, D: 20 },
  ],
  [
    { A: 4, B: 4, C: 9, D: 9 },
    { A: null, B: null, C: null, D: 9 },
  ],
  [{ A: 3 }, { A: null }],
  [
    { A: 1, B: 2 },
    { A: null, B: null },
  ],
  [{ A: 1, B: 1, C: 1, D: 1, E: 1 }, {}],
  [{}, {}],
])('IDG-05: of %j is told %j', (counts, expected) => {
  expect(told(counts)).toEqual(expected);
});

it.each([
  [0, 0],
  [1, null],
  [4, null],
  [5, 5],
])('IDG-05: a total of %i is told as %p', (total, expected) => {
  expect(toldTotal(total)).toBe(expected);
});

it('IDG-05: a number that is not told can never be worked out of the others and the total', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(counts, (given) => {
      const cells = toldCounts(new Map(given.map((count, nth) => [`cell ${nth}`, count])));
      const total = given.reduce((sum, each) => sum + each, 0);
      for (const [nth, { count, suppressed }] of cells.entries()) {
        expect(suppressed).toBe(count === null);
        if (count !== null) expect(count).toBeGreaterThanOrEqual(SMALLEST_COUNT);
        if (count !== null || toldTotal(total) === null) continue;
        // Somebody else's numbers would have looked the same, and had another one in this place.
        expect(couldBe(cells, total).some((other) => other[nth] !== given[nth])).toBe(true);
      }
    }),
    { seed: 20261201, numRuns: 400 },
  );
});

/** Every way in which the cells that are not told may share the rest of the total, each at least 1. */
function couldBe(cells: readonly UnmetCell[], total: number): number[][] {
  let ways: number[][] = [[]];
  const left = total - cells.reduce((sum, { count }) => sum + (count ?? 0), 0);
  for (const { count } of cells) {
    ways = ways
      .flatMap((way) =>
        count !== null ? [[...way, count]] : Array.from({ length: left }, (_, nth) => [...way, nth + 1]),
      )
      .filter((way) => hiddenIn(way, cells) <= left);
  }
  return ways.filter((way) => {
    if (hiddenIn(way, cells) !== left) return false;
    const again = toldCounts(new Map(way.map((count, nth) => [`cell ${nth}`, count])));
    return again.every(({ suppressed }, nth) => suppressed === cells[nth]!.suppressed);
  });
}

function hiddenIn(way: readonly number[], cells: readonly UnmetCell[]): number {
  return way.reduce((sum, each, nth) => sum + (cells[nth]!.suppressed ? each : 0), 0);
}

it('SM-2, IDG-05: the same needs are counted by patch, part of the day, skill and week, a need of two skills under both', () => {
  const need = (skills: readonly ('PEG_FEEDING' | 'STOMA_CARE')[]) => aNeed({ skills: [...skills] });
  const needs = [
    ...Array.from({ length: 6 }, () => ({ patch: 'East', endedAt: at('2026-03-01 23:59'), need: need([]) })),
    ...Array.from({ length: 5 }, () => ({
      patch: 'West',
      endedAt: at('2026-03-02 00:00'),
      need: need(['PEG_FEEDING', 'STOMA_CARE']),
    })),
  ];
  const cell = (key: string, count: number) => ({ key, count, suppressed: false });
  expect(unmetTables(needs)).toEqual({
    total: 11,
    byPatch: [cell('East', 6), cell('West', 5)],
    byTimeOfDay: [cell('MORNING', 11)],
    bySkill: [cell('NONE', 6), cell('PEG_FEEDING', 5), cell('STOMA_CARE', 5)],
    byWeek: [cell('2026-02-23', 6), cell('2026-03-02', 5)],
  });
});
