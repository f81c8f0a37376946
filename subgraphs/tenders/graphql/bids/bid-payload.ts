import { Field, ObjectType } from 'type-graphql';
import { Payload } from '../../../../kernel/graphql/payload.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';

@ObjectType({ description: 'What came of an answer to an invitation.' })
export class BidPayload extends Payload {
  @Field(() => Bid, { nullable: true, description: 'The bid as it now stands; null if the answer was refused.' })
  bid!: Bid | null;
}

export function bidPayload({ result, refusals }: Outcome<Bid>): BidPayload {
  return { bid: result, refusals };
}
