import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { monitoredAs } from '../../../../subgraphs/monitoring/rules/figures/monitored.js';
import { periodNamed } from '../../../../subgraphs/monitoring/rules/figures/period.js';

const policy = DEFAULT_POLICY;

describe('who is monitored', () => {
  const quarter = periodNamed('2026-27 Q1')!;
  const member = (vehicle: string, over: Record<string, unknown> = {}) => ({
    vehicle,
    status: 'ADMITTED',
    from: '2024-04-01',
    to: null,
    ...over,
  });
  it.each([
    ['a patch provider', [member('PATCH')], 0, 'PATCH'],
    ['a patch provider that is suspended', [member('PATCH', { status: 'SUSPENDED' })], 0, 'PATCH'],
    ['one that left the patch on the first day', [member('PATCH', { to: '2026-04-01' })], 0, 'PATCH'],
    ['one that left before the quarter', [member('PATCH', { to: '2026-03-31' })], 0, null],
    ['one that joins after it', [member('PATCH', { from: '2026-07-01' })], 0, null],
    ['a framework provider at exactly the threshold', [member('FRAMEWORK')], 50_000_000, null],
    ['a framework provider a penny over it', [member('FRAMEWORK')], 50_000_001, 'SPEND'],
    ['nobody’s member, however much is spent', [], 90_000_000, null],
  ] as const)('CM-01, AMB-44: %s', (_who, memberships, spendPence, as) => {
    expect(monitoredAs(memberships, spendPence, quarter, policy)).toBe(as);
  });
});
