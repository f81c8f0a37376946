import { policyInForce } from '../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../kernel/database/work.js';
import type { Policy } from '../../../schema/policy.js';

/** The policy by which the clocks of an alert or a no reply run: that of the moment at which it began. */
export async function policyOf(
  t: Transaction,
  of: { readonly council: string; readonly policyVersion: string },
): Promise<Policy> {
  return (await policyInForce(t.em, of.council, { version: of.policyVersion })).policy;
}
