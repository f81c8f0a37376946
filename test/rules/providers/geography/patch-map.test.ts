import fc from 'fast-check';
import { covers } from '../../../../subgraphs/providers/rules/date-span.js';
import { patchMapRefusals } from '../../../../subgraphs/providers/rules/geography/patch-map.js';
import type { Ward, WardInPatch } from '../../../../subgraphs/providers/rules/geography/wards.js';
import { anySpan, days } from '../fixtures.js';

describe('a patch map', () => {
  const ward: Ward = { code: 'E1', name: 'Darwin', from: '2026-02-05', to: '2026-02-24' };
  const row = (from: string, to: string | null, patch = 'South', wardCode = 'E1'): WardInPatch => ({
    wardCode,
    patch,
    from,
    to,
  });

  it.each<[string, WardInPatch[], string[]]>([
    ['one row for all its days', [row('2026-02-05', '2026-02-24')], []],
    ['one row for longer than its days', [row('2026-01-01', null)], []],
    ['two rows that meet', [row('2026-02-05', '2026-02-14'), row('2026-02-15', null, 'East')], []],
    ['two rows that meet, in the other order', [row('2026-02-15', null, 'East'), row('2026-02-05', '2026-02-14')], []],
    ['no row', [], ['WARD_IN_NO_PATCH']],
    ['a row that begins a day late', [row('2026-02-06', null)], ['WARD_IN_NO_PATCH']],
    ['a row that ends a day early', [row('2026-02-05', '2026-02-23')], ['WARD_IN_NO_PATCH']],
    ['a day between two rows', [row('2026-02-05', '2026-02-14'), row('2026-02-16', null)], ['WARD_IN_NO_PATCH']],
    ['a day in both rows', [row('2026-02-05', '2026-02-14'), row('2026-02-14', null)], ['WARD_IN_TWO_PATCHES']],
    [
      'a row within another',
      [row('2026-02-05', null), row('2026-02-10', '2026-02-11', 'East')],
      ['WARD_IN_TWO_PATCHES'],
    ],
    ['a row that runs backwards', [row('2026-02-24', '2026-02-05')], ['SPAN_ENDS_BEFORE_IT_BEGINS']],
    ['a ward of nowhere', [row('2026-02-05', null), row('2026-02-05', null, 'East', 'E9')], ['WARD_UNKNOWN']],
  ])('PROV-15: %s', (_name, map, codes) => {
    expect(patchMapRefusals([ward], map).map(({ code }) => code)).toEqual(codes);
  });

  it('PROV-15: it is accepted exactly when every ward has one row on each of its days', () => {
    const wards: Ward[] = [ward, { ...ward, code: 'E2', name: 'Biggin Hill' }];
    const anyRow = fc
      .tuple(anySpan, fc.constantFrom('E1', 'E2'), fc.constantFrom('South', 'East'))
      .map(([span, wardCode, patch]) => ({ ...span, wardCode, patch }));
    // Halving the days at random places makes accepted maps common enough to matter.
    const whole = fc.integer({ min: 5, max: 23 }).map((day) => {
      const cut = (shift: number) => `2026-02-${String(day + shift).padStart(2, '0')}`;
      return ['E1', 'E2'].flatMap((code) => [
        row(ward.from, cut(0), 'South', code),
        row(cut(1), ward.to, 'East', code),
      ]);
    });
    fc.assert(
      fc.property(fc.oneof(fc.array(anyRow, { maxLength: 6 }), whole), (map) => {
        const once = wards.every(({ code }) =>
          days
            .filter((day) => covers(ward, day))
            .every((day) => map.filter((each) => each.wardCode === code && covers(each, day)).length === 1),
        );
        // Rows that share a day on which the ward does not exist are refused, too: the map is wrong all the same.
        const apart = map.every((one, at) =>
          map
            .slice(at + 1)
            .every(
              (other) => one.wardCode !== other.wardCode || !days.some((day) => covers(one, day) && covers(other, day)),
            ),
        );
        expect(patchMapRefusals(wards, map).length === 0).toBe(once && apart);
      }),
    );
  });
});
