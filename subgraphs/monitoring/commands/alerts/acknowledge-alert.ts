import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Alert } from '../../entities/alerts/alert.js';
import { type OnAlert, onAlert } from '../../steps/alerts/on-alert.js';

/** Somebody at the desk has the alert (DEL-22). Refuses what `onAlert` does. */
export function acknowledgeAlert(work: Work, input: OnAlert): Promise<Outcome<Alert>> {
  return onAlert(work, 'acknowledgeAlert', input, [{ kind: 'ACKNOWLEDGED', at: input.at }]);
}
