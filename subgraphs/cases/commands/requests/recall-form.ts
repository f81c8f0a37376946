import type { Transaction } from '../../../../kernel/database/work.js';
import { endReleases } from '../../steps/requests/end-releases.js';

/** An invitee has said no, or was not chosen: it reads the request form no more. [IDG-04, IDG-05] */
export async function recallForm(
  t: Transaction,
  recalled: { readonly packageId: string; readonly providerId: string },
): Promise<void> {
  await endReleases(t, recalled);
}
