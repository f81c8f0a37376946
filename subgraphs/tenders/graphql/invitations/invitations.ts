import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { BIDDERS, CALL_OFF_READERS } from '../../entities/readers.js';
import { answerOf } from '../bids/answers.js';
import { advertOfStage } from '../call-offs/advert-of.js';
import { CareHome, careHome, Provider, provider } from '../references.js';

@Resolver(() => Invitation)
export class Invitations {
  @Needs<Invitation>('stageId')
  @FieldResolver(() => CallOffAdvert, { nullable: true, description: 'The advert of the stage that it is for.' })
  callOff(@Root() invitation: Invitation, @Ctx() context: RequestContext): Promise<CallOffAdvert | null> {
    return advertOfStage(context, invitation.stageId);
  }

  @Needs<Invitation>('id')
  @Authorized<Role>(...BIDDERS)
  @FieldResolver(() => Bid, { nullable: true, description: 'How the caller has answered.' })
  myBid(@Root() invitation: Invitation, @Ctx() context: RequestContext): Promise<Bid | null> {
    return answerOf(context, invitation.id);
  }

  @Needs<Invitation>('providerId')
  @Authorized<Role>(...CALL_OFF_READERS)
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that was asked, or was not.' })
  provider(@Root() invitation: Invitation): Provider {
    return provider(invitation.providerId);
  }

  @Needs<Invitation>('homeId')
  @FieldResolver(() => CareHome, {
    nullable: true,
    description: 'The home that it is about, on a route to homes (ROUT-30).',
  })
  home(@Root() invitation: Invitation): CareHome | null {
    return careHome(invitation.homeId);
  }
}
