import type { Transaction } from '../../../../kernel/database/work.js';
import { PeerUnavailableError } from '../../../../kernel/graphql/peers.js';
import { causeOf } from '../../../../kernel/values/logging.js';
import type { Rating } from '../../../../schema/policy.js';
import {
  PROVIDER_STANDING,
  type ProviderStandingAnswer,
  SCHEME,
  type SchemeAnswer,
} from '../../../../schema/questions.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';

/** What the register says at this instant of a provider that somebody chooses. */
export interface RegisterAnswers {
  /** Its overall CQC rating; null if this council's register does not know it. */
  readonly rating: Rating | null;
  /** The scheme that was named, with who comes with it; null if none was, or the council has none of that id. */
  readonly scheme: { readonly onSiteProviderId: string | null } | null;
}

/**
 * Asks the register, at the instant of a choice, how CQC rates a provider, and who comes with a scheme; null if it does not
 * answer. [CHOI-03, CHOI-05, PROV-20]
 */
export async function askRegister(
  t: Transaction,
  { council }: Pick<CallOff, 'council'>,
  { providerId, schemeId }: { readonly providerId: string; readonly schemeId: string | null },
): Promise<RegisterAnswers | null> {
  try {
    const [{ providerStanding }, { schemeNow }] = await Promise.all([
      t.ask<ProviderStandingAnswer>('providers', PROVIDER_STANDING, { provider: providerId, council }),
      schemeId === null ? { schemeNow: null } : t.ask<SchemeAnswer>('providers', SCHEME, { scheme: schemeId, council }),
    ]);
    return { rating: providerStanding?.overall ?? null, scheme: schemeNow };
  } catch (error) {
    if (!(error instanceof PeerUnavailableError)) throw error;
    t.log.warn({ subgraph: error.subgraph, ...causeOf(error.cause) }, 'the register did not answer');
    return null;
  }
}
