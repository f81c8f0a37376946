import { Field, InputType, Int } from 'type-graphql';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Activity } from '../../../../schema/events/cases.js';
import { ActivityWord } from '../../entities/requests/words.js';
import type { PlanDescribed } from '../../rules/plans/care-plan.js';

@InputType({
  description: "What the council's care plan says (ASM-10). Whose it is and who delivers it is known from the case.",
})
export class CarePlanInput {
  @Field(() => String, { nullable: true, description: "The care manager, by the council's id of staff." })
  careManagerId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Minutes of service a week.' })
  weeklyMinutes?: number | null;

  @Field(() => [ActivityWord], { defaultValue: [], description: 'Activities.' })
  activities!: Activity[];

  @Field(() => [String], { defaultValue: [], description: 'Outcomes to be reached.' })
  outcomes!: string[];

  @Field(() => PenceScalar, { nullable: true, description: 'Budget of the service as a whole.' })
  totalBudgetPence?: number | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Help with medication that is agreed, one entry each (ASM-29).',
  })
  medication!: string[];

  @Field(() => [String], { defaultValue: [], description: 'Other services around the person (ASM-17).' })
  otherServices!: string[];
}

/** What the plan says, as plain values; null if none is given. */
export function planOf(plan: CarePlanInput | null | undefined): PlanDescribed | null {
  if (!plan) return null;
  return {
    careManagerId: plan.careManagerId ?? null,
    weeklyMinutes: plan.weeklyMinutes ?? null,
    activities: [...plan.activities],
    outcomes: [...plan.outcomes],
    totalBudgetPence: plan.totalBudgetPence ?? null,
    medication: [...plan.medication],
    otherServices: [...plan.otherServices],
  };
}
