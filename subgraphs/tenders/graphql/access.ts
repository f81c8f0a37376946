import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { NotAuthorisedError } from '../../../kernel/identity/caller.js';

/**
 * Refuses what is asked by nobody in particular: a feed view reads feed items and what they lead to, and nothing
 * else. [IDG-05]
 */
export function asOneself({ caller }: RequestContext): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-05', 'A feed view reads only the items of its feed.');
}
