import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Alert } from '../../entities/alerts/alert.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import { type OnAlert, onAlert } from '../../steps/alerts/on-alert.js';

export interface TellReplacement extends OnAlert {
  /** Whose name the person was told, by the provider's own reference: the name itself is not kept. */
  readonly worker: string;
}

/** The person knows that a replacement comes, and who (DEL-26). Refuses what `onAlert` does. */
export function tellReplacement(work: Work, input: TellReplacement): Promise<Outcome<Alert>> {
  const { at, worker } = input;
  return onAlert(
    work,
    'tellReplacement',
    input,
    [{ kind: 'REPLACEMENT_TOLD', at, worker }],
    textRefusal('DEL-26', worker, 'input.worker'),
  );
}
