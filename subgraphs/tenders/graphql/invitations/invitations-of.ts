import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

const IN_ORDER = { orderBy: { at: 'asc', id: 'asc' } } as const;

/** Everyone considered in any stage of a call-off, with as much of each as the answer shows. */
export function invitationsOf(context: RequestContext, callOffId: string): Promise<Invitation[]> {
  return rowsOfCallOff(context, 'invitations', callOffId, (ids) =>
    context.find(Invitation, { callOffId: { $in: ids } }, IN_ORDER),
  );
}

/** The same with the whole of each. */
export function wholeInvitationsOf(context: RequestContext, callOffId: string): Promise<Invitation[]> {
  return rowsOfCallOff(context, 'whole invitations', callOffId, (ids) =>
    context.em.find(Invitation, { callOffId: { $in: ids } }, IN_ORDER),
  );
}
