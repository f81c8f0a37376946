import { Arg, Authorized, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { ConditionChange, ReturnAnswer } from '../../../../schema/events/cases.js';
import {
  allowed as mayReportChange,
  reportConditionChanged,
} from '../../commands/placements/report-condition-changed.js';
import { allowed as mayReportReturn, reportHospitalReturn } from '../../commands/placements/report-hospital-return.js';
import { ConditionChangeWord, InabilityReasonWord, ReturnAnswerWord } from '../../entities/placements/words.js';
import type { InabilityReason } from '../../rules/placements/hospital-return.js';
import { OnPlacementInput, PlacementPayload } from './placement-payload.js';

@InputType({ description: 'That somebody under discharge to assess has changed.' })
export class ReportConditionChangedInput extends OnPlacementInput {
  @Field(() => ConditionChangeWord, { description: 'How.' })
  kind!: ConditionChange;

  @Field(() => Date, { description: 'When you saw it.' })
  observedAt!: Date;
}

@InputType({ description: 'What you know so far of a return from hospital.' })
export class ReportHospitalReturnInput extends OnPlacementInput {
  @Field(() => Date, { description: 'When the person was discharged; it tells one return from another.' })
  dischargedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When you told the next of kin of it.' })
  nextOfKinInformedAt?: Date | null;

  @Field(() => ReturnAnswerWord, { nullable: true, description: 'What becomes of the plan.' })
  answer?: ReturnAnswer | null;

  @Field(() => InabilityReasonWord, { nullable: true, description: 'With CANNOT_MEET_NEEDS alone: why.' })
  reason?: InabilityReason | null;

  @Field(() => String, { nullable: true, description: 'With CANNOT_MEET_NEEDS alone: the rationale, in words.' })
  rationale?: string | null;
}

/** What a provider reports of a person around hospital. */
@Resolver()
export class ProviderReports {
  @Authorized<Role>(...mayReportChange.roles)
  @Mutation(() => PlacementPayload, {
    description: 'The provider tells the D2A team that the person is better or worse (ROUT-18).',
  })
  async reportConditionChanged(
    @Arg('input', () => ReportConditionChangedInput, { description: 'The change.' }) input: ReportConditionChangedInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, kind, observedAt } = input;
    return PlacementPayload.of(
      await reportConditionChanged(context.work, { idempotencyKey, placementId, kind, observedAt }),
    );
  }

  @Authorized<Role>(...mayReportReturn.roles)
  @Mutation(() => PlacementPayload, {
    description: 'The provider reports the return from hospital of somebody whom it supported before (ROUT-20).',
  })
  async reportHospitalReturn(
    @Arg('input', () => ReportHospitalReturnInput, { description: 'What is known so far.' })
    input: ReportHospitalReturnInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, dischargedAt } = input;
    return PlacementPayload.of(
      await reportHospitalReturn(context.work, {
        idempotencyKey,
        placementId,
        dischargedAt,
        nextOfKinInformedAt: input.nextOfKinInformedAt ?? null,
        answer: input.answer ?? null,
        reason: input.reason ?? null,
        rationale: input.rationale ?? null,
      }),
    );
  }
}
