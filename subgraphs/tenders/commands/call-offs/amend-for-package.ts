import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Funding, NeedProfile, ServiceType, Together } from '../../../../schema/events/cases.js';
import type { AdvertisedNeed } from '../../entities/call-offs/need.js';
import { amendmentRefusal } from '../../rules/call-offs/amendment.js';
import { publicationRefusals } from '../../rules/call-offs/publication.js';
import { amendNeed, changeOf } from '../../steps/call-offs/amend-need.js';
import { endCallOff } from '../../steps/call-offs/end-call-off.js';
import { amendAmong } from './amend-among.js';
import { holdInItsWindow } from './hold-in-its-window.js';
import { openCallOff } from './open-call-off.js';

/**
 * Brings a call-off up to a new version of its request. An open one is amended, and its invitees are told. One that
 * can no longer go to the same providers, or whose bids were opened for a need that has changed, is withdrawn and
 * published anew, by the route that a broker chose if one did. One for several people is brought up to what this one needs. After an award, the council and its provider agree on
 * changes themselves. [WIN-14, ROUT-02, ROUT-03, ROUT-19, ROUT-39, NTF-02]
 */
export async function amendForPackage(
  work: Work,
  request: {
    readonly council: string;
    readonly packageId: string;
    readonly serviceType: ServiceType;
    readonly funding: Funding;
    readonly need: NeedProfile;
    readonly sourcingVersion: number;
    readonly together?: Together | null;
  },
): Promise<Outcome<void>> {
  const { council, serviceType, need, sourcingVersion } = request;
  return inTransaction(work, council, async (t) => {
    const held = await holdInItsWindow(t, request);
    if (!held) return;
    const { callOff, stage } = held;
    if (callOff.together) return amendAmong(t, held, request);
    callOff.sourcingVersion = sourcingVersion;
    if (callOff.state === 'AWARDED' || callOff.endedAt) return;
    const elsewhere = amendmentRefusal(callOff, request, held.policy) ?? publicationRefusals(need)[0];
    const change = stage ? await changeOf(t, held, need) : UNPUBLISHED;
    if (elsewhere || (callOff.state !== 'OPEN' && change.material)) {
      await endCallOff(t, held, { code: elsewhere?.code ?? 'AMENDED_AFTER_CLOSE', replaced: true });
      await t.em.flush();
      const { packageReference, override } = callOff;
      await openCallOff(t, { ...request, packageReference, override });
      return;
    }
    callOff.serviceType = serviceType;
    if (callOff.state === 'OPEN') {
      await amendNeed(t, held, need);
    } else if (!stage || change.changed.length > 0) {
      callOff.need = need as AdvertisedNeed;
    }
  });
}

/** Of a draft nobody knows, nothing is material. */
const UNPUBLISHED = { changed: [], material: false } as const;
