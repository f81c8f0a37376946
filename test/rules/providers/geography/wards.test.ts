import fc from 'fast-check';
import {
  BROMLEY_PATCHES,
  BROMLEY_PATCHES_FROM,
  BROMLEY_WARDS,
  patchMapRefusals,
  patchOfWard,
  type Ward,
  type WardInPatch,
  wardNamed,
} from '../../../../subgraphs/providers/rules/geography/wards.js';
import { covers } from '../../../../subgraphs/providers/rules/hours/date-span.js';
import { anySpan, days } from '../fixtures.js';

const open = { from: BROMLEY_PATCHES_FROM, to: null };

describe("Bromley's wards", () => {
  it('PROV-15: 22 wards, six in East, eight in West, six in Central, two in South', () => {
    expect(BROMLEY_WARDS).toHaveLength(22);
    expect(new Set(BROMLEY_WARDS.map(({ code }) => code)).size).toBe(22);
    expect(new Set(BROMLEY_WARDS.map(({ name }) => name)).size).toBe(22);
    const inPatch = (patch: string) => BROMLEY_PATCHES.filter((row) => row.patch === patch).length;
    expect(['East', 'West', 'Central', 'South'].map(inPatch)).toEqual([6, 8, 6, 2]);
    expect(BROMLEY_PATCHES).toHaveLength(22);
  });

  it('PROV-15: each is in exactly one patch on every day from 27 August 2021', () => {
    expect(patchMapRefusals(BROMLEY_WARDS, BROMLEY_PATCHES)).toEqual([]);
  });

  // The statistics office numbered the borough's wards by name, one after the other.
  it('PROV-15: codes follow the names in their order', () => {
    const byName = BROMLEY_WARDS.toSorted((one, other) => (spelt(one) < spelt(other) ? -1 : 1));
    expect(byName.map(({ code }) => Number(code.slice(1)))).toEqual([...Array(22).keys()].map((n) => 5_000_106 + n));
    function spelt({ name }: Ward) {
      return name.replace('&', 'and');
    }
  });

  it.each([
    ['Crystal Palace', 'West'],
    ['Orpington', 'East'],
    ['Bromley Town', 'Central'],
    ['Darwin', 'South'],
    ['Biggin Hill', 'South'],
  ])('PROV-15: %s is in %s', (name, patch) => {
    const ward = wardNamed(BROMLEY_WARDS, name, open)!;
    expect(patchOfWard(BROMLEY_PATCHES, ward.code, BROMLEY_PATCHES_FROM)).toBe(patch);
    expect(patchOfWard(BROMLEY_PATCHES, ward.code, '2021-08-26')).toBeUndefined();
  });

  it.each([
    ['petts wood and knoll', 'Petts Wood & Knoll'],
    ['PETTS WOOD & KNOLL', 'Petts Wood & Knoll'],
    ['Petts Wood&Knoll', 'Petts Wood & Knoll'],
    ['Coopers Cope', 'Copers Cope'],
    [' e05000109 ', 'Bromley Town'],
    ['Camberwell Green', undefined],
    ['', undefined],
  ])('PROV-15: "%s" means %s', (text, name) => {
    expect(wardNamed(BROMLEY_WARDS, text, open)?.name).toBe(name);
  });

  it('PROV-15: of two wards of one name the one that exists in those days is meant', () => {
    const wards: Ward[] = [
      { code: 'E1', name: 'Chislehurst', from: '2021-08-27', to: '2026-05-06' },
      { code: 'E2', name: 'Chislehurst', from: '2026-05-07', to: null },
    ];
    expect(wardNamed(wards, 'Chislehurst', { from: '2026-05-01', to: '2026-05-06' })?.code).toBe('E1');
    expect(wardNamed(wards, 'Chislehurst', { from: '2026-05-07', to: null })?.code).toBe('E2');
  });
});

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
