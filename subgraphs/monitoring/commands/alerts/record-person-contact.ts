import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Alert } from '../../entities/alerts/alert.js';
import { type OnAlert, onAlert } from '../../steps/alerts/on-alert.js';

export interface RecordPersonContact extends OnAlert {
  readonly outcome: 'REASSURED' | 'UNREACHABLE';
  /** The person was asked whether the call is still needed: kept as a violation, for nobody may ask. */
  readonly askedIfNeeded: boolean;
}

/**
 * The person was contacted, before anybody else: is all right and knows that the carer will come, or could not be
 * reached (DEL-23, DEL-27). That the call is not needed any more is no outcome. Refuses what `onAlert` does.
 */
export function recordPersonContact(work: Work, input: RecordPersonContact): Promise<Outcome<Alert>> {
  const { outcome, at, askedIfNeeded } = input;
  const kind = outcome === 'REASSURED' ? 'PERSON_REASSURED' : 'PERSON_UNREACHABLE';
  return onAlert(work, 'recordPersonContact', input, [{ kind, at, askedIfNeeded }]);
}
