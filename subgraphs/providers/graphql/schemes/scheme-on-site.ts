import { Arg, Authorized, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { SupportedLivingScheme } from '../../entities/schemes/supported-living-scheme.js';
import { asOneself } from '../reading.js';

@ObjectType({ description: 'Who comes with a supported-living scheme. For the hub alone (PROV-20).' })
@Directive('@inaccessible')
export class SchemeOnSite {
  @Field(() => ID, { nullable: true, description: 'Id of the provider that comes with it; null if none does.' })
  onSiteProviderId!: string | null;
}

@Resolver()
export class SchemesOnSite {
  /** For what subgraphs ask each other (schema/questions.ts); the hub's own identity passes every check of role. */
  @Authorized<Role>('hub')
  @Directive('@inaccessible')
  @Query(() => SchemeOnSite, {
    nullable: true,
    description: 'Who comes with a scheme of a council now (CHOI-05). For the hub alone.',
  })
  async schemeOnSite(
    @Arg('scheme', () => ID, { description: 'Id of the scheme.' }) scheme: string,
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<SchemeOnSite | null> {
    asOneself(context);
    if (!isId(scheme)) return null;
    const found = await context.em.findOne(SupportedLivingScheme, { id: scheme, council });
    return found && { onSiteProviderId: found.onSiteProviderId };
  }
}
