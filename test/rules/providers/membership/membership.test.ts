import type { MembershipStatus, Vehicle } from '../../../../schema/events/providers.js';
import {
  isActive,
  type Membership,
  serves,
  standingMembership,
} from '../../../../subgraphs/providers/rules/membership/membership.js';
import { aMember } from './fixtures.js';

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

  it.each<[MembershipStatus[], MembershipStatus | null]>([
    [[], null],
    [['EXITED'], 'EXITED'],
    [['EXITED', 'SUSPENDED'], 'SUSPENDED'],
    [['SUSPENDED', 'ADMITTED', 'EXITED'], 'ADMITTED'],
  ])('SM-5: of memberships that are %j the best counts: %s', (statuses, best) => {
    expect(standingMembership(statuses.map((status) => ({ status })))).toBe(best);
  });
});
