import { Arg, Authorized, Ctx, Field, FieldResolver, ID, InputType, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { ExceptionOutcome } from '../../../../schema/events/cases.js';
import { STANDARD_FEE_ON, type StandardFeeOnAnswer } from '../../../../schema/questions.js';
import {
  decideExceptionalCircumstances,
  allowed as mayDecide,
} from '../../commands/awards/decide-exceptional-circumstances.js';
import { PlaceCost } from '../../entities/awards/place-cost.js';
import { ExceptionOutcomeWord } from '../../entities/awards/words.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { PLACE_COST_READERS } from '../../entities/readers.js';
import { homesOfAnswers } from '../../reads/matching/homes.js';
import { type FeeVersion, feeKindOf, placeCost } from '../../rules/awards/place-cost.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { ChoicePayload } from './choices.js';

@InputType({ description: "The council's decision on exceptional circumstances in the choice of a home (CHOI-06)." })
class DecideExceptionalCircumstancesInput extends ActInput {
  @Field(() => ID, { description: 'Id of the choice.' })
  choiceId!: string;

  @Field(() => ExceptionOutcomeWord, { description: 'Whether it grants that nobody is asked for the top-up.' })
  outcome!: ExceptionOutcome;

  @Field(() => String, { description: 'Why, in at most 1,000 characters; name nobody. The council keeps it.' })
  explanation!: string;
}

@Resolver(() => Bid)
export class Places {
  @Needs<Bid>('callOffId', 'council', 'homeId', 'startDate')
  @Authorized<Role>(...PLACE_COST_READERS)
  @FieldResolver(() => PlaceCost, {
    nullable: true,
    description:
      'Of a place in a home whose price is held against the standard fee: price, fee and top-up on the day of admission, as they are now. Null of any other, and while one of the two is not on record (CHOI-06).',
  })
  async placeCost(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<PlaceCost | null> {
    const { callOffId, council, homeId, startDate: on } = bid;
    if (homeId === null || on === null) return null;
    const callOff = await context.byId(CallOff, callOffId);
    const asked = callOff?.route && definitionOf(callOff.route).topUps ? callOff.need.home : null;
    const home = asked && (await homesOfAnswers(context.em, council, [bid])).get(homeId);
    if (!asked || !home) return null;
    const fee = await feeOn(context, { council, kind: feeKindOf(asked), on });
    return placeCost({ asked, home, on, fee });
  }

  @Authorized<Role>(...mayDecide.roles)
  @Mutation(() => ChoicePayload, {
    description:
      'Decides whether the circumstances that a choice of a home puts to the council are exceptional, so that nobody is asked for its top-up (CHOI-06).',
  })
  async decideExceptionalCircumstances(
    @Ctx() context: RequestContext,
    @Arg('input', () => DecideExceptionalCircumstancesInput, { description: 'Of which choice, and what is decided.' })
    input: DecideExceptionalCircumstancesInput,
  ): Promise<ChoicePayload> {
    const { choiceId, outcome, explanation, idempotencyKey } = input;
    const decided = { choiceId, outcome, explanation, idempotencyKey };
    const { result, refusals } = await decideExceptionalCircumstances(context.work, decided);
    return { choice: result, refusals };
  }
}

interface FeeAsked {
  readonly council: string;
  readonly kind: string;
  readonly on: string;
}

/** The standard fee on a day, asked of the register once for one request; null if the council has set none. */
async function feeOn(context: RequestContext, asked: FeeAsked): Promise<FeeVersion | null> {
  const ask = async (key: string) => {
    const { standardFeeOn } = await context.work.ask<StandardFeeOnAnswer>(
      'providers',
      STANDARD_FEE_ON,
      JSON.parse(key),
    );
    return standardFeeOn;
  };
  const fees = context.loader<string, FeeVersion>('standard fee', (keys) => Promise.all(keys.map(ask)));
  return fees.load(JSON.stringify(asked));
}
