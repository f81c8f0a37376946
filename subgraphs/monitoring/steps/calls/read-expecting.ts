import { bulkRead } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { CallsVersion } from '../../entities/calls/calls-version.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import type { ExpectingPlacement } from '../../rules/calls/expected-call.js';

/** A placement with all that decides which of its calls are expected. */
export interface Expecting extends ExpectingPlacement {
  readonly placement: ExpectedPlacement;
}

/**
 * What decides which calls of these placements are expected; three statements, however many they are. [DEL-01]
 *
 * @param known placements that have been read in this transaction, by their ids
 */
export async function readExpecting(
  t: Transaction,
  ids: readonly string[],
  known: ReadonlyMap<string, ExpectedPlacement>,
): Promise<ReadonlyMap<string, Expecting>> {
  if (ids.length === 0) return new Map();
  const unread = ids.filter((id) => !known.has(id));
  const read = unread.length > 0 ? await bulkRead(t.em, ExpectedPlacement, 'it.id = any($1::uuid[])', [unread]) : [];
  const placements = [...ids.flatMap((id) => known.get(id) ?? []), ...read];
  const suspensions = await bulkRead(
    t.em,
    PlacementChange,
    `it.placement_id = any($1::uuid[]) and it.kind = 'SUSPEND'`,
    [ids],
  );
  const versions = await bulkRead(
    t.em,
    CallsVersion,
    'it.placement_id = any($1::uuid[]) order by it.placement_id, it.seq, it.nth',
    [ids],
  );
  const suspensionsOf = Map.groupBy(suspensions, ({ placementId }) => placementId);
  const versionsOf = Map.groupBy(versions, ({ placementId }) => placementId);
  return new Map(
    placements.map((placement) => {
      const { id, knownOn, startsOn, firstCallAt, confirmedLateAt, startedOn, d2aLastDay } = placement;
      const suspended = (suspensionsOf.get(id) ?? []).map(({ effectiveFrom: from, effectiveTo: to, toldAt }) => {
        return { from, to, toldAt };
      });
      return [
        id,
        {
          ...{ placement, knownOn, startsOn, firstCallAt, confirmedLateAt, startedOn, d2aLastDay },
          end: endOf(placement),
          suspensions: suspended,
          versions: versionsOf.get(id) ?? [],
        },
      ];
    }),
  );
}

/** Earlier than any day: of a placement that was withdrawn no day is the last. */
const NO_DAY = '0000-00-00';

/** Last day of care, announced or passed; null if none is known, and earlier than any day of what was withdrawn. [AWRD-12, SM-4] */
export function lastDayOf({ live, endedOn, endsOn }: ExpectedPlacement): string | null {
  return endedOn ?? endsOn ?? (live ? null : NO_DAY);
}

function endOf(placement: ExpectedPlacement): Expecting['end'] {
  const lastDay = lastDayOf(placement);
  return lastDay === null || placement.endToldAt === null ? null : { lastDay, toldAt: placement.endToldAt };
}
