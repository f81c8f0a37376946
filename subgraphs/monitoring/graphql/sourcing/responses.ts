import { Args, ArgsType, Authorized, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { HistoryArgs, historyList } from '../../../../kernel/graphql/history.js';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { RESPONSE_READERS } from '../../entities/readers.js';
import { InvitationResponse } from '../../entities/sourcing/invitation-response.js';
import { type Answer, AnswerWord } from '../../entities/sourcing/words.js';
import { asOneself } from '../reading.js';
import { Provider } from '../references.js';

const InvitationResponseConnection = connectionOf(InvitationResponse, 'InvitationResponse');

@ArgsType()
class InvitationResponseArgs extends HistoryArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the only provider wanted.',
  })
  provider?: string | null;

  @Field(() => [AnswerWord], { nullable: true, description: 'Only these answers.' })
  responses?: Answer[] | null;
}

@Resolver(() => InvitationResponse)
export class Responses {
  @Authorized<Role>(...RESPONSE_READERS)
  @Query(() => InvitationResponseConnection, {
    nullable: true,
    description: 'How providers answered invitations, newest first; a provider sees its own answers only (ROUT-12).',
  })
  async invitationResponses(
    @Ctx() context: RequestContext,
    @Args() args: InvitationResponseArgs,
  ): Promise<Page<InvitationResponse>> {
    asOneself(context);
    const { provider, responses } = args;
    const where = {
      ...(provider != null && { providerId: provider }),
      ...(responses != null && { response: { $in: responses } }),
    };
    return context.page(InvitationResponse, historyList<InvitationResponse>(args, 'at', where), args);
  }

  @Needs<InvitationResponse>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'Who answered.' })
  provider(@Root() response: InvitationResponse): Provider {
    return Object.assign(new Provider(), { id: response.providerId });
  }
}
