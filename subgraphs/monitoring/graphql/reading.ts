import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { type Caller, isProvider, NotAuthorisedError } from '../../../kernel/identity/caller.js';

/** Refuses what is asked as nobody in particular: a feed view reads feed items, and what they join to. [IDG-05] */
export function asOneself({ caller }: RequestContext): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-05', 'A feed view reads the items of its feed only.');
}

/** Of a provider's credentials those read of the care it gives that report it: one that bids has no need to. [IDG-27] */
export function reportsCare(caller: Caller): boolean {
  return !isProvider(caller) || caller.scopes.some((scope) => scope === 'visits:write' || scope === 'alerts:write');
}

export function mayFollowCare({ caller }: RequestContext): void {
  if (reportsCare(caller)) return;
  throw new NotAuthorisedError('IDG-27', 'This credential lacks the scopes visits:write and alerts:write.');
}

export function mayReadCare(context: RequestContext): void {
  asOneself(context);
  mayFollowCare(context);
}
