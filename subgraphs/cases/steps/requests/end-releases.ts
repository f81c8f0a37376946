import type { Transaction } from '../../../../kernel/database/work.js';
import { FormRelease } from '../../entities/requests/form-release.js';

/**
 * Ends the releases of a package's request form, or those of one call-off to one provider: nobody has a need to know any
 * more. [IDG-04, IDG-05]
 */
export async function endReleases(
  t: Transaction,
  of: { readonly packageId: string; readonly callOffId?: string; readonly providerId?: string },
): Promise<void> {
  await t.em.nativeUpdate(FormRelease, { ...of, endedAt: null }, { endedAt: await t.now() });
}
