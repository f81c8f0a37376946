import { Arg, Authorized, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { DateTimeScalar, PenceScalar } from '../../../kernel/graphql/scalars.js';
import { localDateOf } from '../../../kernel/time/working-time.js';
import type { CareType } from '../../../schema/events/cases.js';
import type { GatePurpose, Rating } from '../../../schema/policy.js';
import { ImprovementPlan } from '../entities/cqc/improvement-plan.js';
import { Location, ratingsOf } from '../entities/cqc/location.js';
import { KeyQuestionRatings, PublishedRatings } from '../entities/cqc/rating-set.js';
import { AlertResource } from '../entities/hours/alert-resource.js';
import { CapacityStatement, Workload } from '../entities/hours/capacity.js';
import { Membership } from '../entities/membership/membership.js';
import { LowRateQuery, Rate } from '../entities/rates/rate.js';
import { COMMERCIAL, EVERYBODY } from '../entities/readers.js';
import { Provider } from '../entities/register/provider.js';
import { CareTypeWord, GateAnswerWord, GatePurposeWord, RatingWord } from '../entities/words.js';
import { type Gate, type GateAnswer, gateFor } from '../rules/cqc/gate.js';
import { improvementPlanCompliant } from '../rules/cqc/improvement-plan.js';
import { meetsMinimumRating } from '../rules/cqc/minimum-rating.js';
import { NOT_YET_RATED } from '../rules/cqc/ratings.js';
import { ceilingMinutes, privateMinutesInForce } from '../rules/rates/ceiling.js';
import { blendedRatePence } from '../rules/rates/rates.js';
import { councilAsked, locationOf, nowOf, ofProvider, policyOf } from './loaders.js';

@ObjectType({ description: 'Whether a provider may be used for a purpose, and what decided it (PROV-08).' })
export class ProviderGate implements Gate {
  @Field(() => GateAnswerWord, { description: 'The answer.' })
  answer!: GateAnswer;

  @Field(() => String, { description: 'The rating that decided, or NOT_REGISTERED.' })
  reason!: Gate['reason'];
}

@ObjectType({ description: "A provider's weekly hours beside a council's ceiling (PROV-23)." })
export class CeilingPosition {
  @Field(() => Int, {
    nullable: true,
    description: 'Declared private worker-minutes; null when undeclared or too old.',
  })
  privateWeeklyMinutes!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When private hours were declared last.' })
  declaredAt!: Date | null;

  @Field(() => Int, { description: 'Worker-minutes of awarded packages, all councils.' })
  committedWeeklyMinutes!: number;

  @Field(() => Int, { description: 'The ceiling in worker-minutes.' })
  ceilingWeeklyMinutes!: number;

  @Field(() => Int, { description: 'Whole percent of the ceiling, rounded down.' })
  pct!: number;
}

@ObjectType({ description: 'The hourly price in force today for one type of care (PROV-32).' })
export class BlendedRate {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => CareTypeWord, { description: 'Type of care.' })
  careType!: CareType;

  @Field(() => PenceScalar, { description: 'Pence an hour.' })
  pence!: number;
}

const COUNCIL = {
  nullable: true,
  description: 'Which council; may be left out by a caller that acts within one.',
} as const;

@Resolver(() => Location)
export class LocationFields {
  @Authorized(EVERYBODY)
  @FieldResolver(() => PublishedRatings, { description: 'What CQC rates it now (PROV-03).' })
  ratings(@Root() location: Location): Omit<PublishedRatings, 'id' | 'locationId' | 'providerId' | 'publishedOn'> {
    return ratingsOf(location) as PublishedRatings;
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => [PublishedRatings], { description: 'Every publication, newest first (PROV-03).' })
  async history(@Root() location: Location, @Ctx() context: RequestContext): Promise<PublishedRatings[]> {
    const sets = await ofProvider(context, PublishedRatings, location.providerId);
    return sets
      .filter(({ locationId }) => locationId === location.id)
      .sort((one, other) => (one.publishedOn < other.publishedOn ? 1 : -1));
  }
}

@Resolver(() => Provider)
export class ProviderFields {
  @Authorized(EVERYBODY)
  @FieldResolver(() => [Location], { description: 'Its CQC locations (PROV-02).' })
  locations(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Location[]> {
    return ofProvider(context, Location, provider.id);
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => Boolean, { description: 'Whether CQC registers it (PROV-02).' })
  async registered(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<boolean> {
    return (await locationOf(context, provider))?.registered ?? false;
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => RatingWord, { description: 'The overall rating (PROV-03).' })
  async overallRating(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Rating> {
    return (await ratingsOfProvider(context, provider)).overall;
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => KeyQuestionRatings, { description: 'The five key questions (PROV-03).' })
  async keyQuestions(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<KeyQuestionRatings> {
    return (await ratingsOfProvider(context, provider)).keyQuestions;
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => Boolean, { description: 'Whether it is rated Good or better overall (PROV-04).' })
  async meetsMinimum(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<boolean> {
    return meetsMinimumRating((await ratingsOfProvider(context, provider)).overall);
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => ProviderGate, {
    nullable: true,
    description: "Whether this council's policy lets it be used for a purpose (PROV-08).",
  })
  async gate(
    @Root() provider: Provider,
    @Arg('purpose', () => GatePurposeWord, { description: 'What it is wanted for.' }) purpose: GatePurpose,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ProviderGate | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const { cqc } = await policyOf(context, asked);
    const registered = (await locationOf(context, provider))?.registered ?? false;
    return gateFor(purpose, { registered, ratings: await ratingsOfProvider(context, provider) }, cqc.gate);
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether active, shared, unexpired plans cover every rating below Good (PROV-05).',
  })
  async improvementPlanCompliant(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<boolean | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const plans = (await ofProvider(context, ImprovementPlan, provider.id)).filter((plan) => plan.council === asked);
    return improvementPlanCompliant(
      await ratingsOfProvider(context, provider),
      plans,
      localDateOf(await nowOf(context)),
    );
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => [ImprovementPlan], { description: 'Its improvement plans (PROV-05).' })
  improvementPlans(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<ImprovementPlan[]> {
    return ofProvider(context, ImprovementPlan, provider.id);
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => [Membership], {
    description: "A council sees its own vehicles' memberships, a provider all of its own (PROV-12).",
  })
  memberships(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Membership[]> {
    return ofProvider(context, Membership, provider.id);
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => CeilingPosition, {
    nullable: true,
    description: 'Its weekly hours beside the ceiling (PROV-23).',
  })
  async ceiling(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<CeilingPosition | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const { capacity } = await policyOf(context, asked);
    const workload = await workloadOf(context, provider.id);
    const {
      privateWeeklyMinutes: weeklyMinutes = null,
      declaredAt = null,
      committedWeeklyMinutes = 0,
    } = workload ?? {};
    const declared = weeklyMinutes !== null && declaredAt !== null ? { weeklyMinutes, declaredAt } : null;
    const privateWeeklyMinutes = privateMinutesInForce(declared, await nowOf(context), capacity.declarationDays);
    const ceilingWeeklyMinutes = ceilingMinutes(capacity);
    return {
      privateWeeklyMinutes,
      declaredAt,
      committedWeeklyMinutes,
      ceilingWeeklyMinutes,
      pct: Math.floor((((privateWeeklyMinutes ?? 0) + committedWeeklyMinutes) * 100) / ceilingWeeklyMinutes),
    };
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => [CapacityStatement], { description: 'What it has free, council by council (PROV-24).' })
  capacityStatements(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<CapacityStatement[]> {
    return ofProvider(context, CapacityStatement, provider.id);
  }

  @Authorized(EVERYBODY)
  @FieldResolver(() => AlertResource, {
    nullable: true,
    description: 'Who watches over its alerts, as declared; null when never (DEL-22, DEL-29).',
  })
  async alertResource(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<AlertResource | null> {
    return (await ofProvider(context, AlertResource, provider.id))[0] ?? null;
  }

  @Authorized(COMMERCIAL)
  @FieldResolver(() => [Rate], {
    nullable: true,
    description: "All its prices, dated: the caller's own only (IDG-26).",
  })
  rates(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Rate[]> {
    return ofProvider(context, Rate, provider.id);
  }

  @Authorized(COMMERCIAL)
  @FieldResolver(() => [BlendedRate], {
    nullable: true,
    description: "Its hourly prices in force today: the caller's own only (PROV-32, IDG-26).",
  })
  async blendedRates(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<BlendedRate[]> {
    const rates = await ofProvider(context, Rate, provider.id);
    const today = localDateOf(await nowOf(context));
    return [...new Set(rates.map(({ council }) => council))].sort().flatMap((council) => {
      const inForce = blendedRatePence(
        rates.filter((rate) => rate.council === council),
        today,
      );
      return (Object.entries(inForce) as Array<[CareType, number]>).map(([careType, pence]) => ({
        council,
        careType,
        pence,
      }));
    });
  }

  @Authorized(COMMERCIAL)
  @FieldResolver(() => [LowRateQuery], {
    nullable: true,
    description: "Questions about its prices: the caller's own only (PROV-33, IDG-26).",
  })
  lowRateQueries(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<LowRateQuery[]> {
    return ofProvider(context, LowRateQuery, provider.id);
  }
}

async function ratingsOfProvider(context: RequestContext, provider: Provider) {
  const location = await locationOf(context, provider);
  return location ? ratingsOf(location) : NOT_YET_RATED;
}

function workloadOf(context: RequestContext, providerId: string): Promise<Workload | null> {
  const loader = context.loader<string, Workload>('workload', async (ids) => {
    const rows = await context.em.find(Workload, { providerId: { $in: [...ids] } });
    return ids.map((id) => rows.find((row) => row.providerId === id) ?? null);
  });
  return loader.load(providerId);
}
