import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { BIDDERS, CALL_OFF_READERS, EVERYBODY } from '../../entities/readers.js';
import { Provider, provider } from '../foreign.js';
import { advertFor, advertOfStage, answerOf, asOneself, instantOfReading } from '../reading.js';

const InvitationConnection = connectionOf(Invitation, 'Invitation');

@Resolver(() => Invitation)
export class Adverts {
  @Authorized<Role>(...EVERYBODY)
  @Query(() => CallOffAdvert, {
    nullable: true,
    description: 'A call-off as those invited see it; null where the caller may not (IDG-23).',
  })
  async callOffAdvert(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The call-off.' }) id: string,
  ): Promise<CallOffAdvert | null> {
    asOneself(context);
    return isId(id) ? advertFor(context, id) : null;
  }

  @Authorized<Role>(...BIDDERS)
  @Query(() => InvitationConnection, {
    nullable: true,
    description: "The caller's own invitations in all its councils, newest first.",
  })
  async myInvitations(
    @Ctx() context: RequestContext,
    @Arg('open', () => Boolean, { nullable: true, description: 'Only those that may still be answered, or may not.' })
    open?: boolean,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<Invitation>> {
    asOneself(context);
    if (!isId(context.caller.organisation)) return pageOf<Invitation>([], { first, after }, () => []);
    const [at, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const answerable = `(? <= stage.closes_at and coalesce(stage.ending, '') not in ('EARLY_AWARD', 'WITHDRAWN'))`;
    const rows = (await context.em.execute(
      `select invitation.* from tenders.invitation invitation
       join tenders.stage stage on stage.id = invitation.stage_id
       where invitation.provider_id = ?::uuid
         ${at ? 'and (invitation.at, invitation.id) < (?::timestamptz, ?::uuid)' : ''}
         ${open == null ? '' : `and ${open ? '' : 'not'} ${answerable}`}
       order by invitation.at desc, invitation.id desc limit ?`,
      [
        context.caller.organisation,
        ...(at ? [at, id] : []),
        ...(open == null ? [] : [await instantOfReading(context)]),
        rowsFor(first),
      ],
    )) as object[];
    const invitations = rows.map((row) => context.em.map(Invitation, row));
    return pageOf(invitations, { first, after }, (each) => [each.at.toISOString(), each.id]);
  }

  @Needs<Invitation>('stageId')
  @FieldResolver(() => CallOffAdvert, { nullable: true, description: 'What was asked, as in that stage.' })
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
  @FieldResolver(() => Provider, { nullable: true, description: 'Who was asked, or was not.' })
  provider(@Root() invitation: Invitation): Provider {
    return provider(invitation.providerId);
  }
}
