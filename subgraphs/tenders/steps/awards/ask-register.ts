import type { Transaction } from '../../../../kernel/database/work.js';
import { ifAnswered } from '../../../../kernel/graphql/peers.js';
import { causeOf } from '../../../../kernel/values/logging.js';
import type { HomeStanding, StandardFeeKind } from '../../../../schema/events/providers.js';
import type { Rating } from '../../../../schema/policy.js';
import {
  HOME_STANDING,
  type HomeStandingAnswer,
  PROVIDER_STANDING,
  type ProviderStandingAnswer,
  SCHEME,
  type SchemeAnswer,
  STANDARD_FEE_ON,
  type StandardFeeOnAnswer,
} from '../../../../schema/questions.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { type FeeVersion, feeKindOf } from '../../rules/awards/place-cost.js';

/** A place in a home of which the register is asked: the home, and which fee on which day, `YYYY-MM-DD`. */
export interface PlaceAsked {
  readonly homeId: string;
  readonly feeKind: StandardFeeKind;
  readonly on: string;
}

/** The question about a place in a home on a day; null for other care, and without a home. */
export function placeAsked(
  { need }: Pick<CallOff, 'need'>,
  homeId: string | null,
  on: string | null,
): PlaceAsked | null {
  return need.home && homeId !== null && on !== null ? { homeId, feeKind: feeKindOf(need.home), on } : null;
}

/** What the register says at this instant of a provider that somebody chooses. */
export interface RegisterAnswers {
  /** The overall CQC rating, of the home if a place is chosen; null if this council's register does not know provider or home. */
  readonly rating: Rating | null;
  /** The scheme that was named, with who comes with it; null if none was, or the council has none of that id. */
  readonly scheme: { readonly onSiteProviderId: string | null } | null;
  /** The home that was named; null if none was, or the council knows none of that id. */
  readonly home: HomeStanding | null;
  /** The council's standard fee on that day; null if no place was asked of, or the council has set none. */
  readonly fee: FeeVersion | null;
}

/**
 * Asks the register, at the instant of a choice, how CQC rates a provider, or its home, who comes with a scheme, and what a place
 * costs beside the council's standard fee; null if it does not answer. [CHOI-03, CHOI-05, CHOI-06, PROV-20, PROV-21]
 */
export async function askRegister(
  t: Transaction,
  { council }: Pick<CallOff, 'council'>,
  asked: { readonly providerId: string; readonly schemeId: string | null; readonly place: PlaceAsked | null },
): Promise<RegisterAnswers | null> {
  const { providerId, schemeId, place } = asked;
  const answers = await ifAnswered(
    Promise.all([
      t.ask<ProviderStandingAnswer>('providers', PROVIDER_STANDING, { provider: providerId, council }),
      schemeId === null ? { schemeNow: null } : t.ask<SchemeAnswer>('providers', SCHEME, { scheme: schemeId, council }),
      place === null
        ? { homeStanding: null }
        : t.ask<HomeStandingAnswer>('providers', HOME_STANDING, { home: place.homeId, council }),
      feeOf(t, council, place),
    ]),
    ({ subgraph, cause }) => t.log.warn({ subgraph, ...causeOf(cause) }, 'the register did not answer'),
  );
  if (!answers) return null;
  const [{ providerStanding }, { schemeNow }, { homeStanding }, fee] = answers;
  const home = homeStanding?.providerId === providerId ? homeStanding : null;
  const rated = place === null ? providerStanding : providerStanding && home;
  return { rating: rated?.overall ?? null, scheme: schemeNow, home, fee };
}

/**
 * The council's standard fee for a place, on its day; null without a place, and if the council has set none. [CHOI-06, PROV-21]
 *
 * @throws PeerUnavailableError if the register does not answer
 */
export async function feeOf(t: Transaction, council: string, place: PlaceAsked | null): Promise<FeeVersion | null> {
  if (place === null) return null;
  const { feeKind: kind, on } = place;
  return (await t.ask<StandardFeeOnAnswer>('providers', STANDARD_FEE_ON, { council, kind, on })).standardFeeOn;
}
