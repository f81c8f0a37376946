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
  @Field(() => String, { description: 'Its id on LAS: it keeps the variation from being recorded twice.' })
  lasVariationId!: string;

  @Field(() => VariationKindWord, { description: 'What it does.' })
  kind!: RecordedKind;

  @Field(() => VariationInitiatorWord, { defaultValue: 'COUNCIL', description: 'Who began it (VAR-15).' })
  initiator!: VariationInitiator;

  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  effectiveFrom!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Its last day. A temporary increase always has one (VAR-06).',
  })
  effectiveTo?: string | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes a week from then on, where they change.' })
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
        weeklyWorkerMinutes: input.weeklyWorkerMinutes ?? null,
        putsAtRisk,
        careTeamsAgreed,
      }),
    );
  }
}
