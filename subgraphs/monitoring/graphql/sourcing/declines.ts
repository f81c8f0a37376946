import { Arg, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { declinesOf } from '../../commands/sourcing/measure-declines.js';
import { DeclineSpell } from '../../entities/sourcing/decline-spell.js';
import { Provider } from '../foreign.js';
import { FIGURE_READERS, whoseFigures } from '../whose.js';

const READERS: Role[] = [...FIGURE_READERS, 'broker'];

@ObjectType('DeclineMeasure', {
  description: 'How a patch provider answered its invitations of late; rounds that it was gated from left out (CM-06).',
})
class DeclineMeasureType {
  @Field(() => Provider, { description: 'The provider.' })
  provider!: Provider;

  @Field(() => Int, { description: 'Rolling weeks that are counted.' })
  weeks!: number;

  @Field(() => Int, { description: 'Invitations in them that are settled.' })
  invitations!: number;

  @Field(() => Int, { description: 'Of those, declined, left unanswered, or given back after the award.' })
  notTaken!: number;

  @Field(() => Int, { description: 'Not taken one after the other, up to the newest.' })
  inARow!: number;

  @Field(() => String, { nullable: true, description: 'SHARE or CONSECUTIVE: by what it declines persistently.' })
  persistent!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the present spell was flagged (NTF-32).' })
  flaggedAt!: Date | null;
}

@Resolver()
export class Declines {
  @Authorized<Role>(READERS)
  @Query(() => DeclineMeasureType, {
    nullable: true,
    description: 'Whether a provider declines persistently; a provider asks of itself (CM-06, KPI-29).',
  })
  async declineMeasure(
    @Ctx() context: RequestContext,
    @Arg('provider', () => ID, { nullable: true, description: 'The provider; a provider may leave itself out.' })
    provider?: string,
    @Arg('council', () => ID, { nullable: true, description: 'The council, where there are several.' })
    council?: string,
  ): Promise<DeclineMeasureType> {
    const of = whoseFigures(context, READERS, { provider, council });
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
