import {
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { boundsOf } from '../../../../kernel/graphql/periods.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { Award } from '../../entities/awards/award.js';
import { ExceptionReasonWord } from '../../entities/awards/words.js';
import { BIDDERS, EVALUATORS } from '../../entities/readers.js';
import { type CountsOfProvider, fairnessCounts } from '../../reads/evaluation/fairness-counts.js';
import type { ExceptionReason } from '../../rules/awards/allocation-exception.js';
import { fairnessShares, SHARED_STAGES } from '../../rules/evaluation/fairness-line.js';
import { asOneself } from '../access.js';
import { asAYearAtMost, PeriodArgs } from '../period-args.js';
import { Provider, provider } from '../references.js';

@ObjectType({ description: 'A package that went to a bid which did not come first (ROUT-09).' })
@Reads('offers:read')
export class FairnessException {
  @Field(() => ID, { description: 'Id of the award.' })
  awardId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  decidedAt!: Date;

  @Field(() => ExceptionReasonWord, { description: 'Why, in a code.' })
  reason!: ExceptionReason;

  @Authorized<Role>(...EVALUATORS)
  @Field(() => String, { nullable: true, description: 'What justifies it.' })
  justification!: string | null;
}

/**
 * One provider in one patch. A provider reads its own lines, of which only its own counts are given: `fairnessShares` says
 * why nothing else is.
 */
@ObjectType({
  description:
    'What one provider has had of one patch in a period, of the rounds that are shared out fairly (EVAL-02, SHOW-08).',
})
@Reads('offers:read')
export class FairnessLine {
  @Field(() => Council, { description: 'The council that buys.' })
  council!: string;

  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;

  @Field(() => Int, { description: 'Rounds closed in the period in which it was eligible, and asked.' })
  roundsInvited!: number;

  @Field(() => Int, { description: 'Of those, the ones in which it bid.' })
  roundsBid!: number;

  @Field(() => Int, { description: 'Packages awarded to it in the period that it has kept.' })
  packagesAwarded!: number;

  @Field(() => Int, { description: 'Worker-minutes a week of those packages.' })
  weeklyMinutesAwarded!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Rounds in which it was eligible and that were awarded to anybody; null to a provider (IDG-23).',
  })
  eligibleRounds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Worker-minutes a week that those rounds awarded; null to a provider (IDG-23).',
  })
  eligibleWeeklyMinutes!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Its share of the packages of those rounds, from 0 to 1; null if there were none, and to a provider.',
  })
  shareOfPackages!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its share of their hours, alike.' })
  shareOfHours!: number | null;

  @Field(() => [FairnessException], {
    nullable: true,
    description:
      'Those of its packages for which its bid did not come first; null to a provider, for a place tells of others.',
  })
  exceptions!: FairnessException[] | null;

  providerId!: string;
}

@ArgsType()
class FairnessLedgerArgs extends PeriodArgs {
  @Field(() => String, { nullable: true, description: 'Only this patch, by its code.' })
  patch?: string | null;
}

@Resolver(() => FairnessLine)
export class FairnessLedger {
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider.' })
  provider(@Root() { providerId }: FairnessLine): Provider {
    return provider(providerId);
  }

  @Authorized<Role>(...new Set([...EVALUATORS, ...BIDDERS]))
  @Query(() => [FairnessLine], {
    nullable: true,
    description:
      'Per patch and provider what was asked, bid for and awarded in a period of a year at most. A council reads all of its lines; a provider its own, with its own counts alone (EVAL-02, ROUT-09, SHOW-08, IDG-23).',
  })
  async fairnessLedger(
    @Ctx() context: RequestContext,
    @Args() { from, to, patch }: FairnessLedgerArgs,
  ): Promise<FairnessLine[]> {
    asOneself(context);
    asAYearAtMost({ from, to });
    const { caller, em } = context;
    const ofProvider = isProvider(caller);
    if (ofProvider && !isId(caller.organisation)) return [];
    const councils = ofProvider ? caller.councils : [caller.organisation];
    const { first, last } = boundsOf({ from, to });
    const rounds = { councils, patch: patch ?? null, providerId: ofProvider ? caller.organisation : null };
    const counts = await fairnessCounts(em, { ...rounds, first: first!, last: last! }, await context.now());
    const awards = ofProvider ? null : await exceptionsIn(context, rounds.patch, [first!, last!]);
    return counts.map((each) => lineOf(each, ofProvider ? 'PROVIDER' : 'COUNCIL', awards));
  }
}

/** Awards out of order that stand. */
function exceptionsIn(
  { em, caller }: RequestContext,
  patch: string | null,
  [first, last]: [Date, Date],
): Promise<Award[]> {
  return em.find(
    Award,
    {
      council: caller.organisation,
      ...{ undoneAt: null, exceptionReason: { $ne: null }, stage: { $in: [...SHARED_STAGES] } },
      decidedAt: { $gte: first, $lte: last },
      ...(patch === null ? {} : { patch }),
    },
    { orderBy: { decidedAt: 'asc', id: 'asc' } },
  );
}

function lineOf(
  counts: CountsOfProvider,
  reader: 'COUNCIL' | 'PROVIDER',
  exceptions: readonly Award[] | null,
): FairnessLine {
  const { council, patch, providerId, roundsInvited, roundsBid, packagesAwarded, weeklyMinutesAwarded } = counts;
  const own = exceptions?.filter((award) => award.providerId === providerId && award.patch === patch);
  return Object.assign(new FairnessLine(), {
    ...{ council, patch, providerId, roundsInvited, roundsBid, packagesAwarded, weeklyMinutesAwarded },
    ...fairnessShares(counts, reader),
    exceptions:
      own?.map((award) =>
        Object.assign(new FairnessException(), {
          awardId: award.id,
          decidedAt: award.decidedAt,
          reason: award.exceptionReason!,
          justification: award.exceptionJustification,
        }),
      ) ?? null,
  } satisfies FairnessLine);
}
