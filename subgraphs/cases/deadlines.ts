import type { DeadlineEffects } from '../../kernel/time/deadlines.js';
import { endAsAnnounced } from './commands/placements/end-as-announced.js';
import { remindOfD2aEnd } from './commands/placements/remind-of-d2a-end.js';
import { tellFirstCallOverdue } from './commands/placements/tell-first-call-overdue.js';
import { applyVariation } from './commands/variations/apply-variation.js';
import { endSuspension } from './commands/variations/end-suspension.js';
import { endTemporaryIncrease } from './commands/variations/end-temporary-increase.js';

export const deadlines: DeadlineEffects = {
  'ROUT-10': tellFirstCallOverdue,
  // Each is met or cancelled by what it waits for; passing is somebody's miss.
  'ROUT-15': async () => ({ missedFor: ['discharge-team'] }),
  'ROUT-16': async () => ({ missedFor: ['discharge-team'] }),
  'ROUT-20': async () => ({ missedFor: ['practitioner', 'discharge-team'] }),
  'ASM-12': async () => ({ missedFor: ['practitioner', 'discharge-team'] }),
  'AWRD-12': endAsAnnounced,
  'ROUT-16/reminder': remindOfD2aEnd,
  'VAR-14': applyVariation,
  'VAR-06': endTemporaryIncrease,
  'VAR-03': endSuspension,
};
