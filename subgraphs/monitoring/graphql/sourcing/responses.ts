import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { RESPONSE_READERS } from '../../entities/readers.js';
import { InvitationResponse } from '../../entities/sourcing/invitation-response.js';
import { Provider } from '../foreign.js';
import { asOneself } from '../reading.js';

const InvitationResponseConnection = connectionOf(InvitationResponse, 'InvitationResponse');

@Resolver(() => InvitationResponse)
export class Responses {
  @Authorized<Role>(...RESPONSE_READERS)
  @Query(() => InvitationResponseConnection, {
    nullable: true,
    description: 'How providers answered invitations, newest first; a provider sees its own answers only (ROUT-12).',
  })
  async invitationResponses(
    @Ctx() context: RequestContext,
    @Arg('provider', () => ID, { nullable: true, description: 'Only this provider’s.' }) provider?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<InvitationResponse>> {
    asOneself(context);
    const [at, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const where: FilterQuery<InvitationResponse> = {
      ...(provider ? { providerId: provider } : {}),
      ...(at ? { $or: [{ at: { $lt: new Date(at) } }, { at: new Date(at), id: { $lt: id } }] } : {}),
    };
    const rows = await context.em.find(InvitationResponse, where, {
      orderBy: { at: 'desc', id: 'desc' },
      limit: rowsFor(first),
    });
    return pageOf(rows, { first, after }, (row) => [row.at.toISOString(), row.id]);
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Who answered.' })
  provider(@Root() response: InvitationResponse): Provider {
    return Object.assign(new Provider(), { id: response.providerId });
  }
}
