import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Award } from '../../entities/awards/award.js';
import { Bid } from '../../entities/bids/bid.js';
import { EVALUATORS } from '../../entities/readers.js';
import { CareHome, careHome, Placement, Provider, placement, provider } from '../references.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

/** Awards of a call-off, the last first; at most one of them stands. */
export function awardsOf(context: RequestContext, callOffId: string): Promise<Award[]> {
  return rowsOfCallOff(context, 'awards', callOffId, (ids) =>
    context.em.find(Award, { callOffId: { $in: ids } }, { orderBy: { decidedAt: 'desc', id: 'desc' } }),
  );
}

/** Every placement that an award opens: one for each package; none of one from before placements were kept. [AWRD-01] */
export function placementsOf({ placementId, placements }: Pick<Award, 'placementId' | 'placements'>): Placement[] {
  if (placements.length > 0) return placements.map((each) => placement(each.placementId));
  return placementId === null ? [] : [placement(placementId)];
}

@Resolver(() => Award)
export class Awards {
  @Needs<Award>('nightRatesPence')
  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description: 'What a sleep-in night cost at the award; null without such a rate (PROV-32).',
  })
  sleepInRatePence(@Root() { nightRatesPence }: Award): number | null {
    return nightRatesPence.SLEEP_IN;
  }

  @Needs<Award>('nightRatesPence')
  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description: 'What a waking night cost at the award; null without such a rate (PROV-32).',
  })
  wakingNightRatePence(@Root() { nightRatesPence }: Award): number | null {
    return nightRatesPence.WAKING_NIGHT;
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Provider, { nullable: true, description: 'Who won.' })
  provider(@Root() award: Award): Provider {
    return provider(award.providerId);
  }

  @Needs<Award>('homeId')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => CareHome, {
    nullable: true,
    description: 'The home that takes the person, on a route to homes (ROUT-34).',
  })
  home(@Root() award: Award): CareHome | null {
    return careHome(award.homeId);
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Bid, { nullable: true, description: 'The bid that won.' })
  bid(@Root() award: Award, @Ctx() context: RequestContext): Promise<Bid | null> {
    return context.byId(Bid, award.bidId);
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Placement, {
    nullable: true,
    description:
      'The placement that the award opens (AWRD-01). Its id is known at once; asked for more than that, it is null until cases has opened it.',
  })
  placement(@Root() award: Award): Placement | null {
    return award.placementId === null ? null : placement(award.placementId);
  }

  @Needs<Award>('placementId', 'placements')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [Placement], {
    nullable: true,
    description: 'Every placement that it opens: one for each package that was sought (AWRD-01, ROUT-39).',
  })
  placements(@Root() award: Award): Placement[] {
    return placementsOf(award);
  }
}
