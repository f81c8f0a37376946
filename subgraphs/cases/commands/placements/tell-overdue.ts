import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { Placement } from '../../entities/placements/placement.js';
import { d2aLastDate } from '../../rules/placements/d2a-term.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { tellOfPlacement } from '../../steps/tell.js';

/** Nobody has confirmed the first call by the limit: broker and care manager are told. [ROUT-10, NTF-14] */
export async function tellFirstCallOverdue(t: Transaction, deadline: DueDeadline): Promise<'MET' | 'MISSED'> {
  const placement = await placementOf(t, deadline);
  if (placement.confirmedAt || !isLive(placement.state)) return 'MET';
  await tellOfPlacement(t, placement, 'FirstCallOverdue', { roles: ['broker', 'practitioner'] }, {});
  return 'MISSED';
}

/** A day of the six weeks on which provider, D2A team and broker are reminded that they end. [ROUT-16, NTF-17] */
export async function remindOfD2aEnd(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const placement = await placementOf(t, deadline);
  if (!isLive(placement.state)) return 'MET';
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const lastDate = placement.d2aEndDate ?? d2aLastDate(placement.startDate, policy);
  const hearers = { provider: true, roles: ['discharge-team', 'broker'] } as const;
  await tellOfPlacement(t, placement, 'D2aPackageEnding', hearers, { day: Number(deadline.data?.day), lastDate });
  return 'MET';
}

/** Read without holding the package: this transaction holds the deadline, which whoever holds the package may settle. */
function placementOf(t: Transaction, { subject }: DueDeadline): Promise<Placement> {
  return t.em.findOneOrFail(Placement, { id: subject.slice('placement/'.length) });
}
