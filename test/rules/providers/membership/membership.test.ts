import fc from 'fast-check';
import { transition } from '../../../../kernel/values/state-table.js';
import type { Vehicle } from '../../../../schema/events/providers.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { covers } from '../../../../subgraphs/providers/rules/hours/date-span.js';
import {
  isActive,
  MEMBERSHIP,
  type Membership,
  type MembershipEvent,
  type MembershipState,
  maxPatchProviders,
  membershipRefusals,
  patchPlaceRefusal,
  serves,
} from '../../../../subgraphs/providers/rules/membership/membership.js';
import { anySpan, days, reachable } from '../fixtures.js';

const policy = DEFAULT_POLICY.patch;
const patches = ['East', 'West', 'Central', 'South'];

function aMember(changes: Partial<Membership> = {}): Membership {
  return { vehicle: 'PATCH', patch: 'East', status: 'ADMITTED', from: '2021-08-27', to: null, ...changes };
}

describe('a membership', () => {
  it.each<[string, Partial<Membership>, boolean]>([
    ['admitted, without an end, is active', {}, true],
    ['on its first day is active', { from: '2026-03-20' }, true],
    ['the day before its first is not active', { from: '2026-03-21' }, false],
    ['on its last day is active', { to: '2026-03-20' }, true],
    ['the day after its last is not active', { to: '2026-03-19' }, false],
    ['suspended is not active', { status: 'SUSPENDED' }, false],
    ['exited is not active', { status: 'EXITED' }, false],
  ])('PROV-12: one %s', (_name, changes, active) => {
    expect(isActive(aMember(changes), '2026-03-20')).toBe(active);
  });

  it.each<[Vehicle, string | null, string, boolean]>([
    ['FRAMEWORK', null, 'East', true],
    ['FRAMEWORK', null, 'South', true],
    ['PATCH', 'East', 'East', true],
    ['PATCH', 'East', 'South', false],
  ])('PROV-18: a %s member of %s serves %s: %s', (vehicle, patch, asked, expected) => {
    expect(serves({ vehicle, patch }, asked)).toBe(expected);
  });

  it.each<[string, Parameters<typeof membershipRefusals>[0], Membership[], boolean, string[]]>([
    ['a patch membership', proposal(), [], true, []],
    ['a framework membership', proposal({ vehicle: 'FRAMEWORK', patch: null }), [aMember()], true, []],
    ['of an unregistered provider', proposal(), [], false, ['PROV-02 NOT_REGISTERED']],
    ['without signed terms', proposal({ termsVersion: ' ' }), [], true, ['PROV-12 TERMS_NOT_SIGNED']],
    ['that ends before it begins', proposal({ to: '2026-03-31' }), [], true, ['PROV-12 SPAN_ENDS_BEFORE_IT_BEGINS']],
    ['of a patch, unnamed', proposal({ patch: null }), [], true, ['PROV-15 PATCH_REQUIRED']],
    ['of a patch that is none', proposal({ patch: 'North' }), [], true, ['PROV-15 PATCH_UNKNOWN']],
    ['of the framework in a patch', proposal({ vehicle: 'FRAMEWORK' }), [], true, ['PROV-18 PATCH_NOT_EXPECTED']],
    ['held already', proposal(), [aMember()], true, ['PROV-12 ALREADY_A_MEMBER']],
    ['held already and suspended', proposal(), [aMember({ status: 'SUSPENDED' })], true, ['PROV-12 ALREADY_A_MEMBER']],
    ['held before and exited', proposal(), [aMember({ status: 'EXITED' })], true, []],
    ['that begins the day after the last one', proposal(), [aMember({ to: '2026-03-31' })], true, []],
    [
      'that begins on the last day of the last one',
      proposal(),
      [aMember({ to: '2026-04-01' })],
      true,
      ['PROV-12 ALREADY_A_MEMBER'],
    ],
    ['of a second patch', proposal({ patch: 'West' }), [aMember()], true, []],
  ])('PROV-12: %s', (_name, proposed, own, registered, expected) => {
    const refusals = membershipRefusals(proposed, { registered, own, patches });
    expect(refusals.map(({ rule, code }) => `${rule} ${code}`)).toEqual(expected);
  });

  function proposal(changes: Partial<Parameters<typeof membershipRefusals>[0]> = {}) {
    return {
      vehicle: 'PATCH' as const,
      patch: 'East',
      from: '2026-04-01',
      to: null,
      termsVersion: '2026/1',
      ...changes,
    };
  }
});

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

describe('the states of a membership', () => {
  it.each<[MembershipState | '(new)', MembershipEvent, MembershipState | null]>([
    ['(new)', 'admit', 'ADMITTED'],
    ['(new)', 'suspend', null],
    ['ADMITTED', 'suspend', 'SUSPENDED'],
    ['ADMITTED', 'restore', null],
    ['ADMITTED', 'admit', null],
    ['ADMITTED', 'exit', 'EXITED'],
    ['SUSPENDED', 'suspend', null],
    ['SUSPENDED', 'restore', 'ADMITTED'],
    ['SUSPENDED', 'exit', 'EXITED'],
    ['EXITED', 'restore', null],
    ['EXITED', 'admit', null],
    ['EXITED', 'suspend', null],
    ['EXITED', 'exit', null],
  ])('PROV-12, SM-5: from %s, %s leads to %s', (from, event, to) => {
    const step = transition(MEMBERSHIP, from, event);
    if (to) expect(step).toEqual({ to });
    else expect(step).toMatchObject({ refusal: { rule: 'SM-5', code: 'ILLEGAL_TRANSITION' } });
  });

  it('PROV-12, SM-5: every state can be reached', () => {
    expect([...reachable(MEMBERSHIP)].toSorted()).toEqual(['ADMITTED', 'EXITED', 'SUSPENDED']);
  });
});
