import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import { Bid } from '../../entities/bids/bid.js';
import { BidStateWord } from '../../entities/bids/words.js';
import { CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { HomeProposal } from '../../entities/matching/home-proposal.js';
import { BIDDERS, CHOOSERS, EVALUATORS } from '../../entities/readers.js';
import { Stage } from '../../entities/stages/stage.js';
import type { BidState } from '../../rules/bids/bid-states.js';
import { evaluationView, stateForAuthor } from '../../rules/invitations/disclosure.js';
import { advertOfStage } from '../call-offs/advert-of.js';
import { CareHome, careHome, Provider, provider } from '../references.js';

@Resolver(() => Bid)
export class Bids {
  @FieldResolver(() => CallOffAdvert, { nullable: true, description: 'The advert that it answers, as in its stage.' })
  callOff(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<CallOffAdvert | null> {
    return advertOfStage(context, bid.stageId);
  }

  @FieldResolver(() => BidStateWord, {
    description: 'Where it stands; to its author SUBMITTED until its stage takes no more answers.',
  })
  async state(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<BidState> {
    return isProvider(context.caller) ? stateForAuthor(bid.state, await hasStageEnded(context, bid)) : bid.state;
  }

  @Authorized<Role>(...new Set([...EVALUATORS, ...CHOOSERS]))
  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that made it.' })
  provider(@Root() bid: Bid): Provider {
    return provider(bid.providerId);
  }

  @Needs<Bid>('homeId')
  @Authorized<Role>(...EVALUATORS, ...CHOOSERS, ...BIDDERS)
  @FieldResolver(() => CareHome, {
    nullable: true,
    description: 'The home that would take the person, of a place in one (ROUT-24, ROUT-30).',
  })
  home(@Root() bid: Bid): CareHome | null {
    return careHome(bid.homeId);
  }

  @Needs<Bid>('proposal')
  @Authorized<Role>(...EVALUATORS, ...CHOOSERS)
  @FieldResolver(() => HomeProposal, {
    nullable: true,
    description: 'On a route to homes: its place when homes were last matched, and why (ROUT-30, ROUT-35).',
  })
  proposal(@Root() bid: Bid): HomeProposal | null {
    return bid.proposal;
  }

  @Authorized<Role>(...EVALUATORS, ...BIDDERS)
  @FieldResolver(() => [EligibilityCheck], {
    nullable: true,
    description: 'Its eligibility checks; null until its stage has closed (EVAL-01).',
  })
  async checks(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<Bid['checks'] | null> {
    return (await mayReadChecks(bid, context)) ? bid.checks : null;
  }

  @Authorized<Role>(...EVALUATORS, ...BIDDERS)
  @FieldResolver(() => [EligibilityCheck], {
    nullable: true,
    description: "Its results by the council's own criteria; null until its stage has closed (EVAL-04).",
  })
  async criteria(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<Bid['criteria'] | null> {
    return (await mayReadChecks(bid, context)) ? bid.criteria : null;
  }
}

async function mayReadChecks(bid: Bid, context: RequestContext): Promise<boolean> {
  if (!isProvider(context.caller)) return evaluationView('BROKER', !bid.sealed) !== 'NOTHING';
  return evaluationView('AUTHOR', !bid.sealed && (await hasStageEnded(context, bid))) !== 'NOTHING';
}

async function hasStageEnded(context: RequestContext, { stageId }: Bid): Promise<boolean> {
  const stage = await context.byId(Stage, stageId);
  return stage?.endedAt != null;
}
