import { Args, Authorized, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { boundsOf } from '../../../../kernel/graphql/periods.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { UNMET_READERS } from '../../entities/readers.js';
import { failedCallOffs, stagesWithoutBid } from '../../reads/call-offs/unmet-needs.js';
import { SMALLEST_COUNT, type UnmetTables, unmetTables } from '../../rules/call-offs/unmet-need.js';
import { asOneself } from '../access.js';
import { asAYearAtMost, PeriodArgs } from '../period-args.js';

@ObjectType({ description: 'One number of a table.' })
@Reads('offers:read')
export class UnmetCell {
  @Field(() => String, {
    description:
      'What it counts: a patch by its code, a part of the day (MORNING, LUNCH, TEA, BED, NIGHT, UNSTATED), a skill or NONE, or a week by its Monday.',
  })
  key!: string;

  @Field(() => Int, { nullable: true, description: 'How many; null if it is suppressed.' })
  count!: number | null;

  @Field(() => Boolean, {
    description: `Whether it is not told: it is under ${SMALLEST_COUNT}, or another that is could be worked out from it.`,
  })
  suppressed!: boolean;
}

@ObjectType({ description: 'The same needs counted in several ways; what counts nothing is left out.' })
@Reads('offers:read')
export class UnmetCounts {
  @Field(() => Int, { nullable: true, description: `How many in all; null for 1 to ${SMALLEST_COUNT - 1}.` })
  total!: number | null;

  @Field(() => [UnmetCell], { description: 'By the patch in which care is needed.' })
  byPatch!: readonly UnmetCell[];

  @Field(() => [UnmetCell], { description: 'By the part of the day, in London, of the first start asked for.' })
  byTimeOfDay!: readonly UnmetCell[];

  @Field(() => [UnmetCell], { description: 'By skill; a need that asks for several counts for each.' })
  bySkill!: readonly UnmetCell[];

  @Field(() => [UnmetCell], { description: 'By the week in which they ended.' })
  byWeek!: readonly UnmetCell[];
}

/**
 * Small numbers are left out so that the tables may be handed on. Who may read call-offs one by one is not held off by
 * that, nor by asking for two periods that differ by a week.
 */
@ObjectType({ description: 'What nobody answered or took in a period, in numbers that name nobody.' })
@Reads('offers:read')
export class UnmetNeedLedger {
  @Field(() => UnmetCounts, { description: 'Call-offs that failed: nobody took them in any stage.' })
  failed!: UnmetTables;

  @Field(() => UnmetCounts, { description: 'Stages that ended without a bid, whatever became of them later.' })
  unanswered!: UnmetTables;
}

@Resolver()
export class UnmetNeeds {
  @Authorized<Role>(...UNMET_READERS)
  @Query(() => UnmetNeedLedger, {
    nullable: true,
    description:
      "What nobody answered or took of the caller's council in a period of a year at most, counted; small numbers are suppressed (SM-2, IDG-05).",
  })
  async unmetNeed(@Ctx() context: RequestContext, @Args() period: PeriodArgs): Promise<UnmetNeedLedger> {
    asOneself(context);
    asAYearAtMost(period);
    const { first, last } = boundsOf(period);
    const asked = { council: context.caller.organisation, first: first!, last: last! };
    return Object.assign(new UnmetNeedLedger(), {
      failed: unmetTables(await failedCallOffs(context.em, asked)),
      unanswered: unmetTables(await stagesWithoutBid(context.em, asked)),
    });
  }
}
