import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { CASE_WORKERS } from '../../entities/readers.js';
import { FormRelease } from '../../entities/requests/form-release.js';
import { Package } from '../../entities/requests/package.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';
import { latestForm } from '../../reads/requests/latest-form.js';
import { discloseReleased } from '../disclose.js';
import { asOneself, rowsOf } from '../reading.js';

@Resolver(() => Package)
export class ReleasedForms {
  @Authorized<Role>('provider-user', 'rostering')
  @Reads('offers:read')
  @Query(() => ServiceRequest, {
    nullable: true,
    description:
      'The request form of a call-off, for an invitee that asked for it by requestForm, until it says no or is not chosen, without the notes for whoever delivers the care and without a summary that tells whose it is; each reading is kept. Null if it may not be read (IDG-04).',
  })
  async releasedForm(
    @Ctx() context: RequestContext,
    @Arg('callOffId', () => ID, { description: 'Id of the call-off; its reference is not taken.' }) callOffId: string,
  ): Promise<ServiceRequest | null> {
    asOneself(context);
    if (!isId(callOffId)) return null;
    const release = await context.em.findOne(FormRelease, { callOffId, endedAt: null });
    if (!release) return null;
    return discloseReleased(context, await latestForm(context.em, release.packageId));
  }

  @Authorized<Role>(...CASE_WORKERS)
  @FieldResolver(() => [FormRelease], {
    nullable: true,
    description: 'To whom the request form was released before an award, and until when (IDG-04).',
  })
  formReleases(@Root() carePackage: Package, @Ctx() context: RequestContext): Promise<readonly FormRelease[]> {
    return rowsOf(context, FormRelease, 'packageId', carePackage.id, 'releasedAt');
  }
}
