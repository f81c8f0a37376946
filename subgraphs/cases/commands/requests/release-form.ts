import type { Transaction } from '../../../../kernel/database/work.js';
import type { SrfReleased } from '../../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { SrfRequested } from '../../../../schema/events/tenders.js';
import { FormRelease } from '../../entities/requests/form-release.js';
import { latestForm } from '../../reads/requests/latest-form.js';
import { lockPackage } from '../../steps/lock-case.js';

type Requested = LoggedEvent<'SrfRequested', SrfRequested['data']>;

/**
 * Opens the request form to an invitee that asked for it, and tells it so. A package whose request has no form, or that is
 * being sourced no more, releases nothing, and nothing is released under a call-off that is over. [IDG-04, NTF-09]
 */
export async function releaseForm(t: Transaction, { data }: Requested): Promise<void> {
  const { packageId, providerId, callOffId, requestedBy } = data;
  const carePackage = await lockPackage(t, packageId);
  const form = await latestForm(t.em, packageId);
  if (carePackage?.state !== 'SOURCING' || carePackage.endedCallOffs.includes(callOffId) || !form) return;
  if ((await t.em.count(FormRelease, { packageId, callOffId, providerId, endedAt: null })) > 0) return;
  const { council, personId } = carePackage;
  const { version } = form;
  t.em.create(
    FormRelease,
    {
      ...{ council, packageId, personId, callOffId, providerId, version, requestedBy },
      releasedAt: await t.now(),
    },
    { persist: true },
  );
  await t.tell({
    type: 'SrfReleased',
    subject: `call-off/${callOffId}`,
    council,
    audience: { providers: [providerId], roles: ['broker'] },
    data: { callOffId, packageId, providerId, version } satisfies SrfReleased['data'],
  });
}
