import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayPrepare, prepareCallOff } from '../../commands/call-offs/prepare-call-off.js';
import { allowed as mayPublish, publishCallOff } from '../../commands/call-offs/publish-call-off.js';
import { InvolvedWord } from '../../entities/awards/words.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { CallOffPayload, callOffPayload } from './call-off-payload.js';

@InputType({ description: 'One question that every response answers (ROUT-44).' })
class QuestionInput {
  @Field(() => String, { description: 'A code of its own, of capitals, digits and _, at most 40.' })
  code!: string;

  @Field(() => String, { description: 'The question, in at most 500 characters; name nobody.' })
  text!: string;

  @Field(() => String, { description: 'What a good answer shows, in at most 500 characters; name nobody.' })
  criterion!: string;

  @Field(() => Int, { description: 'The highest score, 1 to 100; the lowest is 0.' })
  maximum!: number;

  @Field(() => Int, { description: 'How much it counts beside the others, 1 to 100.' })
  weight!: number;
}

@InputType({
  description: 'What responses to a drafted call-off are asked and scored by, and until when (EVAL-07, ROUT-44).',
})
class PrepareCallOffInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => Int, { description: 'How much cost counts, in per cent; more than nothing.' })
  costPct!: number;

  @Field(() => Int, { description: 'How much quality counts, in per cent; with cost it comes to 100.' })
  qualityPct!: number;

  @Field(() => [QuestionInput], { description: '1 to 20 questions.' })
  questions!: QuestionInput[];

  @Field(() => [InvolvedWord], {
    nullable: true,
    description:
      "Who of the person's side set the questions with the social worker. Needed where the person sets them.",
  })
  setBy?: Array<InvolvementEntry['who']> | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the lot whose members are asked. Needed on a route with lots, and on no other (PROV-19).',
  })
  lot?: string | null;

  @Field(() => DateTimeScalar, { description: 'The last instant at which a response is taken (WIN-11).' })
  bidsDueAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "Why providers have less than the policy's least time; at most 500 characters, name nobody (WIN-11).",
  })
  shorterBecause?: string | null;

  @Field(() => String, {
    description:
      "The procurement portal's reference of the notice, of at most 40 letters, digits and . / _ - (ROUT-41, ROUT-42).",
  })
  portalReference!: string;
}

@InputType({ description: 'The publication of a call-off that was prepared.' })
class PublishCallOffInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;
}

@Resolver()
export class Preparing {
  @Authorized<Role>(...mayPrepare.roles)
  @Mutation(() => CallOffPayload, {
    description:
      'Sets split, questions and deadline of a drafted call-off, on a route that is prepared; set again, it replaces what was set (EVAL-07, ROUT-44, WIN-11).',
  })
  async prepareCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => PrepareCallOffInput, { description: 'What is set.' }) input: PrepareCallOffInput,
  ): Promise<CallOffPayload> {
    const { callOffId, costPct, qualityPct, questions, portalReference, bidsDueAt, idempotencyKey } = input;
    return callOffPayload(
      await prepareCallOff(context.work, {
        ...{ callOffId, costPct, qualityPct, portalReference, idempotencyKey },
        questions: questions.map(({ code, text, criterion, maximum, weight }) => {
          return { code, text, criterion, maximum, weight };
        }),
        setBy: input.setBy ?? [],
        lot: input.lot ?? null,
        bidsDueAt: bidsDueAt.toISOString(),
        shorterBecause: input.shorterBecause ?? null,
      }),
    );
  }

  @Authorized<Role>(...mayPublish.roles)
  @Mutation(() => CallOffPayload, {
    description:
      'Publishes a call-off that was prepared; its invitees have until the stated deadline (WIN-11). After FACTS_UNAVAILABLE the same request may be sent again.',
  })
  async publishCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => PublishCallOffInput, { description: 'Which call-off.' }) input: PublishCallOffInput,
  ): Promise<CallOffPayload> {
    const { callOffId, idempotencyKey } = input;
    return callOffPayload(await publishCallOff(context.work, { callOffId, idempotencyKey }));
  }
}
