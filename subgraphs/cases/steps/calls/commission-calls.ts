import type { Transaction } from '../../../../kernel/database/work.js';
import { newId } from '../../../../kernel/values/ids.js';
import { CallsVersion } from '../../entities/calls/calls-version.js';
import type { Placement } from '../../entities/placements/placement.js';
import { commissioned } from '../../rules/calls/commissioned-week.js';

/**
 * The calls of the need are commissioned with the placement, from the first day of care on, in the order that they have in
 * the need: the first version of them. [DEL-01, AWRD-10]
 */
export function commissionCalls(t: Transaction, placement: Placement, recordedAt: Date): CallsVersion {
  const { id: placementId, council, providerId, need } = placement;
  const calls = need.calls.map((call) => commissioned(call, newId())) as CallsVersion['calls'];
  const version = t.em.create(CallsVersion, {
    ...{ council, placementId, providerId, seq: 0, from: null, to: null, calls, recordedAt },
    ...{ because: null, variationId: null, agreedWith: null, agreedAt: null },
  });
  t.em.persist(version);
  return version;
}
