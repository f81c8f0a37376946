import type { Transaction } from '../../../../kernel/database/work.js';
import { FormRelease } from '../../entities/requests/form-release.js';

/** Ends the releases of a package's request form, or those to one provider: nobody has a need to know any more. [IDG-04, IDG-05] */
export async function endReleases(
  t: Transaction,
  { packageId, providerId }: { readonly packageId: string; readonly providerId?: string },
): Promise<void> {
  const rows = { packageId, endedAt: null, ...(providerId === undefined ? {} : { providerId }) };
  await t.em.nativeUpdate(FormRelease, rows, { endedAt: await t.now() });
}
