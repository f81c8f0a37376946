import { Field, ID, InputType, Int } from 'type-graphql';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Activity } from '../../../../schema/events/cases.js';
import type { Involved } from '../../../../schema/involved.js';
import { InvolvedWord } from '../../entities/plans/words.js';
import { ActivityWord } from '../../entities/requests/words.js';
import type { PlanDescribed } from '../../rules/plans/care-plan.js';
import type { StrengthSummary } from '../../rules/plans/strengths.js';

@InputType({ description: 'A step towards the goals (ASM-20).' })
export class PathwayStepInput {
  @Field(() => String, { description: 'The service, in 1 to 500 characters.' })
  service!: string;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'What it costs a week, up to 2,000,000; left out if it costs the budget nothing.',
  })
  weeklyCostPence?: number | null;
}

@InputType({ description: 'Unpaid support or an asset that the person has (ASM-20).' })
export class InformalSupportInput {
  @Field(() => String, { description: 'The support, in 1 to 500 characters.' })
  support!: string;

  @Field(() => String, { nullable: true, description: 'How it is kept up, in 1 to 500 characters.' })
  sustainedBy?: string | null;
}

@InputType({ description: 'What a strength-based assessment found, in short: at most 20 entries of a kind (ASM-20).' })
export class StrengthsInput {
  @Field(() => [String], { description: 'Goals that improve wellbeing: at least one, each of 1 to 500 characters.' })
  goals!: string[];

  @Field(() => [PathwayStepInput], { defaultValue: [], description: 'The pathway to them, costed and non-costed.' })
  pathway!: PathwayStepInput[];

  @Field(() => [InformalSupportInput], { defaultValue: [], description: 'Informal support and assets.' })
  informalSupport!: InformalSupportInput[];

  @Field(() => String, {
    nullable: true,
    description: "The person's support at a glance, in at most 2,000 characters.",
  })
  snapshot?: string | null;
}

@InputType({ description: 'A provider beside the lead, for one outcome of a co-produced plan (ASM-38).' })
export class OutcomePartnerInput {
  @Field(() => Int, { description: "Place of the outcome in the plan's outcomes, from 0." })
  outcome!: number;

  @Field(() => ID, { description: 'The id of the partner.' })
  providerId!: string;
}

@InputType({ description: "How somebody of the person's side took part in the plan (CHOI-11)." })
export class PlanInvolvementInput {
  @Field(() => InvolvedWord, { description: 'Who took part.' })
  who!: Involved;

  @Field(() => String, { description: 'How, in 1 to 500 characters.' })
  how!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What was chosen, in 1 to 500 characters; left out if nothing was to be chosen.',
  })
  chose?: string | null;
}

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

  @Field(() => StrengthsInput, { nullable: true, description: 'What a strength-based assessment found (ASM-20).' })
  strengths?: StrengthsInput | null;

  @Field(() => PenceScalar, {
    nullable: true,
    description:
      'Budget a week within which support is flexible, up to 2,000,000 (ASM-21); as agreed, where there is a starter budget.',
  })
  availableBudgetPence?: number | null;

  @Field(() => [OutcomePartnerInput], {
    defaultValue: [],
    description: 'Providers beside the one that delivers and coordinates the plan, by outcome; at most 20 (ASM-38).',
  })
  partners!: OutcomePartnerInput[];

  @Field(() => [PlanInvolvementInput], {
    defaultValue: [],
    description: "Who of the person's side took part in making it, and what was chosen; at most 20 (CHOI-11).",
  })
  involvement!: PlanInvolvementInput[];
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
    strengths: strengthsOf(plan.strengths),
    availableBudgetPence: plan.availableBudgetPence ?? null,
    partners: plan.partners.map(({ outcome, providerId }) => ({ outcome, providerId })),
    involvement: plan.involvement.map(({ who, how, chose }) => ({ who, how, chose: chose ?? null })),
  };
}

function strengthsOf(strengths: StrengthsInput | null | undefined): StrengthSummary | null {
  if (!strengths) return null;
  return {
    goals: [...strengths.goals],
    pathway: strengths.pathway.map(({ service, weeklyCostPence }) => ({
      service,
      weeklyCostPence: weeklyCostPence ?? null,
    })),
    informalSupport: strengths.informalSupport.map(({ support, sustainedBy }) => ({
      support,
      sustainedBy: sustainedBy ?? null,
    })),
    snapshot: strengths.snapshot ?? null,
  };
}
