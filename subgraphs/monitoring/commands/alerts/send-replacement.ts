import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Alert } from '../../entities/alerts/alert.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import { type OnAlert, onAlert } from '../../steps/alerts/on-alert.js';

export interface SendReplacement extends OnAlert {
  /** Who was sent, by the provider's own reference. */
  readonly worker: string;
}

/**
 * A replacement is on the way (DEL-25). One sent late is taken as well: that it is late is on the alert. Refuses what
 * `onAlert` does.
 */
export function sendReplacement(work: Work, input: SendReplacement): Promise<Outcome<Alert>> {
  const { at, worker } = input;
  return onAlert(
    work,
    'sendReplacement',
    input,
    [{ kind: 'REPLACEMENT_SENT', at, worker }],
    textRefusal('DEL-25', worker, 'input.worker'),
  );
}
