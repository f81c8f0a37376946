import { Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { boardList, PlainBoardArgs } from '../../../../kernel/graphql/boards.js';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { ContractReview } from '../../entities/contract/contract-review.js';
import { type ReviewState, ReviewStateWord } from '../../entities/contract/words.js';
import { REVIEW_READERS } from '../../entities/readers.js';
import { asOneself } from '../reading.js';
import { Provider } from '../references.js';

const ContractReviewConnection = connectionOf(ContractReview, 'ContractReview');

@ArgsType()
class ContractReviewBoardArgs extends PlainBoardArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the only provider wanted.',
  })
  provider?: string | null;

  @Field(() => [ReviewStateWord], { nullable: true, description: 'Only those in these states.' })
  states?: ReviewState[] | null;
}

@Resolver(() => ContractReview)
export class ContractReviews {
  @Authorized<Role>(...REVIEW_READERS)
  @Query(() => ContractReviewConnection, {
    nullable: true,
    description: 'Contract reviews: those that are open, or those that are over; a provider sees its own (PROV-07).',
  })
  async contractReviews(
    @Ctx() context: RequestContext,
    @Args() args: ContractReviewBoardArgs,
  ): Promise<Page<ContractReview>> {
    asOneself(context);
    const list = boardList<ContractReview, ReviewState>(args, args.states, {
      openStates: ['OPEN'],
      began: 'openedAt',
      due: 'openedAt',
      where: args.provider != null ? { providerId: args.provider } : {},
    });
    return context.page(ContractReview, list, args);
  }

  @Needs<ContractReview>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'Whose contract is reviewed.' })
  provider(@Root() review: ContractReview): Provider {
    return Object.assign(new Provider(), { id: review.providerId });
  }
}
