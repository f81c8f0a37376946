import { Args, ArgsType, Authorized, Ctx, Field, Query, Resolver } from 'type-graphql';
import { BoardArgs } from '../../../../kernel/graphql/boards.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { BidStateWord } from '../../entities/bids/words.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { BIDDERS } from '../../entities/readers.js';
import { ownInvitations } from '../../reads/invitations/own-invitations.js';
import type { BidState } from '../../rules/bids/bid-states.js';
import { asOneself } from '../access.js';

const InvitationConnection = connectionOf(Invitation, 'Invitation');

@ArgsType()
class InvitationBoardArgs extends BoardArgs {
  @Field(() => [BidStateWord], {
    nullable: true,
    description: 'Only those that the caller has answered so; INVITED and VIEWED are not answered yet.',
  })
  states?: BidState[] | null;
}

@Resolver()
export class InvitationBoard {
  @Authorized<Role>(...BIDDERS)
  @Query(() => InvitationConnection, {
    nullable: true,
    description:
      "The caller's own invitations in all its councils. Open are those that may still be answered, which close soonest first; the others come newest first. The reference is that of the call-off.",
  })
  async myInvitations(@Ctx() context: RequestContext, @Args() args: InvitationBoardArgs): Promise<Page<Invitation>> {
    asOneself(context);
    const { organisation } = context.caller;
    return ownInvitations(context.em, isId(organisation) ? organisation : null, args, await context.now());
  }
}
