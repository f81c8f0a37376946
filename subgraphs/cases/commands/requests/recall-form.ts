import type { Transaction } from '../../../../kernel/database/work.js';
import type { SrfRecalled } from '../../../../schema/events/tenders.js';
import { endReleases } from '../../steps/requests/end-releases.js';

/** An invitee has said no, or was not chosen: it reads the request form no more. [IDG-04, IDG-05] */
export async function recallForm(
  t: Transaction,
  { packageId, callOffId, providerId }: SrfRecalled['data'],
): Promise<void> {
  await endReleases(t, { packageId, callOffId, providerId });
}
