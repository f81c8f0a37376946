import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { allowed as mayRecord, recordChoice } from '../../commands/awards/record-choice.js';
import { Choice } from '../../entities/awards/choice.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { CHOICE_READERS, CHOOSERS } from '../../entities/readers.js';
import type { BidState } from '../../rules/bids/bid-states.js';
import { topRanked } from '../../rules/evaluation/qaf-order.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { answersOf } from '../bids/answers.js';
import { suggestionFor } from '../evaluation/suggestion.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';
import { choicesOf } from './choices-of.js';
import { InvolvementInput } from './involvement.js';
import { TopUpOfChoiceInput, topUpTerms } from './top-up-input.js';

/** In what states an offer is one of those that somebody chooses among, or chose among: not once it was taken back or failed. */
const IN_THE_CHOICE: ReadonlySet<BidState> = new Set([
  'UNDER_EVALUATION',
  'SHORTLISTED',
  'OFFERED',
  'WON',
  'FULFILLED',
  'UNSUCCESSFUL',
]);

/** The homes that were proposed for a call-off, the best match first. */
function proposalsOf(context: RequestContext, callOffId: string): Promise<Bid[]> {
  return rowsOfCallOff(context, 'proposals', callOffId, async (ids) => {
    const bids = await context.em.find(Bid, { callOffId: { $in: ids }, homeId: { $ne: null } });
    return bids.sort((one, other) => one.proposal!.place - other.proposal!.place || (one.id < other.id ? -1 : 1));
  });
}

/** What passed the gate and may be chosen, or was one of those once; the rest is shown to nobody who chooses. (ROUT-43, EVAL-12) */
async function passedOf(context: RequestContext, callOff: CallOff, answers: readonly Bid[]): Promise<Bid[]> {
  const passed = answers.filter(({ sealed, state, gateOutcome }) => {
    return !sealed && gateOutcome === 'PASSED' && IN_THE_CHOICE.has(state);
  });
  const order = (await suggestionFor(context, callOff))?.order ?? [];
  const placeOf = (bid: Bid) => order.find(({ bidId }) => bidId === bid.id)?.place ?? Number.MAX_SAFE_INTEGER;
  return passed.sort((one, other) => placeOf(one) - placeOf(other));
}

@InputType({
  description:
    "A choice among the offers or the proposed homes of a call-off, made by or with the person's side (CHOI-08).",
})
class RecordChoiceInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the offer that was chosen, or of the home’s bid.' })
  bidId!: string;

  @Field(() => InvolvementInput, { description: "Who of the person's side decided, how and when." })
  decidedBy!: InvolvementInput;

  @Field(() => String, { description: 'Why it is the best match, in at most 1,000 characters; name nobody.' })
  reason!: string;

  @Field(() => TopUpOfChoiceInput, {
    nullable: true,
    description:
      'Of a place in a home above the standard fee, on a route that weighs its price: how that is settled (CHOI-06).',
  })
  topUp?: TopUpOfChoiceInput | null;
}

@ObjectType({ description: 'What came of recording a choice.' })
export class ChoicePayload extends Payload {
  @Field(() => Choice, { nullable: true, description: 'The choice as kept; null if it was refused.' })
  choice!: Choice | null;
}

@Resolver(() => CallOff)
export class Choices {
  @Authorized<Role>(...CHOOSERS)
  @FieldResolver(() => [Bid], {
    nullable: true,
    description:
      'On a route on which somebody chooses: the offers that may be chosen so far, the earliest start first; with a gate before the choice those that passed it, in the order of cost and quality; or the homes that were proposed, the best match first, with what became of each. Null on any other; none until they are ready (ROUT-25, ROUT-27, ROUT-28, ROUT-31, ROUT-43).',
  })
  async offers(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Bid[] | null> {
    const { choice, gate } = callOff.route ? definitionOf(callOff.route) : {};
    if (!choice) return null;
    if (choice.among === 'PROPOSALS') return proposalsOf(context, callOff.id);
    const answers = await answersOf(context, callOff.id);
    if (gate) return passedOf(context, callOff, answers);
    const offers = answers.filter(
      ({ criteria, sealed, state }) => isSuitable(criteria) && !sealed && IN_THE_CHOICE.has(state),
    );
    // The sort is stable: of one day, in the order in which they came.
    return offers.sort((one, other) =>
      one.startDate! < other.startDate! ? -1 : Number(one.startDate! > other.startDate!),
    );
  }

  @Authorized<Role>(...CHOOSERS)
  @FieldResolver(() => [RankedBid], {
    nullable: true,
    description:
      'On a route on which the person is shown the top ranked: those, the first first, each with what ranks it. Null on any other, and while there is nothing to choose (ROUT-25, CHOI-01).',
  })
  async topRanked(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<readonly RankedBid[] | null> {
    const shown = callOff.route && definitionOf(callOff.route).choice?.shown;
    const ranking = shown ? await suggestionFor(context, callOff) : null;
    if (!shown || !ranking) return null;
    const { policy } = await policyInForce(context.em, callOff.council, { version: callOff.policyVersion });
    return topRanked(ranking.order, shown(policy));
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...CHOICE_READERS)
  @FieldResolver(() => [Choice], {
    nullable: true,
    description: 'What was chosen, the latest last: that one counts (CHOI-09).',
  })
  choices(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Choice[]> {
    return choicesOf(context, callOff.id);
  }

  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => ChoicePayload, {
    description:
      'Records which offer was chosen with the person or the family, until the broker awards it; or which home is preferred, which is asked then (ROUT-28, ROUT-31, CHOI-08).',
  })
  async recordChoice(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordChoiceInput, { description: 'Which offer, by whom, and why.' }) input: RecordChoiceInput,
  ): Promise<ChoicePayload> {
    const { callOffId, bidId, decidedBy, reason, idempotencyKey } = input;
    const { who, how, at } = decidedBy;
    const { result, refusals } = await recordChoice(context.work, {
      ...{ callOffId, bidId, reason, idempotencyKey },
      decidedBy: { who, how, at },
      topUp: topUpTerms(input.topUp),
    });
    return { choice: result, refusals };
  }
}
