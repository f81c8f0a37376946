import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayRefuse, refuseAward } from '../../commands/awards/refuse-award.js';
import { DeclineReasonWord } from '../../entities/bids/words.js';
import type { AwardRefusalReason } from '../../rules/invitations/decline.js';
import { BidPayload, bidPayload } from '../bids/bid-payload.js';

@InputType({ description: 'The return of an award whose winner cannot proceed (AWRD-09).' })
class RefuseAwardInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => DeclineReasonWord, { description: 'Why.' })
  reason!: AwardRefusalReason;
}

@Resolver()
export class AwardRefusals {
  @Authorized<Role>(...mayRefuse.roles)
  @Mutation(() => BidPayload, { description: 'Gives back an award that its winner cannot carry out (AWRD-09).' })
  async refuseAward(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefuseAwardInput, { description: 'Which award, and why.' }) input: RefuseAwardInput,
  ): Promise<BidPayload> {
    const { callOffId, reason, idempotencyKey } = input;
    return bidPayload(await refuseAward(context.work, { callOffId, reason, idempotencyKey }));
  }
}
