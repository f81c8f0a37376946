import { policyInForce } from '../../../kernel/database/policy-in-force.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { isCouncil, isProvider } from '../../../kernel/identity/caller.js';
import type { PolicyInForce } from '../../../schema/policy.js';

/** For the argument that names the council. */
export const COUNCIL = {
  nullable: true,
  description: 'Key of the council; a caller that acts within only one may leave it out.',
} as const;

/**
 * The council that a question is about: the one named, or the only one within which the caller acts. Null if the caller
 * may not ask about that council, or has to say which one it means (IDG-26).
 */
export function councilAsked({ caller }: RequestContext, council: string | null | undefined): string | null {
  if (council != null)
    return !(isCouncil(caller) || isProvider(caller)) || caller.councils.includes(council) ? council : null;
  return caller.councils.length === 1 ? caller.councils[0]! : null;
}

/** The policy of a council that is in force now, read once a request. */
export async function policyOf(context: RequestContext, council: string): Promise<PolicyInForce['policy']> {
  const loader = context.loader<string, PolicyInForce>('policy', async (councils) => {
    const now = await context.now();
    return Promise.all(councils.map((each) => policyInForce(context.em, each, now)));
  });
  return (await loader.load(council))!.policy;
}
