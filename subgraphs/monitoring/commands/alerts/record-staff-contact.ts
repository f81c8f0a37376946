import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Alert } from '../../entities/alerts/alert.js';
import { textRefusal } from '../../rules/alerts/alert-step.js';
import { type OnAlert, onAlert } from '../../steps/alerts/on-alert.js';

export interface RecordStaffContact extends OnAlert {
  readonly outcome: 'ON_THE_WAY' | 'CANNOT';
  readonly worker: string;
}

/**
 * The worker was contacted, after the person: is on the way, or cannot make the call, from which moment a replacement
 * is due (DEL-24, DEL-25). Refuses what `onAlert` does: before the person was, above all.
 */
export function recordStaffContact(work: Work, input: RecordStaffContact): Promise<Outcome<Alert>> {
  const { outcome, at, worker } = input;
  const kind = outcome === 'ON_THE_WAY' ? 'STAFF_ON_THE_WAY' : 'STAFF_CANNOT';
  return onAlert(
    work,
    'recordStaffContact',
    input,
    [{ kind, at, worker }],
    textRefusal('DEL-24', worker, 'input.worker'),
  );
}
