import { Arg, Authorized, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { authorisePlan, allowed as mayAuthorise } from '../../commands/plans/authorise-plan.js';
import { allowed as maySetInterim, setInterimPlan } from '../../commands/plans/set-interim-plan.js';
import { OnPlacementInput, PlacementPayload } from '../placements/placement-payload.js';
import { CarePlanInput, planOf } from './care-plan-inputs.js';

@InputType({ description: 'A care plan to be authorised.' })
export class AuthorisePlanInput extends OnPlacementInput {
  @Field(() => CarePlanInput, { nullable: true, description: 'What it says. Left out: what its latest version says.' })
  carePlan?: CarePlanInput | null;
}

@InputType({ description: 'Interim documentation.' })
export class SetInterimPlanInput extends OnPlacementInput {
  @Field(() => String, { description: 'Why an authorised plan cannot be issued now.' })
  reason!: string;

  @Field(() => CarePlanInput, {
    nullable: true,
    description: 'What it says. Left out: what the latest version of the plan says.',
  })
  carePlan?: CarePlanInput | null;
}

@Resolver()
export class CarePlans {
  @Authorized<Role>(...mayAuthorise.roles)
  @Mutation(() => PlacementPayload, { description: 'The care manager authorises the care plan (ASM-10).' })
  async authorisePlan(
    @Arg('input', () => AuthorisePlanInput, { description: 'The plan.' }) input: AuthorisePlanInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId } = input;
    return PlacementPayload.of(
      await authorisePlan(context.work, { idempotencyKey, placementId, carePlan: planOf(input.carePlan) }),
    );
  }

  @Authorized<Role>(...maySetInterim.roles)
  @Mutation(() => PlacementPayload, { description: 'Gives the provider interim documentation to start on (ASM-12).' })
  async setInterimPlan(
    @Arg('input', () => SetInterimPlanInput, { description: 'The documentation.' }) input: SetInterimPlanInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, reason } = input;
    const carePlan = planOf(input.carePlan);
    return PlacementPayload.of(await setInterimPlan(context.work, { idempotencyKey, placementId, reason, carePlan }));
  }
}
