import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { NotAuthorisedError } from '../../../kernel/identity/caller.js';

/** Refuses what a feed view asks by itself: it is nobody in particular, and reads only what its items join to. [IDG-27] */
export function asOneself({ caller }: Pick<RequestContext, 'caller'>): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-27', 'A feed asks no queries.');
}
