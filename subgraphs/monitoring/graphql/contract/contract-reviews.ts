import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { ContractReview } from '../../entities/contract/contract-review.js';
import { REVIEW_READERS } from '../../entities/readers.js';
import { Provider } from '../foreign.js';
import { asOneself } from '../reading.js';

const ContractReviewConnection = connectionOf(ContractReview, 'ContractReview');

@Resolver(() => ContractReview)
export class ContractReviews {
  @Authorized<Role>(...REVIEW_READERS)
  @Query(() => ContractReviewConnection, {
    nullable: true,
    description: 'Contract reviews, newest first; a provider sees its own (PROV-07).',
  })
  async contractReviews(
    @Ctx() context: RequestContext,
    @Arg('provider', () => ID, { nullable: true, description: 'Only this provider’s.' }) provider?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<ContractReview>> {
    asOneself(context);
    const [openedAt, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const where: FilterQuery<ContractReview> = {
      ...(provider ? { providerId: provider } : {}),
      ...(openedAt
        ? { $or: [{ openedAt: { $lt: new Date(openedAt) } }, { openedAt: new Date(openedAt), id: { $lt: id } }] }
        : {}),
    };
    const rows = await context.em.find(ContractReview, where, {
      orderBy: { openedAt: 'desc', id: 'desc' },
      limit: rowsFor(first),
    });
    return pageOf(rows, { first, after }, (row) => [row.openedAt.toISOString(), row.id]);
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Whose contract is reviewed.' })
  provider(@Root() review: ContractReview): Provider {
    return Object.assign(new Provider(), { id: review.providerId });
  }
}
