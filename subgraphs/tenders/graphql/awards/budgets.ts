import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import { isWithin } from '../../../../kernel/graphql/periods.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { approveOverBudget, allowed as mayApprove } from '../../commands/awards/approve-over-budget.js';
import { Award } from '../../entities/awards/award.js';
import { BudgetApproval } from '../../entities/awards/budget-approval.js';
import { Bid } from '../../entities/bids/bid.js';
import { AnswerScore } from '../../entities/bids/response.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { GateOutcomeWord } from '../../entities/evaluation/assessment-words.js';
import { ASSESSORS, EVALUATORS } from '../../entities/readers.js';
import { isOverBudget, type ValueForMoney as ValueFacts, valueForMoney } from '../../rules/awards/budget.js';
import { weeklyCostPence } from '../../rules/bids/response-content.js';
import type { GateOutcome } from '../../rules/evaluation/assessment.js';
import { asOneself } from '../access.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';

@InputType({ description: 'An approval of an award above the individual budget (ROUT-45).' })
class ApproveOverBudgetInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the response.' })
  bidId!: string;

  @Field(() => String, { description: 'Why it may cost more, in at most 1,000 characters; name nobody.' })
  reason!: string;
}

@ObjectType({ description: 'What came of an approval.' })
class BudgetApprovalPayload extends Payload {
  @Field(() => BudgetApproval, { nullable: true, description: 'The approval as kept; null if it was refused.' })
  approval!: BudgetApproval | null;
}

@ObjectType({ description: 'What awards cost beside the budgets for them, in pence a week (EVAL-14).' })
@Reads('offers:read')
class ValueForMoney implements ValueFacts {
  @Field(() => PenceScalar, { description: 'The individual budgets, as they were at the awards.' })
  budgetPence!: number;

  @Field(() => PenceScalar, { description: 'What the awarded responses cost.' })
  weeklyCostPence!: number;

  @Field(() => PenceScalar, { description: 'By how much that is more than the budgets; less is negative.' })
  differencePence!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The same in per cent of the budgets, to two places, half away from zero; null without a budget.',
  })
  differencePct!: number | null;
}

@ObjectType({ description: 'The same of all awards of some days that stand (EVAL-14).' })
@Reads('offers:read')
class TotalValueForMoney extends ValueForMoney {
  @Field(() => Int, { description: 'How many awards are counted: those that had a budget.' })
  awards!: number;
}

@ArgsType()
class ValueForMoneyArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Only awards of this day or later.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Only awards of this day or earlier.' })
  to?: string | null;
}

@Resolver()
export class Budgets {
  @Authorized<Role>(...EVALUATORS)
  @Query(() => TotalValueForMoney, {
    nullable: true,
    description: "What the caller's council awarded beside the individual budgets, all together (EVAL-14).",
  })
  async valueForMoney(@Ctx() context: RequestContext, @Args() period: ValueForMoneyArgs): Promise<TotalValueForMoney> {
    asOneself(context);
    const awards = await context.em.find(
      Award,
      {
        $and: [
          {
            council: context.caller.organisation,
            undoneAt: null,
            budgetPence: { $ne: null },
            weeklyCostPence: { $ne: null },
          },
          ...isWithin('decidedAt', period),
        ],
      },
      { fields: ['budgetPence', 'weeklyCostPence'] },
    );
    const sum = (of: 'budgetPence' | 'weeklyCostPence') => awards.reduce((total, award) => total + award[of]!, 0);
    return { awards: awards.length, ...valueForMoney(sum('budgetPence'), sum('weeklyCostPence')) };
  }

  @Authorized<Role>(...mayApprove.roles)
  @Mutation(() => BudgetApprovalPayload, {
    description:
      'Approves that a response may be awarded although it costs more than the individual budget (ROUT-45). Once the budget falls it is approved again. After FACTS_UNAVAILABLE the same request may be sent again.',
  })
  async approveOverBudget(
    @Ctx() context: RequestContext,
    @Arg('input', () => ApproveOverBudgetInput, { description: 'Which response, and why.' })
    input: ApproveOverBudgetInput,
  ): Promise<BudgetApprovalPayload> {
    const { callOffId, bidId, reason, idempotencyKey } = input;
    const { result, refusals } = await approveOverBudget(context.work, { callOffId, bidId, reason, idempotencyKey });
    return { approval: result, refusals };
  }
}

@Resolver(() => CallOff)
export class CallOffBudgets {
  @Needs<CallOff>('budgetPence')
  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description:
      'The individual budget a week, as it was agreed when this was published; null where none counts (ROUT-45).',
  })
  budgetPence(@Root() callOff: CallOff): number | null {
    return callOff.budgetPence;
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => [BudgetApproval], {
    nullable: true,
    description: 'Approvals of more than the budget, the latest last: of one response that one counts (ROUT-45).',
  })
  budgetApprovals(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<BudgetApproval[]> {
    return rowsOfCallOff(context, 'budget approvals', callOff.id, (ids) =>
      context.em.find(BudgetApproval, { callOffId: { $in: ids } }, { orderBy: { approvedAt: 'asc', id: 'asc' } }),
    );
  }
}

@Resolver(() => Bid)
export class BidJudgements {
  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether a week of it costs more than the individual budget; null where none counts (ROUT-45).',
  })
  async overBudget(@Root() bid: Bid, @Ctx() context: RequestContext): Promise<boolean | null> {
    const callOff = bid.response && (await context.byId(CallOff, bid.callOffId));
    if (!bid.response || callOff?.budgetPence == null) return null;
    return isOverBudget(weeklyCostPence(bid.response), callOff.budgetPence);
  }

  @Needs<Bid>('scores')
  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => [AnswerScore], {
    nullable: true,
    description: 'What its answers were found to be worth; null until they are scored (EVAL-08).',
  })
  scores(@Root() { scores }: Bid): AnswerScore[] | null {
    return scores;
  }

  @Needs<Bid>('gateOutcome')
  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => GateOutcomeWord, {
    nullable: true,
    description: 'How it came through what its route asks before anybody chooses; null until it has.',
  })
  gateOutcome(@Root() { gateOutcome }: Bid): GateOutcome | null {
    return gateOutcome;
  }
}

@Resolver(() => Award)
export class AwardBudgets {
  @Needs<Award>('budgetPence', 'weeklyCostPence')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => ValueForMoney, {
    nullable: true,
    description: 'What it costs beside the individual budget; null where none counts (EVAL-14).',
  })
  valueForMoney(@Root() { budgetPence, weeklyCostPence: cost }: Award): ValueForMoney | null {
    return budgetPence === null || cost === null ? null : valueForMoney(budgetPence, cost);
  }
}
