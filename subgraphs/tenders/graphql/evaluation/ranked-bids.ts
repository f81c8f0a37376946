import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Bid } from '../../entities/bids/bid.js';
import { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { EVALUATORS } from '../../entities/readers.js';
import { Provider, provider } from '../references.js';

/** What a board says of a suggested offer beside its reasons: whose it is, and its gates. */
@Resolver(() => RankedBid)
export class RankedBids {
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that made the bid.' })
  provider(@Root() { providerId }: RankedBid): Provider {
    return provider(providerId);
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Bid, { nullable: true, description: 'The bid, with its gates and criteria (EVAL-01, EVAL-04).' })
  bid(@Root() { bidId }: RankedBid, @Ctx() context: RequestContext): Promise<Bid | null> {
    return context.byId(Bid, bidId);
  }
}
