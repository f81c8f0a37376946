import { Arg, Authorized, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { confirmD2aEndDate, allowed as mayConfirmEnd } from '../../commands/placements/confirm-d2a-end-date.js';
import { endPlacement, allowed as mayEnd } from '../../commands/placements/end-placement.js';
import { allowed as mayTakeBack, takeBackEnd } from '../../commands/placements/take-back-end.js';
import { ClosureReasonWord } from '../../entities/placements/words.js';
import type { ClosureReason } from '../../rules/placements/ending.js';
import { OnPlacementInput, PlacementPayload } from './placement-payload.js';

@InputType({ description: 'The end of a D2A package, as confirmed.' })
export class ConfirmD2aEndDateInput extends OnPlacementInput {
  @Field(() => LocalDateScalar, { description: 'Last date of the package.' })
  endDate!: string;
}

@InputType({ description: 'The end of a placement.' })
export class EndPlacementInput extends OnPlacementInput {
  @Field(() => ClosureReasonWord, { description: 'Why.' })
  reason!: ClosureReason;

  @Field(() => LocalDateScalar, { description: 'Last day of care; a day to come announces the end.' })
  endDate!: string;
}

/** How a placement ends. */
@Resolver()
export class Ends {
  @Authorized<Role>(...mayConfirmEnd.roles)
  @Mutation(() => PlacementPayload, { description: 'The D2A team confirms on which date the package ends (ROUT-17).' })
  async confirmD2aEndDate(
    @Arg('input', () => ConfirmD2aEndDateInput, { description: 'The date.' }) input: ConfirmD2aEndDateInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, endDate } = input;
    return PlacementPayload.of(await confirmD2aEndDate(context.work, { idempotencyKey, placementId, endDate }));
  }

  @Authorized<Role>(...mayEnd.roles)
  @Mutation(() => PlacementPayload, {
    description: 'Records that care has ended, and why; or announces on which day it will, again to move it (AWRD-12).',
  })
  async endPlacement(
    @Arg('input', () => EndPlacementInput, { description: 'When and why.' }) input: EndPlacementInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, reason, endDate } = input;
    return PlacementPayload.of(await endPlacement(context.work, { idempotencyKey, placementId, reason, endDate }));
  }

  @Authorized<Role>(...mayTakeBack.roles)
  @Mutation(() => PlacementPayload, {
    description: 'Takes back an end that was announced, before it has come (AWRD-12).',
  })
  async takeBackPlacementEnd(
    @Arg('input', () => OnPlacementInput, { description: 'The placement.' }) input: OnPlacementInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId } = input;
    return PlacementPayload.of(await takeBackEnd(context.work, { idempotencyKey, placementId }));
  }
}
