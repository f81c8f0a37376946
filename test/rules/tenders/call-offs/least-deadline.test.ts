import { leastDeadline } from '../../../../subgraphs/tenders/rules/call-offs/least-deadline.js';
import { at, england, policy, policyWith, sought } from '../fixtures.js';

it.each([
  ['SPECIALIST_FRAMEWORK', '2026-03-04 10:00', 5, '2026-03-11 23:59:59.999'],
  ['DPS_INDIVIDUAL', '2026-03-04 10:00', 5, '2026-03-11 23:59:59.999'],
  // Easter 2026: Good Friday is 3 April and Easter Monday 6 April.
  ['DPS_INDIVIDUAL', '2026-04-01 10:00', 5, '2026-04-10 23:59:59.999'],
  ['DPS_INDIVIDUAL', '2026-03-04 10:00', 1, '2026-03-05 23:59:59.999'],
] as const)('WIN-11: %s published on %s leaves %s working days, to %s', (route, published, minimumWorkingDays, end) => {
  const council = policyWith('statedDeadline', { minimumWorkingDays });
  expect(leastDeadline(route, sought(), at(published), council, england)).toEqual(at(end));
  expect(policy.statedDeadline.minimumWorkingDays).toBe(5);
});
