import { Args, Authorized, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { DeclineSpell } from '../../entities/sourcing/decline-spell.js';
import { PersistentDeclineWord } from '../../entities/sourcing/words.js';
import { declinesOf } from '../../reads/sourcing/declines.js';
import type { PersistentDecline } from '../../rules/sourcing/persistent-decline.js';
import { WhoseArgs } from '../figures/figures-args.js';
import { Provider } from '../references.js';
import { FIGURE_READERS, whoseFigures } from '../whose.js';

const READERS: Role[] = [...FIGURE_READERS, 'broker'];

@ObjectType('DeclineMeasure', {
  description: 'How a patch provider answered its latest invitations, without those that it was gated from (CM-06).',
})
@Reads('figures:read')
class DeclineMeasureType {
  @Field(() => Provider, { description: 'The provider.' })
  provider!: Provider;

  @Field(() => Int, { description: 'How many weeks back are counted.' })
  weeks!: number;

  @Field(() => Int, { description: 'Settled invitations in those weeks.' })
  invitations!: number;

  @Field(() => Int, { description: 'How many of them were declined, left unanswered, or given back after the award.' })
  notTaken!: number;

  @Field(() => Int, { description: 'How many of those it had no room for (ROUT-13).' })
  forCapacity!: number;

  @Field(() => Int, { description: 'How many of those did not suit it, whatever room it had (ROUT-13).' })
  unsuitable!: number;

  @Field(() => Int, { description: 'How many of those it left unanswered.' })
  unanswered!: number;

  @Field(() => Int, { description: 'How many were not taken in a row, up to the newest.' })
  inARow!: number;

  @Field(() => PersistentDeclineWord, {
    nullable: true,
    description: 'By what it declines persistently; null if it does not.',
  })
  persistent!: PersistentDecline | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the present spell was flagged; null if there is none (NTF-32).',
  })
  flaggedAt!: Date | null;
}

@Resolver()
export class Declines {
  @Authorized<Role>(READERS)
  @Query(() => DeclineMeasureType, {
    nullable: true,
    description: 'Whether a provider declines persistently; a provider asks of itself (CM-06, KPI-29).',
  })
  async declineMeasure(@Ctx() context: RequestContext, @Args() whose: WhoseArgs): Promise<DeclineMeasureType> {
    const of = whoseFigures(context, READERS, whose);
    const now = await context.now();
    const { policy } = await policyInForce(context.em, of.council, now);
    const measure = await declinesOf(context.em, { ...of, now }, policy);
    const spell = await context.em.findOne(DeclineSpell, { ...of, until: null });
    return {
      provider: Object.assign(new Provider(), { id: of.providerId }),
      weeks: policy.contract.declineWeeks,
      ...measure,
      flaggedAt: spell?.since ?? null,
    };
  }
}
