import type { EntityManager } from '../../../../kernel/database/orm.js';
import { isId } from '../../../../kernel/values/ids.js';
import { Invitation } from '../../entities/invitations/invitation.js';

/**
 * The provider's last invitation to a call-off; null if it was never invited, or there is no such call-off. [ROUT-03]
 */
export async function lastInvitation(
  em: EntityManager,
  callOffId: string,
  providerId: string,
): Promise<Invitation | null> {
  if (!isId(callOffId) || !isId(providerId)) return null;
  return em.findOne(Invitation, { callOffId, providerId, invited: true }, { orderBy: { at: 'desc' } });
}
