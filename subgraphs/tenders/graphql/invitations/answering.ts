import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { declineInvitation, allowed as mayDecline } from '../../commands/invitations/decline-invitation.js';
import { allowed as mayRequestForm, requestForm } from '../../commands/invitations/request-form.js';
import { allowed as mayView, viewInvitation } from '../../commands/invitations/view-invitation.js';
import { DeclineReasonWord } from '../../entities/bids/words.js';
import type { AwardRefusalReason } from '../../rules/invitations/decline.js';
import { BidPayload, bidPayload } from '../bids/bid-payload.js';

@InputType({ description: 'A decline of an invitation (ROUT-13).' })
class DeclineInvitationInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => DeclineReasonWord, { nullable: true, description: 'Why; every decline needs a reason.' })
  reason?: AwardRefusalReason | null;
}

@InputType({ description: 'The viewing of an invitation. It takes no key: the first view counts.' })
class ViewInvitationInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;
}

@InputType({ description: 'A request for the request form. It takes no key: the first request counts.' })
class AskForFormInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;
}

@Resolver()
export class Answering {
  @Authorized<Role>(...mayDecline.roles)
  @Mutation(() => BidPayload, { description: 'Declines an invitation, with a coded reason (ROUT-12, ROUT-13).' })
  async declineInvitation(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeclineInvitationInput, { description: 'The decline.' }) input: DeclineInvitationInput,
  ): Promise<BidPayload> {
    const { callOffId, reason, idempotencyKey } = input;
    return bidPayload(await declineInvitation(context.work, { callOffId, reason: reason ?? null, idempotencyKey }));
  }

  @Authorized<Role>(...mayRequestForm.roles)
  @Mutation(() => BidPayload, {
    description:
      'Asks for the request form, on a route that releases it before an award; it may be read once SrfReleased is told. It takes no key: the first request counts (IDG-04, NTF-09).',
  })
  async requestForm(
    @Ctx() context: RequestContext,
    @Arg('input', () => AskForFormInput, { description: 'Of which call-off.' }) input: AskForFormInput,
  ): Promise<BidPayload> {
    return bidPayload(await requestForm(context.work, { callOffId: input.callOffId }));
  }

  @Authorized<Role>(...mayView.roles)
  @Mutation(() => BidPayload, {
    description:
      'Notes that an invitation has been seen. It takes no key: the first view counts, and later ones change nothing (SM-3).',
  })
  async viewInvitation(
    @Ctx() context: RequestContext,
    @Arg('input', () => ViewInvitationInput, { description: 'Which invitation.' }) input: ViewInvitationInput,
  ): Promise<BidPayload> {
    return bidPayload(await viewInvitation(context.work, { callOffId: input.callOffId }));
  }
}
