import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { type Caller, isProvider, NotAuthorisedError } from '../../../kernel/identity/caller.js';

/** Refuses a feed view, which is nobody in particular: it reads the items of its feed, and what they lead to. [IDG-05] */
export function asOneself({ caller }: RequestContext): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-05', 'A feed view reads the items of its feed only.');
}

/** Whether a credential may read of care: of a provider's, those that report it; one that only bids may not. [IDG-27] */
export function reportsCare(caller: Caller): boolean {
  return !isProvider(caller) || caller.scopes.some((scope) => scope === 'visits:write' || scope === 'alerts:write');
}

/** Refuses a provider's credential that does not report care. [IDG-27] */
export function mayFollowCare({ caller }: RequestContext): void {
  if (reportsCare(caller)) return;
  throw new NotAuthorisedError('IDG-27', 'This credential lacks the scopes visits:write and alerts:write.');
}

/** The same, and refuses a feed view as well. [IDG-05, IDG-27] */
export function mayReadCare(context: RequestContext): void {
  asOneself(context);
  mayFollowCare(context);
}
