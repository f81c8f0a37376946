import type { DeadlineEffects } from '../../kernel/time/deadlines.js';
import { remindOfD2aEnd, tellFirstCallOverdue } from './commands/placements/tell-overdue.js';
import { suspensionEnds, temporaryIncreaseEnds, variationTakesEffect } from './commands/variations/record-variation.js';

export const deadlines: DeadlineEffects = {
  'ROUT-10': tellFirstCallOverdue,
  // Each is met or cancelled by what it waits for; passing is somebody's miss, of which the timer tells brokers.
  'ROUT-15': async () => 'MISSED',
  'ROUT-16': async () => 'MISSED',
  'ASM-12': async () => 'MISSED',
  'ROUT-16/reminder': remindOfD2aEnd,
  'VAR-14': variationTakesEffect,
  'VAR-06': temporaryIncreaseEnds,
  'VAR-03': suspensionEnds,
};
