import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { CallsVersion } from '../../entities/calls/calls-version.js';
import { CommissionedCall } from '../../entities/calls/commissioned-call.js';
import { Placement } from '../../entities/placements/placement.js';
import { callsOn } from '../../rules/calls/calls-in-force.js';
import { sees } from '../disclose.js';
import { rowsOf } from '../reading.js';

/** What the council commissions in a placement; it is seen as the need is. (IDG-05) */
@Resolver(() => Placement)
export class PlacementCalls {
  @FieldResolver(() => [CommissionedCall], {
    nullable: true,
    description: 'The calls of the week that are in force on a day, while the placement is live (DEL-01).',
  })
  async calls(
    @Root() placement: Placement,
    @Ctx() context: RequestContext,
    @Arg('on', () => LocalDateScalar, { nullable: true, description: 'The day; today, if it is left out.' })
    on?: string | null,
  ): Promise<readonly CommissionedCall[] | null> {
    const versions = await versionsOf(placement, context);
    if (!versions) return null;
    return callsOn(versions, on ?? localDateOf(await context.now())) as readonly CommissionedCall[];
  }

  @FieldResolver(() => [CallsVersion], {
    nullable: true,
    description:
      'Every version of its calls, in the order in which they were recorded, while the placement is live (VAR-14).',
  })
  callsVersions(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<readonly CallsVersion[] | null> {
    return versionsOf(placement, context);
  }
}

async function versionsOf(placement: Placement, context: RequestContext): Promise<readonly CallsVersion[] | null> {
  if (!sees(context, 'NEED', placement.council, [placement])) return null;
  return rowsOf(context, CallsVersion, 'placementId', placement.id, 'seq');
}
