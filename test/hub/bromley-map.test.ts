import { BROMLEY_PATCHES, BROMLEY_PATCHES_FROM, BROMLEY_WARDS } from '../../hub/demo/bromley-map.js';
import { patchMapRefusals } from '../../subgraphs/providers/rules/geography/patch-map.js';
import { patchOfWard, type Ward, wardsNamed } from '../../subgraphs/providers/rules/geography/wards.js';

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
    const ward = wardsNamed(BROMLEY_WARDS, name, open)[0]!;
    expect(patchOfWard(BROMLEY_PATCHES, ward.code, BROMLEY_PATCHES_FROM)).toBe(patch);
    expect(patchOfWard(BROMLEY_PATCHES, ward.code, '2021-08-26')).toBeUndefined();
  });
});
