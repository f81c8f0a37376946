import { Arg, Args, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { connectionOf, type Page, PageArgs, pageOf } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { asOneself } from '../reading.js';
import { STATEMENT_READERS } from '../whose.js';

const FormalMessageConnection = connectionOf(FormalMessage, 'FormalMessage');

@Resolver()
export class FormalMessages {
  @Authorized<Role>(STATEMENT_READERS)
  @Query(() => FormalMessageConnection, {
    nullable: true,
    description:
      'The message log of a D2A package, in the order in which it was told: what its visits and invoices are validated by (IDG-13, PAY-05). Empty for other care.',
  })
  async formalMessages(
    @Ctx() context: RequestContext,
    @Arg('placement', () => ID, { description: 'Id of the placement; its reference is not taken.' }) id: string,
    @Args() page: PageArgs,
  ): Promise<Page<FormalMessage> | null> {
    asOneself(context);
    const placement = await context.byId(ExpectedPlacement, id);
    if (!placement) return null;
    const { callOffId, providerId } = placement;
    if (!callOffId) return pageOf<FormalMessage>([], page, () => []);
    return context.page(FormalMessage, { where: { callOffId, providerId }, by: { toldAt: 'instant', id: 'id' } }, page);
  }
}
