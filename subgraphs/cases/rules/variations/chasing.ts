import { addLocalDays, daysBetween } from '../../../../kernel/time/working-time.js';
import type { Policy } from '../../../../schema/policy.js';

/**
 * The next day on which it is asked when a suspension will end: the first after today that is a multiple of
 * `policy.variation.chaseSuspensionDays` from its first day. London dates, `YYYY-MM-DD`. [VAR-03]
 */
export function nextChase(effectiveFrom: string, today: string, policy: Pick<Policy, 'variation'>): string {
  const every = policy.variation.chaseSuspensionDays;
  const passed = Math.max(0, Math.floor(daysBetween(effectiveFrom, today) / every));
  return addLocalDays(effectiveFrom, (passed + 1) * every);
}
