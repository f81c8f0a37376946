import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { isProvider, NotAuthorisedError } from '../../../kernel/identity/caller.js';

/**
 * Refuses what is asked by nobody in particular: a feed view reads feed items and what they lead to, and nothing
 * else. A provider's credential must cover the reading of offers. [IDG-05, IDG-27]
 */
export function asOneself({ caller }: RequestContext): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-05', 'A feed view reads only the items of its feed.');
  mayReadOffers({ caller });
}

/** Refuses a provider's credential that lacks the scope for offers. [IDG-27] */
export function mayReadOffers({ caller }: Pick<RequestContext, 'caller'>): void {
  if (isProvider(caller) && !caller.scopes.includes('offers:read')) {
    throw new NotAuthorisedError('IDG-27', 'This credential lacks the scope offers:read.');
  }
}
