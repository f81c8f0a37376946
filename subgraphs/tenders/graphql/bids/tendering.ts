import { Arg, Authorized, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayTender, submitTender } from '../../commands/bids/submit-tender.js';
import { CareRequirement } from '../../entities/bids/requirement.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { requirementsFor } from '../../rules/bids/answer-form.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { BidPayload, bidPayload } from './bid-payload.js';

@InputType({ description: 'Whether one requirement of the advert can be met.' })
class RequirementAnswerInput {
  @Field(() => String, { description: 'Code of the requirement, as the advert has it.' })
  code!: string;

  @Field(() => Boolean, { description: 'Whether you can meet it.' })
  met!: boolean;
}

@InputType({ description: 'An on-line tender for a call-off that asks for tenders (ROUT-24).' })
class SubmitTenderInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read (WIN-14).' })
  version!: number;

  @Field(() => [RequirementAnswerInput], {
    nullable: true,
    description: 'An answer to each of the requirements of the advert, once each.',
  })
  requirements?: RequirementAnswerInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether you can meet the person's needs, outcomes and preferences.",
  })
  canMeetNeeds?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For a place in a home: id of the home of yours that would take the person; left out for other care.',
  })
  homeId?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day on which the care could start; of a place in a home, the day of admission.',
  })
  startDate?: string | null;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description:
      'Time of the first call, or of the admission. Needed if the advert has calls, and for a place in a home.',
  })
  startTime?: string | null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'What a week of the care would cost, if you say so. It is no part of the ranking (EVAL-06).',
  })
  weeklyPricePence?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was sent by the sender's clock (NFR-07)." })
  clientSentAt?: Date | null;
}

@Resolver(() => CallOff)
export class Tendering {
  @Needs<CallOff>('route', 'need')
  @FieldResolver(() => [CareRequirement], {
    nullable: true,
    description: 'What a tender answers, one by one (ROUT-24); null where the call-off is answered in another form.',
  })
  requirements(@Root() { route, need }: CallOff): readonly CareRequirement[] | null {
    return route && requirementsFor(definitionOf(route).answer, need);
  }

  @Authorized<Role>(...mayTender.roles)
  @Mutation(() => BidPayload, {
    description:
      'Tenders for a call-off that asks for tenders: an answer to each requirement, and whether the needs can be met (ROUT-24, WIN-10).',
  })
  async submitTender(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitTenderInput, { description: 'The tender.' }) input: SubmitTenderInput,
  ): Promise<BidPayload> {
    const { requirements } = input;
    return bidPayload(
      await submitTender(context.work, {
        callOffId: input.callOffId,
        version: input.version,
        requirementAnswers: requirements?.map(({ code, met }) => ({ code, met })) ?? null,
        canMeetNeeds: input.canMeetNeeds ?? null,
        startDate: input.startDate ?? null,
        startTime: input.startTime ?? null,
        weeklyPricePence: input.weeklyPricePence ?? null,
        homeId: input.homeId ?? null,
        clientSentAt: input.clientSentAt ?? null,
        idempotencyKey: input.idempotencyKey,
      }),
    );
  }
}
