import type { Transaction } from '../../../../kernel/database/work.js';
import { ifAnswered } from '../../../../kernel/graphql/peers.js';
import { causeOf } from '../../../../kernel/values/logging.js';
import type { HomeStanding, ProviderStanding } from '../../../../schema/events/providers.js';
import {
  HOME_STANDING,
  type HomeStandingAnswer,
  PROVIDER_STANDING,
  type ProviderStandingAnswer,
} from '../../../../schema/questions.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { UncountedHours } from '../../entities/invitations/uncounted-hours.js';
import type { FeeVersion } from '../../rules/awards/place-cost.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type Sourcing, sourcingOf } from '../call-offs/ask-sourcing.js';
import { feeOf, placeAsked } from './ask-register.js';

/** The facts on which an award rests, as their owners tell them at this instant. */
export interface AwardAnswers {
  readonly standing: ProviderStanding;
  /** The home that would take the person: null if the register tells of it no more, undefined if it is of no home. */
  readonly home: HomeStanding | null | undefined;
  /** The council's standard fee on the day of admission, where the price of a place is held against it; null if it has set none. */
  readonly fee: FeeVersion | null;
  /** Worker-minutes a week of awards that the standing does not count yet. */
  readonly uncountedWeeklyMinutes: number;
  readonly sourcing: Sourcing;
}

/**
 * Asks the owners of the gates again; null if one of them does not answer, or does not know what it is asked about.
 * The caller must keep out any other award to the provider meanwhile. [CHOI-06, EVAL-01, EVAL-03, ASM-03, PROV-23; catalogue
 * 22]
 */
export async function askOwners(
  t: Transaction,
  callOff: CallOff,
  { providerId, homeId, startDate }: Pick<Bid, 'providerId' | 'homeId' | 'startDate'>,
): Promise<AwardAnswers | null> {
  // Known before the register is asked: what it counts meanwhile is then found numbered below, never missed.
  const awarded = await t.em.find(UncountedHours, { providerId });
  const { council } = callOff;
  const place = definitionOf(callOff.route!).topUps ? placeAsked(callOff, homeId, startDate) : null;
  const answers = await ifAnswered(
    Promise.all([
      t.ask<ProviderStandingAnswer>('providers', PROVIDER_STANDING, { provider: providerId, council }),
      sourcingOf(t, callOff),
      homeId === null ? null : t.ask<HomeStandingAnswer>('providers', HOME_STANDING, { home: homeId, council }),
      feeOf(t, council, place),
    ]),
    ({ subgraph, cause }) => t.log.warn({ subgraph, ...causeOf(cause) }, 'an owner did not answer'),
  );
  if (!answers) return null;
  const [{ providerStanding: standing }, sourcing, inHome, fee] = answers;
  if (!standing || !sourcing) return null;
  const home = inHome ? inHome.homeStanding : undefined;
  return {
    standing,
    home,
    fee,
    sourcing,
    uncountedWeeklyMinutes: await uncounted(t, awarded, standing.capacity.countedTo),
  };
}

/** The register has counted an award once the log has numbered its event and the register has read that far. */
async function uncounted(t: Transaction, awarded: readonly UncountedHours[], countedTo: number): Promise<number> {
  if (awarded.length === 0) return 0;
  const counted = (await t.em.execute(
    `select data->>'awardId' as id from platform.event
     where type = 'CallOffAwarded' and subject = any(?::text[]) and seq <= ?`,
    [`{${awarded.map(({ callOffId }) => `call-off/${callOffId}`).join(',')}}`, countedTo],
  )) as Array<{ id: string }>;
  const ids = new Set(counted.map(({ id }) => id));
  return awarded.filter(({ awardId }) => !ids.has(awardId)).reduce((sum, each) => sum + each.weeklyWorkerMinutes, 0);
}
