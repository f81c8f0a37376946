import { lockNamed } from '../../../../kernel/database/locks.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { ifAnswered } from '../../../../kernel/graphql/peers.js';
import { causeOf } from '../../../../kernel/values/logging.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { PROVIDER_STANDING, type ProviderStandingAnswer } from '../../../../schema/questions.js';
import type { Placement } from '../../entities/placements/placement.js';
import { type IncreaseWarning, increaseAnswer, STANDING_NOT_KNOWN } from '../../rules/variations/increase.js';

/** An increase that is about to be recorded. Dates are `YYYY-MM-DD`, `effectiveTo` null is open. */
interface Increase {
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly minutesBefore: number;
  readonly minutesAfter: number;
}

/** What the increase rests on, kept with it. */
export interface MoreAsked {
  readonly standingVersion: number;
  readonly warnings: IncreaseWarning[];
}

/**
 * Asks the provider's standing of its owner, and refuses an increase that it does not allow; if nobody answers there is
 * no increase. Increases of one provider follow one another, so that two cannot both find the last room under its
 * ceiling. [PROV-08, PROV-23]
 */
export async function askForMore(t: Transaction, placement: Placement, increase: Increase): Promise<MoreAsked> {
  const { council, providerId } = placement;
  await lockNamed(t, `cases/increase/${providerId}`);
  const standing = await standingOf(t, council, providerId);
  if (!standing) unlessRefused(STANDING_NOT_KNOWN);
  const known = standing!;
  const { policy } = await policyInForce(t.em, council, await t.now());
  const { refusals, warnings } = increaseAnswer(
    {
      standing: known,
      uncountedWeeklyMinutes: await uncounted(t, providerId, increase, known.capacity.countedTo),
      moreWeeklyMinutes: increase.minutesAfter - increase.minutesBefore,
      on: increase.effectiveFrom,
    },
    policy,
  );
  unlessRefused(refusals);
  return { standingVersion: known.version, warnings: [...warnings] };
}

/** Null if the register does not answer, or does not know the provider. */
async function standingOf(t: Transaction, council: string, provider: string): Promise<ProviderStanding | null> {
  const answer = await ifAnswered(
    t.ask<ProviderStandingAnswer>('providers', PROVIDER_STANDING, { provider, council }),
    (error) => t.log.warn(causeOf(error), 'the register did not answer'),
  );
  return answer?.providerStanding ?? null;
}

/**
 * Increases of the provider whose days meet these and that the register does not count yet: those to come, and those
 * whose event it has not read.
 */
async function uncounted(
  t: Transaction,
  providerId: string,
  { effectiveFrom, effectiveTo }: Increase,
  countedTo: number,
): Promise<number> {
  const [row] = (await t.em.execute(
    `select coalesce(sum(more.minutes_after - more.minutes_before), 0)::int as minutes from cases.variation more
     where more.provider_id = ? and more.kind in ('INCREASE', 'TEMPORARY_INCREASE') and more.state in ('AGREED', 'EFFECTIVE')
       and more.effective_from <= coalesce(?::text, more.effective_from) and coalesce(more.effective_to, ?) >= ?
       and not exists (select from platform.event told
         where told.type = 'VariationEffective' and told.subject = 'placement/' || more.placement_id
           and told.data->>'variationId' = more.id::text and told.seq <= ?)`,
    [providerId, effectiveTo, effectiveFrom, effectiveFrom, countedTo],
  )) as Array<{ minutes: number }>;
  return row!.minutes;
}
