import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Alert } from '../../entities/alerts/alert.js';
import type { UnreachableInformed } from '../../entities/words.js';
import { type OnAlert, onAlert } from '../../steps/alerts/on-alert.js';

export interface InformOfUnreachable extends OnAlert {
  readonly who: UnreachableInformed;
}

/** Council or next of kin know that the person cannot be reached: both must (DEL-27). Refuses what `onAlert` does. */
export function informOfUnreachable(work: Work, input: InformOfUnreachable): Promise<Outcome<Alert>> {
  const kind = input.who === 'COUNCIL' ? 'COUNCIL_INFORMED' : 'NEXT_OF_KIN_INFORMED';
  return onAlert(work, 'informOfUnreachable', input, [{ kind, at: input.at }]);
}
