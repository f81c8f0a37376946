import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Authorized, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import type { HomeStanding, ProviderStanding } from '../../../../schema/events/providers.js';
import { homeStandingNow } from '../../reads/homes/home-standing-now.js';
import { standingNow } from '../../reads/register/standing-now.js';
import { asOneself } from '../reading.js';

@Resolver()
export class Standings {
  /** For what subgraphs ask each other (schema/questions.ts); the hub's own identity passes every check of role. */
  @Authorized<Role>('hub')
  @Directive('@inaccessible')
  @Query(() => GraphQLJSON, {
    nullable: true,
    description: 'Where a provider stands with a council now. For the hub alone.',
  })
  async providerStanding(
    @Arg('provider', () => ID, { description: 'Id of the provider.' }) provider: string,
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<ProviderStanding | null> {
    asOneself(context);
    return isId(provider) ? standingNow(context.em, provider, council, await context.now()) : null;
  }

  /** For what subgraphs ask each other, as above. */
  @Authorized<Role>('hub')
  @Directive('@inaccessible')
  @Query(() => GraphQLJSON, {
    nullable: true,
    description: 'Where a care home stands with a council now. For the hub alone.',
  })
  async homeStanding(
    @Arg('home', () => ID, { description: 'Id of the home.' }) home: string,
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<HomeStanding | null> {
    asOneself(context);
    return isId(home) ? homeStandingNow(context.em, home, council, await context.now()) : null;
  }
}
