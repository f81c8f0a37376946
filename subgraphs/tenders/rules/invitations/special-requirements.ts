import type { NeedProfile } from '../../../../schema/events/cases.js';

export type SpecialRequirement = 'DOUBLE_HANDED' | 'TIME_CRITICAL' | 'SKILLS';

/**
 * What a bid must answer beyond when and how care would be delivered. [ROUT-04, EVAL-04, ASM-13, ASM-30; 002 App A
 * ¶2]
 */
export function specialRequirements(
  need: Pick<NeedProfile, 'calls' | 'discharge' | 'skills'>,
): readonly SpecialRequirement[] {
  const twoWorkers = need.calls.some((call) => call.workers === 2) || need.discharge?.twoWorkers === true;
  const timeCritical = need.calls.some((call) => call.timeCritical);
  return [
    ...(twoWorkers ? (['DOUBLE_HANDED'] as const) : []),
    ...(timeCritical ? (['TIME_CRITICAL'] as const) : []),
    ...(need.skills.length > 0 ? (['SKILLS'] as const) : []),
  ];
}
