import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../kernel/database/work.js';
import type { CommissionedCall } from '../../schema/events/cases.js';
import type { TestHub } from './hub.js';
import { recorded } from './recorded.js';

/**
 * Has a whole hub hear of a placement, as cases would tell of it; answers its id. It commissions no calls unless it is
 * told which, and care is to begin on the first of January.
 */
export async function proposePlacement(
  hub: TestHub,
  {
    calls = [],
    ...over
  }: { readonly providerId: string; readonly placementReference?: string } & {
    readonly calls?: readonly CommissionedCall[];
  },
): Promise<string> {
  const placementId = randomUUID();
  const { data, ...event } = recorded('PlacementProposed', {
    ...{ placementId, packageId: randomUUID(), callOffId: randomUUID(), personId: randomUUID() },
    ...{ startsOn: '2026-01-01', calls: { versionId: randomUUID(), from: null, to: null, calls }, ...over },
  });
  const work = hub.hub.subgraphs.get('cases')!.work();
  await inTransaction(work, 'bromley', (t) =>
    t.tell({ ...event, subject: `placement/${placementId}`, council: 'bromley', audience: {}, data } as never),
  );
  await hub.time.settled();
  return placementId;
}
