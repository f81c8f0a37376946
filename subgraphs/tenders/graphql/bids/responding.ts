import { Arg, Authorized, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as maySubmit, submitResponse } from '../../commands/bids/submit-response.js';
import { Bid } from '../../entities/bids/bid.js';
import { weeklyCostPence } from '../../rules/bids/response-content.js';
import { BidPayload, bidPayload } from './bid-payload.js';

@InputType({ description: 'One part of a package that costs money (ROUT-46).' })
class ResponseLineInput {
  @Field(() => String, { description: 'What it is, in at most 200 characters.' })
  what!: string;

  @Field(() => PenceScalar, { description: 'What a week of it costs, 1 or more.' })
  weeklyPence!: number;
}

@InputType({ description: 'The answer to one question of the advert (ROUT-44).' })
class ResponseAnswerInput {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => String, { description: 'The answer, in at most 4,000 characters. Say nothing about any person.' })
  text!: string;
}

@InputType({ description: 'How one of several people would be supported, in a bid for all of them (ROUT-39).' })
class CoveredPersonInput {
  @Field(() => Int, { description: 'Number of the person, as the advert has it.' })
  person!: number;

  @Field(() => String, {
    description: 'How the outcomes would be met, in at most 4,000 characters. Say nothing about who it is.',
  })
  outcomes!: string;

  @Field(() => PenceScalar, {
    description: "What a week of this person's own support costs, 0 or more, beside what is for all.",
  })
  weeklyPence!: number;
}

@InputType({ description: 'A response to a call-off that asks for one: a whole package (ROUT-46).' })
class SubmitResponseInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => Int, { description: 'Version of the advert that was read (WIN-14).' })
  version!: number;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which the care could start.' })
  startDate?: string | null;

  @Field(() => [ResponseLineInput], {
    description:
      '1 to 30 parts that cost money, at most £20,000 a week together, for each person; where one bid is for several people, what is for all of them, which may be nothing.',
  })
  costedLines!: ResponseLineInput[];

  @Field(() => [String], {
    nullable: true,
    description: 'At most 30 parts that cost nothing, or next to nothing: what the community provides.',
  })
  communityLines?: string[] | null;

  @Field(() => [ResponseAnswerInput], { description: 'An answer to each question of the advert.' })
  answers!: ResponseAnswerInput[];

  @Field(() => Boolean, { nullable: true, description: 'Whether you would coordinate the whole package; you must.' })
  coordinates?: boolean | null;

  @Field(() => [CoveredPersonInput], {
    nullable: true,
    description: 'Where the advert is for several people, each of them once; otherwise left out (ROUT-39).',
  })
  people?: CoveredPersonInput[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was sent by the sender's clock (NFR-07)." })
  clientSentAt?: Date | null;
}

@Resolver(() => Bid)
export class Responding {
  @FieldResolver(() => PenceScalar, { nullable: true, description: 'Of a response: what a week of it costs in all.' })
  weeklyCostPence(@Root() { response }: Bid): number | null {
    return response && weeklyCostPence(response);
  }

  @Authorized<Role>(...maySubmit.roles)
  @Mutation(() => BidPayload, {
    description:
      'Responds with a whole package, its costs and an answer to each question, to a call-off that asks for responses (ROUT-46, WIN-11).',
  })
  async submitResponse(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitResponseInput, { description: 'The response.' }) input: SubmitResponseInput,
  ): Promise<BidPayload> {
    const { callOffId, version, costedLines, answers, idempotencyKey } = input;
    return bidPayload(
      await submitResponse(context.work, {
        ...{ callOffId, version, idempotencyKey },
        startDate: input.startDate ?? null,
        costedLines: costedLines.map(({ what, weeklyPence }) => ({ what, weeklyPence })),
        communityLines: input.communityLines ?? [],
        answers: answers.map(({ question, text }) => ({ question, text })),
        coordinates: input.coordinates ?? null,
        people: (input.people ?? []).map(({ person, outcomes, weeklyPence }) => ({ person, outcomes, weeklyPence })),
        clientSentAt: input.clientSentAt ?? null,
      }),
    );
  }
}
