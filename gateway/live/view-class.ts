import { createHash } from 'node:crypto';
import type { Caller } from '../../kernel/identity/caller.js';
import type { FeedPlan } from './feed-plan.js';

/**
 * What decides how an event looks to somebody, other than whose it is. Everybody of one class is shown the same bytes,
 * so everything that resolvers authorise on is in it, except the organisation: an item of a feed does not depend on it.
 */
export function viewClass({ role, councils, scopes }: Caller): Caller {
  return {
    subject: 'view',
    role,
    organisation: '',
    councils: [...councils].sort(),
    scopes: [...scopes].sort(),
    viewClass: true,
  };
}

/** The same for subscriptions that one execution serves: they ask the same, and are of one view class. */
export function executionKey(
  { text, variables }: Pick<FeedPlan, 'text' | 'variables'>,
  { role, councils, scopes }: Caller,
): string {
  const same = JSON.stringify([text, variables, role, councils, scopes]);
  return createHash('sha256').update(same).digest('base64url');
}
