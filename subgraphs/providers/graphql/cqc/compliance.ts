import { Arg, Authorized, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { GateAnswer } from '../../../../schema/events/providers.js';
import type { GatePurpose, Rating } from '../../../../schema/policy.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { doubtsOf } from '../../entities/cqc/location.js';
import { KeyQuestionRatings } from '../../entities/cqc/rating-set.js';
import {
  GateAnswerWord,
  GatePurposeWord,
  GateReasonWord,
  PlanFaultWord,
  RatedItemWord,
  RatingWord,
} from '../../entities/cqc/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { type Gate, type GateReason, gateFor } from '../../rules/cqc/gate.js';
import { improvementPlanCompliant, type PlanFault, uncoveredItems } from '../../rules/cqc/improvement-plan.js';
import { breaksMinimumRating, meetsMinimumRating } from '../../rules/cqc/minimum-rating.js';
import type { RatedItem } from '../../rules/cqc/ratings.js';
import { COUNCIL, councilAsked, policyOf } from '../council-asked.js';
import { ofProvider } from '../own-rows.js';
import { locationOf, ratingsOfProvider } from './location-of.js';

@ObjectType({ description: 'Whether a provider may be used for a purpose, and what decided it (PROV-08).' })
export class ProviderGate implements Gate {
  @Field(() => GateAnswerWord, { description: 'The answer.' })
  answer!: GateAnswer;

  @Field(() => GateReasonWord, { description: 'What decided it.' })
  reason!: GateReason;
}

@ObjectType({ description: 'A rating below Good that no improvement plan covers (PROV-05).' })
export class UncoveredRating {
  @Field(() => RatedItemWord, { description: 'What is rated below Good.' })
  item!: RatedItem;

  @Field(() => PlanFaultWord, { description: 'Why no plan covers it.' })
  fault!: PlanFault;
}

/** What CQC's registration and ratings let a provider do. */
@Resolver(() => Provider)
export class Compliance {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => Boolean, { description: 'Whether CQC registers it (PROV-02).' })
  async registered(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<boolean> {
    return (await locationOf(context, provider))?.registered ?? false;
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => RatingWord, { description: 'The overall rating (PROV-03).' })
  async overallRating(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<Rating> {
    return (await ratingsOfProvider(context, provider)).overall;
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => KeyQuestionRatings, { description: 'The ratings of the five key questions (PROV-03).' })
  async keyQuestions(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<KeyQuestionRatings> {
    return (await ratingsOfProvider(context, provider)).keyQuestions;
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => Boolean, { description: 'Whether it is rated Good or better overall (PROV-04).' })
  async meetsMinimum(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<boolean> {
    return meetsMinimumRating((await ratingsOfProvider(context, provider)).overall);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether it is rated below Good without a compliant improvement plan (PROV-04); null if you must name the council.',
  })
  async breaksMinimum(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<boolean | null> {
    const uncovered = await uncoveredOf(context, provider, council);
    if (uncovered === null) return null;
    return breaksMinimumRating((await ratingsOfProvider(context, provider)).overall, uncovered.length === 0);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => ProviderGate, {
    nullable: true,
    description:
      "Whether this council's policy lets it be used for a purpose (PROV-08); null if you must name the council.",
  })
  async gate(
    @Root() provider: Provider,
    @Arg('purpose', () => GatePurposeWord, { description: 'What the provider is wanted for.' }) purpose: GatePurpose,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ProviderGate | null> {
    const asked = councilAsked(context, council);
    if (asked === null) return null;
    const { cqc } = await policyOf(context, asked);
    const location = await locationOf(context, provider);
    const registered = location?.registered ?? false;
    const facts = {
      registered,
      ratings: await ratingsOfProvider(context, provider),
      doubts: location ? doubtsOf(location) : [],
    };
    return gateFor(purpose, facts, cqc.gate);
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether active, shared, unexpired plans cover every rating below Good (PROV-05); null if you must name the council.',
  })
  async improvementPlanCompliant(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<boolean | null> {
    const asked = await plansAsked(context, provider, council);
    if (asked === null) return null;
    return improvementPlanCompliant(
      await ratingsOfProvider(context, provider),
      asked,
      localDateOf(await context.now()),
    );
  }

  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id', 'cqcLocationId')
  @FieldResolver(() => [UncoveredRating], {
    nullable: true,
    description:
      'The ratings below Good that no improvement plan covers, and why (PROV-05); null if you must name the council.',
  })
  uncoveredRatings(
    @Root() provider: Provider,
    @Arg('council', () => ID, COUNCIL) council: string | null,
    @Ctx() context: RequestContext,
  ): Promise<readonly UncoveredRating[] | null> {
    return uncoveredOf(context, provider, council);
  }
}

async function uncoveredOf(context: RequestContext, provider: Provider, council: string | null) {
  const plans = await plansAsked(context, provider, council);
  if (plans === null) return null;
  return uncoveredItems(await ratingsOfProvider(context, provider), plans, localDateOf(await context.now()));
}

/** The plans that the provider owes or has with the council asked about; null if it must be named. */
async function plansAsked(context: RequestContext, provider: Provider, council: string | null) {
  const asked = councilAsked(context, council);
  if (asked === null) return null;
  return (await ofProvider(context, ImprovementPlan, provider.id)).filter((plan) => plan.council === asked);
}
