import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { CallsChangedBy, CallsVersion as Told } from '../../../../schema/events/cases.js';
import { CallsVersion } from '../../entities/calls/calls-version.js';
import type { Placement } from '../../entities/placements/placement.js';
import { callsVersions } from '../../reads/calls/calls-versions.js';
import { type CallsOverDays, callsOn } from '../../rules/calls/calls-in-force.js';
import { weeklyWorkerMinutes } from '../../rules/requests/call-pattern.js';
import { tellOfPlacement } from '../placements/tell-of-placement.js';

/** Why the calls change, kept with each version. */
type Reason = { readonly because: CallsChangedBy } & Partial<
  Pick<CallsVersion, 'variationId' | 'agreedWith' | 'agreedAt'>
>;

/**
 * Records other calls of a placement over these days, and tells everybody concerned ahead of them; nothing if none are
 * given. The placement stands at the level of today. [DEL-01, VAR-14]
 */
export async function changeCalls(
  t: Transaction,
  placement: Placement,
  written: readonly CallsOverDays[],
  reason: Reason,
): Promise<void> {
  if (written.length === 0) return;
  const held = await callsVersions(t.em, placement.id);
  const recordedAt = await t.now();
  const versions = written.map(({ from, to, calls }, nth) =>
    t.em.create(CallsVersion, {
      ...{ council: placement.council, placementId: placement.id, providerId: placement.providerId },
      ...{ seq: held.length + nth, from, to, calls: calls.map((call) => ({ ...call })) as CallsVersion['calls'] },
      ...{ variationId: null, agreedWith: null, agreedAt: null, ...reason, recordedAt },
    }),
  );
  t.em.persist(versions);
  await t.em.flush();
  const today = localDateOf(recordedAt);
  placement.currentWeeklyWorkerMinutes = weeklyWorkerMinutes(callsOn([...held, ...versions], today));
  const hearers = { provider: true, roles: ['broker', 'practitioner', 'case-system'] } as const;
  await tellOfPlacement(t, placement, 'CommissionedCallsChanged', hearers, {
    because: reason.because,
    versions: versions.map(toldAs),
  });
}

/** A version as events carry it. */
export function toldAs({ id: versionId, from, to, calls }: CallsVersion): Told {
  return { versionId, from, to, calls };
}
