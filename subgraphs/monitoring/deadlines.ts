import type { DeadlineEffects } from '../../kernel/deadlines.js';
import { tellReturnsDue } from './commands/end-quarter.js';

export const deadlines: DeadlineEffects = {
  'NTF-37': tellReturnsDue,
};
