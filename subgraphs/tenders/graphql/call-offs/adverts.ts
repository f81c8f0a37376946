import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId, LONGEST_REFERENCE, normaliseReference } from '../../../../kernel/values/ids.js';
import { CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Stage } from '../../entities/stages/stage.js';
import { asOneself } from '../access.js';
import { advertFor } from './advert-of.js';

@Resolver()
export class Adverts {
  @Authorized<Role>(...EVERYBODY)
  @Query(() => CallOffAdvert, {
    nullable: true,
    description: 'A call-off as its invitees see it; null if the caller may not see it (IDG-23).',
  })
  async callOffAdvert(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Its id or its reference.' }) id: string,
  ): Promise<CallOffAdvert | null> {
    asOneself(context);
    const callOffId = isId(id) ? id : await callOffOf(context, id);
    return callOffId === null ? null : advertFor(context, callOffId);
  }
}

/** The id of the call-off that has this reference; null if this reader may see none of its stages. */
async function callOffOf(context: RequestContext, reference: string): Promise<string | null> {
  if (reference.length > LONGEST_REFERENCE) return null;
  const stage = await context.em.findOne(Stage, { reference: normaliseReference(reference) });
  return stage?.callOffId ?? null;
}
