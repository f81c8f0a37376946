import type { DeadlineEffects } from '../../kernel/time/deadlines.js';
import { endAsAnnounced } from './commands/placements/end-as-announced.js';
import { remindOfD2aEnd } from './commands/placements/remind-of-d2a-end.js';
import { tellFirstCallOverdue } from './commands/placements/tell-first-call-overdue.js';
import { applyVariation } from './commands/variations/apply-variation.js';
import { chaseSuspension } from './commands/variations/chase-suspension.js';
import { endVaried } from './commands/variations/end-varied.js';

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
  'VAR-03': endVaried,
  'VAR-03/chase': chaseSuspension,
  'VAR-06': endVaried,
};
