import type { Transaction } from '../../../../kernel/database/work.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { CasesEvent, OfPlacement } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';

type PlacementTold = Extract<CasesEvent, { readonly data: OfPlacement }>;
/** What an event of a placement says, apart from which placement it is. */
type Saying<Type> = Omit<Extract<PlacementTold, { readonly type: Type }>['data'], keyof OfPlacement>;

/** Who is told: the placement's own provider, and roles of its council. */
export interface Hearers {
  readonly provider?: boolean;
  readonly roles?: readonly Role[];
}

/** Records an event of a placement, and fills in which placement it is. */
export async function tellOfPlacement<Type extends PlacementTold['type']>(
  t: Transaction,
  placement: Placement,
  type: Type,
  hearers: Hearers,
  saying: Saying<Type>,
): Promise<void> {
  const { id: placementId, packageId, callOffId, providerId, council } = placement;
  await t.tell({
    type,
    subject: subjectOf(placement),
    council,
    audience: { ...(hearers.provider && { providers: [providerId] }), roles: hearers.roles ?? [] },
    data: { placementId, packageId, callOffId, providerId, ...saying },
  });
}

/** The subject of a placement's events and deadlines. */
export function subjectOf(placement: Pick<Placement, 'id'>): string {
  return `placement/${placement.id}`;
}
