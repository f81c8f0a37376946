import { Arg, Authorized, Ctx, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { VariationInitiator } from '../../../../schema/events/cases.js';
import { allowed as mayVary, recordVariation } from '../../commands/variations/record-variation.js';
import { VariationInitiatorWord, VariationKindWord } from '../../entities/variations/words.js';
import type { RecordedKind } from '../../rules/variations/variation.js';
import { OnPlacementInput, PlacementPayload } from '../placements/placement-payload.js';

@InputType({ description: 'A variation of a placement, as LAS has it.' })
export class RecordVariationInput extends OnPlacementInput {
  @Field(() => String, { description: 'Its id on LAS: by it a variation is recorded once.' })
  lasVariationId!: string;

  @Field(() => VariationKindWord, { description: 'What it does.' })
  kind!: RecordedKind;

  @Field(() => VariationInitiatorWord, { defaultValue: 'COUNCIL', description: 'Who began it (VAR-15).' })
  initiator!: VariationInitiator;

  @Field(() => LocalDateScalar, { description: 'First day of it.' })
  effectiveFrom!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day: of a temporary increase always (VAR-06).' })
  effectiveTo?: string | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes a week from then on, where they change.' })
  weeklyWorkerMinutes?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it would put person or carer at risk (VAR-01).' })
  putsAtRisk!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the care teams have agreed all the same (VAR-01).',
  })
  careTeamsAgreed!: boolean;
}

@Resolver()
export class Variations {
  @Authorized<Role>(...mayVary.roles)
  @Mutation(() => PlacementPayload, {
    description: 'Records a variation that stands on LAS; on its day it takes effect (SM-6).',
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
        weeklyWorkerMinutes: input.weeklyWorkerMinutes ?? null,
        putsAtRisk,
        careTeamsAgreed,
      }),
    );
  }
}
