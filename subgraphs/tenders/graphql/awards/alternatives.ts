import { Arg, Authorized, Ctx, Field, FieldResolver, ID, InputType, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { ChoiceAnswer } from '../../../../schema/events/tenders.js';
import { chooseAlternative, allowed as mayChoose } from '../../commands/awards/choose-alternative.js';
import { decideAlternative, allowed as mayDecide } from '../../commands/awards/decide-alternative.js';
import { Choice } from '../../entities/awards/choice.js';
import { ConditionOfChoice } from '../../entities/awards/choice-condition.js';
import { ChoiceDecision } from '../../entities/awards/choice-decision.js';
import { ExceptionDecision } from '../../entities/awards/exception-decision.js';
import { ChoiceAnswerWord, ReasonablenessWord } from '../../entities/awards/words.js';
import { type DecidedOfChoice, decidedOf, standingOf } from '../../reads/awards/chosen.js';
import type { Reasonableness } from '../../rules/awards/alternative.js';
import { CareHome, careHome, Provider, provider } from '../references.js';
import { ChoicePayload } from './choices.js';
import { InvolvementInput } from './involvement.js';
import { TopUpOfChoiceInput, topUpTerms } from './top-up-input.js';

@InputType({ description: 'A choice of another provider than those that the person was shown (CHOI-02).' })
class ChooseAlternativeInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the provider that the person wants, whether it tendered or not.' })
  providerId!: string;

  @Field(() => InvolvementInput, { description: "Who of the person's side decided, how and when." })
  decidedBy!: InvolvementInput;

  @Field(() => String, {
    description: 'Why the person wants this provider, in at most 1,000 characters; name nobody (CHOI-07).',
  })
  reason!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Of home support: the day on which the direct payment was set up, today or before (CHOI-04).',
  })
  directPaymentSetUpOn?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Of supported living: id of the scheme that the person chose, with which the provider comes (CHOI-05).',
  })
  schemeId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of a place in a home: id of the home in which the person wants to live (CHOI-06).',
  })
  homeId?: string | null;

  @Field(() => TopUpOfChoiceInput, {
    nullable: true,
    description: 'Of a place in a home above the standard fee: how that is settled (CHOI-06).',
  })
  topUp?: TopUpOfChoiceInput | null;
}

@InputType({ description: "The council's decision on a choice of another provider (CHOI-07)." })
class DecideAlternativeInput extends ActInput {
  @Field(() => ID, { description: 'Id of the choice.' })
  choiceId!: string;

  @Field(() => ReasonablenessWord, { description: 'Whether it is reasonable.' })
  decision!: Reasonableness;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, in at most 1,000 characters; name nobody. Needed if it is refused: it is explained to the person.',
  })
  explanation?: string | null;
}

@Resolver(() => Choice)
export class Alternatives {
  @Needs<Choice>('id', 'answer', 'conditions')
  @FieldResolver(() => ChoiceAnswerWord, { description: 'Whether it is allowed, as it stands now (CHOI-02).' })
  async answer(@Root() choice: Choice, @Ctx() context: RequestContext): Promise<ChoiceAnswer> {
    return standingOf(choice, await decisionsOn(context, choice)).answer;
  }

  @Needs<Choice>('id', 'answer', 'conditions')
  @FieldResolver(() => [ConditionOfChoice], {
    description: 'Of another provider than those shown: each condition of it, as it stands now (CHOI-02).',
  })
  async conditions(@Root() choice: Choice, @Ctx() context: RequestContext): Promise<readonly ConditionOfChoice[]> {
    return standingOf(choice, await decisionsOn(context, choice)).conditions;
  }

  @Needs<Choice>('id')
  @FieldResolver(() => ChoiceDecision, {
    nullable: true,
    description: 'What the council decided of it; null where it has not, or need not (CHOI-07).',
  })
  async decision(@Root() choice: Choice, @Ctx() context: RequestContext): Promise<ChoiceDecision | null> {
    return (await decisionsOn(context, choice)).reasonableness;
  }

  @Needs<Choice>('id')
  @FieldResolver(() => ExceptionDecision, {
    nullable: true,
    description: 'What the council decided of exceptional circumstances; null where it has not, or need not (CHOI-06).',
  })
  async exceptionDecision(@Root() choice: Choice, @Ctx() context: RequestContext): Promise<ExceptionDecision | null> {
    return (await decisionsOn(context, choice)).exception;
  }

  @Needs<Choice>('homeId')
  @FieldResolver(() => CareHome, {
    nullable: true,
    description: 'The home in which the person would live; null of any other care (CHOI-06).',
  })
  home(@Root() { homeId }: Choice): CareHome | null {
    return careHome(homeId);
  }

  @Needs<Choice>('providerId')
  @FieldResolver(() => Provider, {
    nullable: true,
    description: 'Who was chosen; null for what was recorded before that was kept.',
  })
  provider(@Root() { providerId }: Choice): Provider | null {
    return providerId === null ? null : provider(providerId);
  }

  @Authorized<Role>(...mayChoose.roles)
  @Mutation(() => ChoicePayload, {
    description:
      'Records that the person chose another provider than those shown; the council then decides whether that is reasonable (CHOI-02, CHOI-04, CHOI-05, CHOI-06).',
  })
  async chooseAlternative(
    @Ctx() context: RequestContext,
    @Arg('input', () => ChooseAlternativeInput, { description: 'Which provider, by whom, and why.' })
    input: ChooseAlternativeInput,
  ): Promise<ChoicePayload> {
    const { callOffId, providerId, decidedBy, reason, idempotencyKey } = input;
    const { who, how, at } = decidedBy;
    const { result, refusals } = await chooseAlternative(context.work, {
      ...{ callOffId, providerId, reason, idempotencyKey },
      decidedBy: { who, how, at },
      directPaymentSetUpOn: input.directPaymentSetUpOn ?? null,
      schemeId: input.schemeId ?? null,
      homeId: input.homeId ?? null,
      topUp: topUpTerms(input.topUp),
    });
    return { choice: result, refusals };
  }

  @Authorized<Role>(...mayDecide.roles)
  @Mutation(() => ChoicePayload, {
    description:
      'Decides whether a choice of another provider is reasonable; a refusal is explained to the person (CHOI-07).',
  })
  async decideAlternative(
    @Ctx() context: RequestContext,
    @Arg('input', () => DecideAlternativeInput, { description: 'Which choice, and what is decided.' })
    input: DecideAlternativeInput,
  ): Promise<ChoicePayload> {
    const { choiceId, decision, explanation, idempotencyKey } = input;
    const { result, refusals } = await decideAlternative(context.work, {
      ...{ choiceId, decision, idempotencyKey },
      explanation: explanation ?? '',
    });
    return { choice: result, refusals };
  }
}

/** What the council decided of a choice, read together with its neighbours'. */
async function decisionsOn(context: RequestContext, { id }: Choice): Promise<DecidedOfChoice> {
  const decided = context.loader<string, DecidedOfChoice>('decisions on choice', (ids) => decidedOf(context.em, ids));
  return (await decided.load(id))!;
}
