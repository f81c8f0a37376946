import type { Transaction } from '../../../../kernel/database/work.js';
import { PeerUnavailableError } from '../../../../kernel/graphql/peers.js';
import { SOURCING_FACTS, type SourcingFactsAnswer } from '../../../../schema/questions.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';

/**
 * Asks cases, at this instant, whether sourcing of a package stands, and its budget; null if it does not answer, or does not
 * know the package. [ASM-03, ASM-23]
 */
export async function askSourcing(
  t: Transaction,
  { packageId }: Pick<CallOff, 'packageId'>,
): Promise<SourcingFactsAnswer['sourcingFacts']> {
  const answer = await t.ask<SourcingFactsAnswer>('cases', SOURCING_FACTS, { package: packageId }).catch((error) => {
    if (error instanceof PeerUnavailableError) return null;
    throw error;
  });
  return answer?.sourcingFacts ?? null;
}
