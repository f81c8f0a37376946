import { Arg, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { Bid } from '../../entities/bids/bid.js';
import { advertOf, CallOffAdvert } from '../../entities/call-offs/call-off-advert.js';
import { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { BIDDERS } from '../../entities/readers.js';
import { Stage } from '../../entities/stages/stage.js';
import { lastInvitation } from '../../reads/invitations/last-invitation.js';
import { standingsOf } from '../../reads/invitations/standings.js';
import { homeOf, homesOfAnswers } from '../../reads/matching/homes.js';
import { BESIDE_THE_ANSWER } from '../../rules/bids/bid-states.js';
import { couldTake } from '../../rules/invitations/could-take.js';
import { stageAsks } from '../../rules/invitations/stage-asks.js';
import { asOneself } from '../access.js';

@ObjectType({
  description:
    'Whether the caller could bid for a package and be awarded it, as far as that depends on itself. It is no bid, and tells nobody (EVAL-01, IDG-23).',
})
@Reads('offers:read')
export class CouldTakeAnswer {
  @Field(() => CallOffAdvert, { description: 'The advert, which says whether it may still be answered.' })
  callOff!: CallOffAdvert;

  @Field(() => Boolean, {
    description: 'Whether a complete bid of the caller would be taken; false once it can be answered no more.',
  })
  couldBid!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether no gate, ceiling or rate of its own would keep it from the award, if its bid came first: one that could still be made, or that is being evaluated.',
  })
  couldWin!: boolean;

  @Field(() => [EligibilityCheck], { description: 'The checks as made when a bid is taken, but for its completeness.' })
  bidChecks!: readonly EligibilityCheck[];

  @Field(() => [EligibilityCheck], {
    description: 'The checks as made again at an award; in the framework with those that its ranking makes.',
  })
  awardChecks!: readonly EligibilityCheck[];

  @Field(() => Boolean, { description: 'Whether an open query on its rates would hold an award (PROV-33).' })
  held!: boolean;

  @Field(() => Int, { description: "Version of the caller's standing on which this rests, as this hub last heard it." })
  standingVersion!: number;

  @Field(() => String, { description: 'Version of the policy applied.' })
  policyVersion!: string;
}

@Resolver()
export class CouldTakes {
  @Authorized<Role>(...BIDDERS)
  @Query(() => CouldTakeAnswer, {
    nullable: true,
    description:
      'Asks, of a call-off that the caller is invited to, whether its own standing would let it bid and win, by the checks of an award; null for any other. Nothing is bid, kept or told (EVAL-01, EVAL-03, IDG-23).',
  })
  async couldTake(
    @Ctx() context: RequestContext,
    @Arg('callOffId', () => ID, { description: 'Id of the call-off; its reference is not taken.' }) callOffId: string,
  ): Promise<CouldTakeAnswer | null> {
    asOneself(context);
    const { em, caller } = context;
    const invitation = await lastInvitation(em, callOffId, caller.organisation);
    const stage = invitation && (await context.byId(Stage, invitation.stageId));
    if (!stage) return null;
    const known = (await standingsOf(em, stage.council, [caller.organisation])).get(caller.organisation);
    if (!known) return null;
    const { council, policyVersion } = stage;
    const { policy } = await policyInForce(em, council, { version: policyVersion });
    const at = await context.now();
    const home = homeOf(invitation, await homesOfAnswers(em, council, [invitation]));
    const callOff = advertOf(stage, at);
    const { state: answer } = await em.findOneOrFail(
      Bid,
      { invitationId: invitation.id, state: { $nin: [...BESIDE_THE_ANSWER] } },
      { orderBy: { attempt: 'desc' } },
    );
    return Object.assign(new CouldTakeAnswer(), {
      ...couldTake(
        { ...known, ...stageAsks(stage, stage, policy), home, on: localDateOf(at) },
        { isOpen: callOff.state === 'OPEN', answer },
      ),
      callOff,
      standingVersion: known.standing.version,
      policyVersion,
    }) as CouldTakeAnswer;
  }
}
