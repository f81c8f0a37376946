import { type PostcodeInWard, patchOf } from '../../../../subgraphs/providers/rules/geography/patch-resolution.js';
import type { WardInPatch } from '../../../../subgraphs/providers/rules/geography/wards.js';

const map: WardInPatch[] = [
  { wardCode: 'E1', patch: 'Central', from: '2021-08-27', to: '2026-05-06' },
  { wardCode: 'E1', patch: 'West', from: '2026-05-07', to: null },
  { wardCode: 'E2', patch: 'South', from: '2021-08-27', to: null },
];
const rows: PostcodeInWard[] = [
  { postcode: 'BR1 1AB', wardCode: 'E1', from: '2021-08-27', to: null },
  { postcode: 'TN16 3ZZ', wardCode: 'E2', from: '2021-08-27', to: '2025-12-31' },
  { postcode: 'TN16 3ZZ', wardCode: 'E1', from: '2026-01-01', to: null },
  { postcode: 'BR3 9ZZ', wardCode: 'E1', from: '2021-08-27', to: '2026-03-19' },
  { postcode: 'BR9 9ZZ', wardCode: 'E9', from: '2021-08-27', to: null },
  { postcode: 'BR2 0AA', wardCode: 'E1', from: '2021-08-27', to: null },
  { postcode: 'BR2 0AA', wardCode: 'E2', from: '2026-01-01', to: null },
];

describe('the patch of an address', () => {
  it.each([
    ['BR1 1AB', '2026-03-20', 'E1', 'Central'],
    ['br11ab', '2026-03-20', 'E1', 'Central'],
    ['BR1 1AB', '2026-05-06', 'E1', 'Central'],
    ['BR1 1AB', '2026-05-07', 'E1', 'West'],
    ['BR3 9ZZ', '2026-03-19', 'E1', 'Central'],
    ['TN16 3ZZ', '2025-12-31', 'E2', 'South'],
    ['TN16 3ZZ', '2026-01-01', 'E1', 'Central'],
  ])('PROV-16: %s on %s is in ward %s, patch %s', (postcode, on, wardCode, patch) => {
    expect(patchOf({ postcode, on }, rows, map)).toEqual({ wardCode, patch });
  });

  it.each([
    ['BR3 9ZZ', '2026-03-20', 'POSTCODE_ENDED'],
    ['BR3 9ZZ', '2021-08-26', 'POSTCODE_OUTSIDE_PATCHES'],
    ['SE5 8AA', '2026-03-20', 'POSTCODE_OUTSIDE_PATCHES'],
    ['BR1 1AB', '2021-08-26', 'POSTCODE_OUTSIDE_PATCHES'],
    ['BR9 9ZZ', '2026-03-20', 'POSTCODE_OUTSIDE_PATCHES'],
    ['BR2 0AA', '2026-03-20', 'POSTCODE_IN_TWO_WARDS'],
    ['BR1', '2026-03-20', 'POSTCODE_INVALID'],
    ['', '2026-03-20', 'POSTCODE_INVALID'],
  ])('PROV-16: "%s" on %s is refused with %s, and the postcode is not repeated', (postcode, on, code) => {
    const answer = patchOf({ postcode, on }, rows, map);
    expect(answer).toMatchObject({ refusal: { rule: 'PROV-16', code, field: 'postcode' } });
    // The form is shown by an example that is nobody's; apart from it no part of the postcode may appear.
    if (code !== 'POSTCODE_INVALID') expect(JSON.stringify(answer)).not.toContain(postcode.slice(0, 3));
  });
});
