import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { VariationInitiator, VariationKind } from '../../../../schema/events/cases.js';
import { allowed as mayVary, recordVariation } from '../../commands/variations/record-variation.js';
import { VariationInitiatorWord, VariationKindWord } from '../../entities/variations/words.js';
import { OnPlacementInput, PlacementPayload } from '../placements/placement-payload.js';
import { callOf, RequestedCallInput } from '../requests/call-inputs.js';

@InputType({ description: 'One call of the week from the first day of a variation on.' })
export class VariedCallInput extends RequestedCallInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'The callId of the call that it continues. Left out, it continues the one with the same days and start, or is new.',
  })
  callId?: string | null;
}

@InputType({ description: 'A variation of a placement, as LAS has it.' })
export class RecordVariationInput extends OnPlacementInput {
  @Field(() => String, { description: 'Its id on LAS: it keeps the variation from being recorded twice.' })
  lasVariationId!: string;

  @Field(() => VariationKindWord, { description: 'What it does.' })
  kind!: VariationKind;

  @Field(() => VariationInitiatorWord, { defaultValue: 'COUNCIL', description: 'Who began it (VAR-15).' })
  initiator!: VariationInitiator;

  @Field(() => LocalDateScalar, {
    description: 'Its first day. To change a suspension, a day of that suspension (VAR-03).',
  })
  effectiveFrom!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'Its last day: of a suspension, if it is known, and of a temporary increase always (VAR-06). To change a suspension, its last day from now on, or none.',
  })
  effectiveTo?: string | null;

  @Field(() => [VariedCallInput], {
    nullable: true,
    description: 'The calls of the week from then on, where they change: all of them (VAR-15).',
  })
  calls?: VariedCallInput[] | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes that they come to, to be checked (VAR-15).' })
  weeklyWorkerMinutes?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it would put the person or the carer at risk (VAR-01).',
  })
  putsAtRisk!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the care teams have agreed to it nevertheless (VAR-01).',
  })
  careTeamsAgreed!: boolean;
}

@Resolver()
export class Variations {
  @Authorized<Role>(...mayVary.roles)
  @Mutation(() => PlacementPayload, {
    description: 'Records a variation that is on LAS. It takes effect on its first day (SM-6).',
  })
  async recordVariation(
    @Arg('input', () => RecordVariationInput, { description: 'The variation.' }) input: RecordVariationInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, lasVariationId, kind, initiator, effectiveFrom } = input;
    const { putsAtRisk, careTeamsAgreed } = input;
    return PlacementPayload.of(
      await recordVariation(context.work, {
        idempotencyKey,
        placementId,
        lasVariationId,
        kind,
        initiator,
        effectiveFrom,
        effectiveTo: input.effectiveTo ?? null,
        calls: input.calls?.map((call) => ({ ...callOf(call), callId: call.callId ?? null })) ?? null,
        weeklyWorkerMinutes: input.weeklyWorkerMinutes ?? null,
        putsAtRisk,
        careTeamsAgreed,
      }),
    );
  }
}
