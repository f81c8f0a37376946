import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { awardCallOff, allowed as mayAward } from '../../commands/awards/award-call-off.js';
import { Award } from '../../entities/awards/award.js';
import { ExceptionReasonWord } from '../../entities/awards/words.js';
import type { ExceptionReason } from '../../rules/awards/allocation-exception.js';
import { Placement, placement } from '../references.js';
import { placementsOf } from './awards.js';
import { InvolvementInput } from './involvement.js';

@InputType({ description: 'Why a bid is chosen that does not come first (ROUT-09).' })
class AllocationExceptionInput {
  @Field(() => ExceptionReasonWord, { description: 'What outweighs the order.' })
  reason!: ExceptionReason;

  @Field(() => String, { description: 'What justifies that, without naming anybody.' })
  justification!: string;
}

@InputType({ description: 'A decision for one bid (AWRD-01).' })
class AwardCallOffInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the bid; left out, the bid that comes first.' })
  bidId?: string | null;

  @Field(() => AllocationExceptionInput, {
    nullable: true,
    description: 'Needed if the bid does not come first (ROUT-09).',
  })
  exception?: AllocationExceptionInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Needed before the window closes: why the award cannot wait (WIN-03).',
  })
  emergencyReason?: string | null;

  @Field(() => [InvolvementInput], {
    nullable: true,
    description: "Who of the person's side took part, beside what was recorded before (EVAL-11).",
  })
  involvement?: InvolvementInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Needed if nobody took part: why that was not possible (EVAL-11).',
  })
  notInvolvedBecause?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Of a scheme: the day on which the winner is to start, as it was agreed (ROUT-40, AWRD-06).',
  })
  agreedStart?: string | null;
}

@ObjectType({
  description:
    'What came of an award. After FACTS_UNAVAILABLE, and no other refusal, the same request may be sent again. A bid whose provider fails a gate ends, although its award is refused.',
})
class AwardPayload extends Payload {
  @Field(() => Award, { nullable: true, description: 'The award; null if it was refused.' })
  award!: Award | null;

  @Field(() => Placement, {
    nullable: true,
    description:
      'The placement that the award opens (AWRD-01). Its id is known at once; asked for more than that, it is null until cases has opened it, a moment later.',
  })
  placement!: Placement | null;

  @Field(() => [Placement], {
    description: 'Every placement that the award opens: one for each package (AWRD-01). None if it was refused.',
  })
  placements!: Placement[];
}

@Resolver()
export class AwardDecisions {
  @Authorized<Role>(...mayAward.roles)
  @Mutation(() => AwardPayload, {
    description:
      'Awards the package, or all that are sought together, to a bid, once every gate has been read again from its owner (AWRD-01, EVAL-01).',
  })
  async awardCallOff(
    @Ctx() context: RequestContext,
    @Arg('input', () => AwardCallOffInput, { description: 'The decision.' }) input: AwardCallOffInput,
  ): Promise<AwardPayload> {
    const { exception, involvement } = input;
    const { result, refusals } = await awardCallOff(context.work, {
      callOffId: input.callOffId,
      bidId: input.bidId ?? null,
      exception: exception ? { reason: exception.reason, justification: exception.justification } : null,
      emergencyReason: input.emergencyReason ?? null,
      involvement: (involvement ?? []).map(({ who, how, at }) => ({ who, how, at })),
      notInvolvedBecause: input.notInvolvedBecause ?? null,
      agreedStart: input.agreedStart ?? null,
      idempotencyKey: input.idempotencyKey,
    });
    const placementId = result?.placementId ?? null;
    const first = placementId === null ? null : placement(placementId);
    return { award: result, placement: first, placements: result ? placementsOf(result) : [], refusals };
  }
}
