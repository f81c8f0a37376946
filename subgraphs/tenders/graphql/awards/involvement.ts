import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayRecord, recordInvolvement } from '../../commands/awards/record-involvement.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { InvolvedWord } from '../../entities/awards/words.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';

@InputType({ description: "Who of the person's side took part in a decision (EVAL-11)." })
export class InvolvementInput {
  @Field(() => InvolvedWord, { description: 'Who took part, never by name.' })
  who!: InvolvementEntry['who'];

  @Field(() => String, { description: 'How they took part.' })
  how!: string;

  @Field(() => DateTimeScalar, { description: 'When they took part.' })
  at!: Date;
}

@InputType({ description: "Who of the person's side took part in the choice of a provider (EVAL-11)." })
class RecordInvolvementInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => InvolvedWord, { description: 'Who took part, never by name.' })
  who!: InvolvementEntry['who'];

  @Field(() => String, { description: 'How they took part.' })
  how!: string;

  @Field(() => DateTimeScalar, { description: 'When they took part.' })
  at!: Date;
}

@ObjectType({ description: 'What came of recording who took part.' })
class InvolvementPayload extends Payload {
  @Field(() => Involvement, { nullable: true, description: 'The entry as kept; null if it was refused.' })
  involvement!: Involvement | null;
}

@Resolver()
export class Involvements {
  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => InvolvementPayload, {
    description: "Records who of the person's side took part in the choice, how and when (EVAL-11).",
  })
  async recordInvolvement(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordInvolvementInput, { description: 'Who, how and when.' }) input: RecordInvolvementInput,
  ): Promise<InvolvementPayload> {
    const { callOffId, who, how, at, idempotencyKey } = input;
    const { result, refusals } = await recordInvolvement(context.work, { callOffId, who, how, at, idempotencyKey });
    return { involvement: result, refusals };
  }
}
