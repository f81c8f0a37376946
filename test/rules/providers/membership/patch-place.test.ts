import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { covers } from '../../../../subgraphs/providers/rules/date-span.js';
import type { Membership } from '../../../../subgraphs/providers/rules/membership/membership.js';
import { maxPatchProviders, patchPlaceRefusal } from '../../../../subgraphs/providers/rules/membership/patch-place.js';
import { anySpan, days } from '../fixtures.js';
import { aMember } from './fixtures.js';

const policy = DEFAULT_POLICY.patch;

describe('places in a patch', () => {
  it.each([
    ['East', 3],
    ['West', 2],
    ['Central', 2],
    ['South', 1],
    ['Elsewhere', 2],
    ['constructor', 2],
  ])('PROV-17: by default %s has at most %i', (patch, max) => {
    expect(maxPatchProviders(patch, policy)).toBe(max);
  });

  it.each([
    ['East', 2, false],
    ['East', 3, true],
    ['West', 1, false],
    ['West', 2, true],
    ['South', 0, false],
    ['South', 1, true],
  ])('PROV-17: %s with %i members is full: %s', (patch, count, full) => {
    const others = Array.from({ length: count }, () => aMember({ patch }));
    const refusal = patchPlaceRefusal(patch, { from: '2026-04-01', to: null }, others, policy);
    if (full) expect(refusal).toMatchObject({ rule: 'PROV-17', code: 'PATCH_FULL', field: 'patch' });
    else expect(refusal).toBeUndefined();
  });

  it.each([
    ['South', 'South takes at most 1 patch provider at a time.'],
    ['East', 'East takes at most 3 patch providers at a time.'],
  ])('PROV-17: the refusal of a place in %s says how many there are', (patch, message) => {
    const others = Array.from({ length: 3 }, () => aMember({ patch }));
    expect(patchPlaceRefusal(patch, { from: '2026-04-01', to: null }, others, policy)?.message).toBe(message);
  });

  it.each<[string, Partial<Membership>, boolean]>([
    ['ended the day before', { to: '2026-03-31' }, false],
    ['ends on the first day', { to: '2026-04-01' }, true],
    ['begins within the new one', { from: '2027-01-01' }, true],
    ['begins after the new one', { from: '2028-04-01' }, false],
    ['is suspended', { status: 'SUSPENDED' }, false],
    ['has exited', { status: 'EXITED' }, false],
    ['is of another patch', { patch: 'West' }, false],
    ['is of the framework', { vehicle: 'FRAMEWORK', patch: null }, false],
  ])('PROV-17: the one member of South %s', (_name, changes, full) => {
    const others = [aMember({ patch: 'South', ...changes })];
    const refusal = patchPlaceRefusal('South', { from: '2026-04-01', to: '2028-03-31' }, others, policy);
    expect(refusal === undefined).toBe(!full);
  });

  it('PROV-17: a place is given exactly when no day would see more members than the maximum', () => {
    const member = anySpan.map((span) => aMember({ ...span }));
    const max = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(anySpan, fc.array(member, { maxLength: 6 }), max, (span, others, most) => {
        const refusal = patchPlaceRefusal('East', span, others, { ...policy, maxProviders: { East: most } });
        const held = (day: string) => others.filter((other) => covers(other, day)).length;
        const fits = days.filter((day) => covers(span, day)).every((day) => held(day) + 1 <= most);
        expect(refusal === undefined).toBe(fits);
      }),
    );
  });
});
