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
import { ChoiceAnswerWord, ReasonablenessWord } from '../../entities/awards/words.js';
import type { Reasonableness } from '../../rules/awards/alternative.js';
import { Provider, provider } from '../references.js';
import { ChoicePayload } from './choices.js';
import { InvolvementInput } from './involvement.js';

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
  @Needs<Choice>('id', 'answer')
  @FieldResolver(() => ChoiceAnswerWord, { description: 'Whether it is allowed, as it stands now (CHOI-02).' })
  async answer(@Root() choice: Choice, @Ctx() context: RequestContext): Promise<ChoiceAnswer> {
    return (await decisionOn(context, choice))?.answer ?? choice.answer;
  }

  @Needs<Choice>('id', 'conditions')
  @FieldResolver(() => [ConditionOfChoice], {
    description: 'Of another provider than those shown: each condition of it, as it stands now (CHOI-02).',
  })
  async conditions(@Root() choice: Choice, @Ctx() context: RequestContext): Promise<readonly ConditionOfChoice[]> {
    return (await decisionOn(context, choice))?.conditions ?? choice.conditions;
  }

  @Needs<Choice>('id')
  @FieldResolver(() => ChoiceDecision, {
    nullable: true,
    description: 'What the council decided of it; null where it has not, or need not (CHOI-07).',
  })
  decision(@Root() choice: Choice, @Ctx() context: RequestContext): Promise<ChoiceDecision | null> {
    return decisionOn(context, choice);
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
      'Records that the person chose another provider than those shown; the council then decides whether that is reasonable (CHOI-02, CHOI-04, CHOI-05).',
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

/** The decision on a choice, read with one query together with those of its neighbours; null if there is none. */
function decisionOn(context: RequestContext, { id }: Choice): Promise<ChoiceDecision | null> {
  return context
    .loader<string, ChoiceDecision>('decision on choice', async (ids) => {
      const rows = await context.em.find(ChoiceDecision, { choiceId: { $in: [...ids] } });
      return ids.map((each) => rows.find(({ choiceId }) => choiceId === each) ?? null);
    })
    .load(id);
}
