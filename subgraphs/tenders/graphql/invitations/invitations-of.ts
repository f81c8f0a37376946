import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

/** Everyone considered in any stage of a call-off. */
export function invitationsOf(context: RequestContext, callOffId: string): Promise<Invitation[]> {
  return rowsOfCallOff(context, 'invitations', callOffId, (ids) =>
    context.em.find(Invitation, { callOffId: { $in: ids } }, { orderBy: { at: 'asc', id: 'asc' } }),
  );
}
