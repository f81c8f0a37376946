import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import { type Page, PageArgs, PageInfo, readPage } from '../../../../kernel/graphql/pages.js';
import { boundsOf } from '../../../../kernel/graphql/periods.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Award } from '../../entities/awards/award.js';
import { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { ReplayDifferenceWord, ReplayLimitWord } from '../../entities/evaluation/replay-words.js';
import { EVALUATORS } from '../../entities/readers.js';
import { type ReplayedAward, replayAwards } from '../../reads/evaluation/replay-awards.js';
import type { ReplayDifference as Difference, ReplayLimit } from '../../rules/evaluation/replay.js';
import { asOneself } from '../access.js';
import { Provider, provider } from '../references.js';

@ObjectType({ description: 'One thing about one bid that differs when its evaluation is run again (EVAL-13).' })
@Reads('offers:read')
export class ReplayDifference {
  @Field(() => ID, { description: 'Id of the bid.' })
  bidId!: string;

  @Field(() => ReplayDifferenceWord, { description: 'What kind of thing it is.' })
  kind!: Difference['kind'];

  @Field(() => String, { description: 'Which check, criterion or figure, by its name; place for the place.' })
  what!: string;

  @Field(() => String, { description: 'Catalogue id of the rule that gave it.' })
  rule!: string;

  @Field(() => [String], {
    description: 'Keys of the policy that it rests on and that differ between the two versions; a place rests on all.',
  })
  policyKeys!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'What it was at the award; null where it was not applied, or there was no place.',
  })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'What it comes to now; null as with before.' })
  after!: string | null;

  providerId!: string;
}

/** An award's evaluation run again; the award itself is as it was. */
@ObjectType({
  description:
    'The evaluation behind an award run again on the facts of its instant. It judges the bids that were made, and changes nothing (EVAL-13).',
})
@Reads('offers:read')
export class Replay {
  @Field(() => Award, { description: 'The award, with the order that it was taken upon.' })
  award!: Award;

  @Field(() => String, { description: 'Version of the policy by which it is judged here.' })
  policyVersion!: string;

  @Field(() => [RankedBid], {
    nullable: true,
    description: 'The order that it comes to here; null if it cannot be replayed. The order then is that of the award.',
  })
  order!: readonly RankedBid[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the same bid comes first; null if it cannot be told, or if somebody else chose.',
  })
  sameFirst!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether by its own version it comes to the very order that was kept; null if it cannot be replayed.',
  })
  faithful!: boolean | null;

  @Field(() => [ReplayDifference], { description: 'Everything that differs, bid by bid.' })
  differences!: readonly Difference[];

  @Field(() => [ReplayLimitWord], { description: 'What this replay cannot tell; empty if there is nothing.' })
  limits!: readonly ReplayLimit[];
}

@ObjectType({ description: 'One award of the page, replayed.' })
export class ReplayEdge {
  @Field(() => String, { description: 'Opaque position of the row.' })
  cursor!: string;

  @Field(() => Replay, { description: 'The row.' })
  node!: Replay;
}

@ObjectType({ description: 'One page of the awards of a period, replayed.' })
export class ReplayConnection {
  @Field(() => [ReplayEdge], { description: 'The rows in order, the earliest award first.' })
  edges!: readonly ReplayEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many awards of this page differ in anything; add up the pages for a period.' })
  differing!: number;

  @Field(() => Int, { description: 'For how many of this page another bid comes first.' })
  otherFirst!: number;

  @Field(() => Int, { description: 'How many of this page cannot be replayed, or were chosen by somebody.' })
  notDecided!: number;
}

@ArgsType()
class ReplayPeriodArgs extends PageArgs {
  @Field(() => LocalDateScalar, { description: 'Only awards made on this day or later.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Only awards made on this day or earlier.' })
  to!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the policy to judge by, such as bromley/3; left out, each award by its own.',
  })
  policyVersion?: string | null;
}

@Resolver()
export class Replays {
  @Authorized<Role>(...EVALUATORS)
  @Query(() => Replay, {
    nullable: true,
    description:
      "Runs the evaluation behind an award of the caller's council again, under its own version of the policy or another, and names every difference (EVAL-13).",
  })
  async replayAward(
    @Ctx() context: RequestContext,
    @Arg('awardId', () => ID, { description: 'Id of the award.' }) awardId: string,
    @Arg('policyVersion', () => String, {
      nullable: true,
      description: 'Version of the policy to judge by, such as bromley/3; left out, its own.',
    })
    policyVersion?: string | null,
  ): Promise<Replay | null> {
    asOneself(context);
    const award = await context.byId(Award, awardId);
    const [replay] = award ? await replayed(context, [award], policyVersion ?? null) : [];
    return replay ?? null;
  }

  @Authorized<Role>(...EVALUATORS)
  @Query(() => ReplayConnection, {
    nullable: true,
    description:
      "The awards of the caller's council in a period, those given back among them, each replayed as by replayAward (EVAL-13).",
  })
  async replayPeriod(@Ctx() context: RequestContext, @Args() args: ReplayPeriodArgs): Promise<ReplayConnection> {
    asOneself(context);
    const page = await awardsOfPeriod(context, args);
    const replays = await replayed(
      context,
      page.edges.map(({ node }) => node),
      args.policyVersion ?? null,
    );
    return {
      edges: page.edges.map(({ cursor }, nth) => ({ cursor, node: replays[nth]! })),
      pageInfo: page.pageInfo,
      differing: replays.filter(({ differences }) => differences.length > 0).length,
      otherFirst: replays.filter(({ sameFirst }) => sameFirst === false).length,
      notDecided: replays.filter(({ sameFirst }) => sameFirst === null).length,
    };
  }
}

@Resolver(() => ReplayDifference)
export class ReplayDifferences {
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that made the bid.' })
  provider(@Root() { providerId }: ReplayDifference): Provider {
    return provider(providerId);
  }
}

/** Whole awards: a replay rests on more of each than the answer shows. */
function awardsOfPeriod(context: RequestContext, args: ReplayPeriodArgs): Promise<Page<Award>> {
  const { first, last } = boundsOf(args);
  const where = { council: context.caller.organisation, decidedAt: { $gte: first!, $lte: last! } };
  return readPage(context.em, Award, { where, by: { decidedAt: 'instant', id: 'id' } }, args);
}

async function replayed(
  context: RequestContext,
  awards: readonly Award[],
  version: string | null,
): Promise<readonly Replay[]> {
  const replays = await replayAwards(context.em, context.caller.organisation, awards, version);
  if (!replays) throw badInput("policyVersion takes a version of the caller's own council, such as bromley/3.");
  return replays.map(shown);
}

function shown({ orderNow, ...replay }: ReplayedAward): Replay {
  return Object.assign(new Replay(), { ...replay, order: orderNow });
}
