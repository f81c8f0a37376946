import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { BIDDERS, CHOOSERS, EVALUATORS } from '../../entities/readers.js';
import { evaluationView } from '../../rules/invitations/disclosure.js';
import { advertOfStage } from '../call-offs/advert-of.js';
import { Provider, provider } from '../references.js';

@Resolver(() => Bid)
export class Bids {
  @FieldResolver(() => CallOffAdvert, { nullable: true, description: 'The advert that it answers, as in its stage.' })
  callOff(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<CallOffAdvert | null> {
    return advertOfStage(context, bid.stageId);
  }

  @Authorized<Role>(...new Set([...EVALUATORS, ...CHOOSERS]))
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that made it.' })
  provider(@Root() bid: Bid): Provider {
    return provider(bid.providerId);
  }

  @Authorized<Role>(...EVALUATORS, ...BIDDERS)
  @FieldResolver(() => [EligibilityCheck], {
    nullable: true,
    description: 'Its eligibility checks; null until its stage has closed (EVAL-01).',
  })
  checks(@Root() bid: Bid, @Ctx() context: RequestContext): Bid['checks'] | null {
    return mayReadChecks(bid, context) ? bid.checks : null;
  }

  @Authorized<Role>(...EVALUATORS, ...BIDDERS)
  @FieldResolver(() => [EligibilityCheck], {
    nullable: true,
    description: "Its results by the council's own criteria; null until its stage has closed (EVAL-04).",
  })
  criteria(@Root() bid: Bid, @Ctx() context: RequestContext): Bid['criteria'] | null {
    return mayReadChecks(bid, context) ? bid.criteria : null;
  }
}

function mayReadChecks(bid: Bid, { caller }: RequestContext): boolean {
  return evaluationView(isProvider(caller) ? 'AUTHOR' : 'BROKER', !bid.sealed) !== 'NOTHING';
}
