import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { NotAuthorisedError } from '../../../kernel/identity/caller.js';

/** Refuses a feed view, which is nobody in particular: it reads the items of its feed, and what they lead to. [IDG-05] */
export function asOneself({ caller }: RequestContext): void {
  if (caller.viewClass) throw new NotAuthorisedError('IDG-05', 'A feed view reads the items of its feed only.');
}
