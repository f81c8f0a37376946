import { Args, ArgsType, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { ServiceType, ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import type { Vehicle } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { doubtsOf, ratingsOf } from '../../entities/cqc/location.js';
import { Patch } from '../../entities/geography/patch.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { StandardFee } from '../../entities/homes/standard-fee.js';
import { FreshnessWord } from '../../entities/homes/words.js';
import { VehicleWord } from '../../entities/membership/words.js';
import { SOURCING } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { CategoryWord, ServiceUserGroupWord, SkillWord } from '../../entities/register/words.js';
import { LongListAreaWord, LongListDoubtWord, ServiceTypeWord } from '../../entities/sourcing/words.js';
import { candidatesFound } from '../../reads/sourcing/candidates.js';
import { gateFor } from '../../rules/cqc/gate.js';
import { NOT_YET_RATED } from '../../rules/cqc/ratings.js';
import { type Freshness, freshnessOf } from '../../rules/homes/freshness.js';
import { isHomeCategory, standardFeeOn } from '../../rules/homes/standard-fee.js';
import { placesFree } from '../../rules/homes/vacancies.js';
import { homePriceOn, MOST_DAYS_OFF, penceAboveFee } from '../../rules/homes/weekly-price.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import {
  type LongListArea,
  type LongListAsked,
  type LongListDoubt,
  longListMatch,
  longListStanding,
  placeKindAsked,
} from '../../rules/sourcing/long-list.js';
import { councilAsked, policyOf } from '../council-asked.js';
import { ProviderGate } from '../cqc/compliance.js';
import { asOneself } from '../reading.js';
import { type FactsOfCandidate, longListFacts } from './long-list-facts.js';

@ArgsType()
class LongListArgs extends PageArgs {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => CategoryWord, {
    description: 'What kind of care: homes are listed for a category of homes, or members.',
  })
  category!: ProviderCategory;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the patch in which a home must lie, or that a member must cover; anywhere if left out.',
  })
  patch?: string | null;

  @Field(() => ServiceTypeWord, { nullable: true, description: 'What type of service; any if left out.' })
  serviceType?: ServiceType | null;

  @Field(() => [ServiceUserGroupWord], { nullable: true, description: 'Groups that must all be accepted.' })
  groups?: ServiceUserGroup[] | null;

  @Field(() => [SkillWord], { nullable: true, description: 'Skills that must all be there.' })
  skills?: Skill[] | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: `The day from which care is wanted, today to ${MOST_DAYS_OFF} days ahead; today if left out.`,
  })
  on?: string | null;
}

@ObjectType({ description: 'What a place costs, and by how much that lies above what the council pays (PROV-21).' })
export class LongListPrice {
  @Field(() => PenceScalar, { description: 'Pence a week on the day.' })
  pence!: number;

  @Field(() => Boolean, { description: "Whether it was agreed with the council; otherwise it is the home's own." })
  agreed!: boolean;

  @Field(() => LocalDateScalar, { description: 'Since when.' })
  from!: string;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'The standard fee that applies, in pence a week; null if the council has set none.',
  })
  standardFeePence!: number | null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'By how much the price lies above it, 0 if it does not; null if there is no standard fee.',
  })
  penceAboveFee!: number | null;
}

/** A member, or one home of a member, that a long list puts before a broker. */
@ObjectType({ description: 'A member of the council, or a home of one, that matches what a long list is asked for.' })
@Reads('register:read')
export class LongListEntry {
  @Field(() => Provider, { description: 'The member.' })
  provider!: Provider;

  @Field(() => CareHome, { nullable: true, description: 'The home, for a category of homes.' })
  home!: CareHome | null;

  @Field(() => [VehicleWord], { description: 'Why it is in: the vehicles by which it is a member for the category.' })
  vehicles!: readonly Vehicle[];

  @Field(() => LongListAreaWord, { description: 'Why it is in: how it meets the area.' })
  area!: LongListArea;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the patch in which the home lies; null outside of the borough.',
  })
  patch!: string | null;

  @Field(() => ProviderGate, {
    description: 'What the council’s policy says of its CQC ratings for a long list (PROV-08).',
  })
  gate!: ProviderGate;

  @Field(() => FreshnessWord, {
    nullable: true,
    description: 'Of a home: whether its vacancies are current (PROV-22).',
  })
  freshness!: Freshness | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a home: how many places of the kind asked for are free by the day, as last stated; null if never.',
  })
  placesFree!: number | null;

  @Field(() => LongListPrice, { nullable: true, description: 'Of a home: what the place costs; null if it says none.' })
  price!: LongListPrice | null;

  @Field(() => Boolean, { description: 'Whether it may be chosen; otherwise `excludedFor` says why not.' })
  listed!: boolean;

  @Field(() => [LongListDoubtWord], { description: 'What excludes it.' })
  excludedFor!: readonly LongListDoubt[];

  @Field(() => [LongListDoubtWord], { description: 'What it is warned of.' })
  warnings!: readonly LongListDoubt[];
}

const LongListConnection = connectionOf(LongListEntry, 'LongListEntry');

@Resolver()
export class LongLists {
  @Authorized<Role>(...SOURCING)
  @Query(() => LongListConnection, {
    nullable: true,
    description:
      'The members of a council, or the homes of members, that match by category, area, type of service and needs, by name: each with why it is in, and if it is left out all the same, why (ROUT-23). Null for another council’s.',
  })
  async longList(@Args() args: LongListArgs, @Ctx() context: RequestContext): Promise<Page<LongListEntry> | null> {
    asOneself(context);
    const council = councilAsked(context, args.council);
    if (council === null) return null;
    const asked = await whatIsAsked(context, council, args);
    const page = await candidatesFound(context.em, council, asked, args);
    const found = page.edges.map(({ node }) => node);
    const facts = await longListFacts(context, council, found, asked.on);
    const fees = await context.em.find(StandardFee, { council });
    const policy = await policyOf(context, council);
    const now = await context.now();
    const entries = facts.map((each) => entryOf(each, { asked, council, fees, policy, now }));
    return {
      edges: page.edges.flatMap(({ cursor }, at) => (entries[at] ? [{ cursor, node: entries[at] }] : [])),
      pageInfo: page.pageInfo,
      get totalCount() {
        return page.totalCount ?? null;
      },
    };
  }
}

/** @throws GraphQLError BAD_USER_INPUT for a patch that the council does not have, or a day that is too far off */
async function whatIsAsked(context: RequestContext, council: string, args: LongListArgs): Promise<LongListAsked> {
  const today = localDateOf(await context.now());
  const on = args.on ?? today;
  if (on < today || on > addLocalDays(today, MOST_DAYS_OFF)) {
    throw badInput(`on takes a date from today to ${MOST_DAYS_OFF} days ahead.`);
  }
  const patch = args.patch ?? null;
  if (patch !== null && (await context.em.count(Patch, { council, code: patch })) === 0) {
    throw badInput('patch takes the code of a patch of the council.');
  }
  return {
    category: args.category,
    patch,
    serviceType: args.serviceType ?? null,
    groups: [...new Set(args.groups ?? [])],
    skills: [...new Set(args.skills ?? [])],
    on,
  };
}

/** The entry of a candidate; null if it does not match after all: the rule has the last word. */
function entryOf(
  { provider, home, location, candidate, statement, prices }: FactsOfCandidate,
  on: {
    readonly asked: LongListAsked;
    readonly council: string;
    readonly fees: readonly StandardFee[];
    readonly policy: Policy;
    readonly now: Date;
  },
): LongListEntry | null {
  const { asked, council, fees, policy, now } = on;
  const match = longListMatch(asked, candidate);
  if (!match) return null;
  const gate = gateFor(
    'LONG_LIST',
    {
      registered: location?.registered ?? false,
      ratings: location ? ratingsOf(location) : NOT_YET_RATED,
      doubts: location ? doubtsOf(location) : [],
    },
    policy.cqc.gate,
  );
  const freshness = home && freshnessOf(statement?.statedAt ?? null, now, policy.vacancy.staleDays);
  const kind = placeKindAsked(asked);
  const price = kind && homePriceOn(prices, { kind, council, on: asked.on });
  const { category } = asked;
  const fee = kind && isHomeCategory(category) ? standardFeeOn(fees, { kind, category, on: asked.on }) : null;
  return {
    provider,
    home,
    ...match,
    patch: candidate.home?.patch ?? null,
    gate,
    freshness,
    placesFree: kind && statement ? placesFree(statement.vacancies, kind, asked.on) : null,
    price: price && {
      pence: price.pence,
      agreed: price.council !== null,
      from: price.from,
      standardFeePence: fee?.pence ?? null,
      penceAboveFee: fee && penceAboveFee(price.pence, fee.pence),
    },
    ...longListStanding({ gate, freshness }, policy),
  };
}
