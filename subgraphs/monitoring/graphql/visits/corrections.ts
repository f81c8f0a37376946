import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { correctVisit, allowed as mayCorrect } from '../../commands/visits/correct-visit.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitStateWord } from '../../entities/visits/words.js';
import type { VisitState } from '../../rules/visits/visit-states.js';

@InputType({ description: 'What an officer found about a visit, on evidence.' })
class CorrectVisitInput extends ActInput {
  @Field(() => ID, { description: 'Id of the visit, which must be over.' })
  visitId!: string;

  @Field(() => VisitStateWord, { description: 'The state in which it was found to be.' })
  state!: VisitState;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes of care, if the evidence shows other ones.' })
  actualMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Worker-minutes that the council accepts to pay, such as of a visit that it had not commissioned; left out, the rules say how many.',
  })
  acceptedMinutes?: number | null;

  @Field(() => String, { description: 'Why; up to 500 characters, and nobody is named.' })
  reason!: string;

  @Field(() => String, { description: 'The evidence, by its reference; up to 500 characters.' })
  evidence!: string;
}

@ObjectType({ description: 'What came of correcting a visit.' })
class CorrectVisitPayload extends Payload {
  @Field(() => Visit, { nullable: true, description: 'The visit as it now stands; null if the act was refused.' })
  visit!: Visit | null;
}

@Resolver()
export class Corrections {
  @Authorized<Role>(...mayCorrect.roles)
  @Mutation(() => CorrectVisitPayload, {
    description: 'Corrects, on evidence, what the systems say about a visit that is over; audited (SM-8, DEL-10).',
  })
  async correctVisit(
    @Ctx() { work }: RequestContext,
    @Arg('input', () => CorrectVisitInput, { description: 'What was found.' }) input: CorrectVisitInput,
  ): Promise<CorrectVisitPayload> {
    const { visitId, state, actualMinutes = null, acceptedMinutes = null, reason, evidence, idempotencyKey } = input;
    const given = { visitId, state, actualMinutes, acceptedMinutes, reason, evidence, idempotencyKey };
    const { result, refusals } = await correctVisit(work, given);
    return { visit: result, refusals };
  }
}
