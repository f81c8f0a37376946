import { Arg, Authorized, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { SupportedLivingScheme } from '../../entities/schemes/supported-living-scheme.js';
import { asOneself } from '../reading.js';

@ObjectType({ description: 'A supported-living scheme as it is now. For the hub alone (PROV-20).' })
@Directive('@inaccessible')
export class SchemeNow {
  @Field(() => ID, { nullable: true, description: 'Id of the provider that comes with it; null if none does.' })
  onSiteProviderId!: string | null;

  @Field(() => [ID], { description: 'Ids of the packages of all who live there.' })
  occupants!: string[];

  @Field(() => Int, { description: 'Pence a week that are agreed for core support.' })
  coreWeeklyPence!: number;
}

@Resolver()
export class SchemesNow {
  /** For what subgraphs ask each other (schema/questions.ts); the hub's own identity passes every check of role. */
  @Authorized<Role>('hub')
  @Directive('@inaccessible')
  @Query(() => SchemeNow, {
    nullable: true,
    description: 'A scheme of a council as it is now (CHOI-05, ROUT-39, ISF-03). For the hub alone.',
  })
  async schemeNow(
    @Arg('scheme', () => ID, { description: 'Id of the scheme.' }) scheme: string,
    @Arg('council', () => ID, { description: 'Key of the council.' }) council: string,
    @Ctx() context: RequestContext,
  ): Promise<SchemeNow | null> {
    asOneself(context);
    if (!isId(scheme)) return null;
    const found = await context.em.findOne(SupportedLivingScheme, { id: scheme, council });
    if (!found) return null;
    const { onSiteProviderId, occupants, coreWeeklyPence } = found;
    return { onSiteProviderId, occupants, coreWeeklyPence };
  }
}
