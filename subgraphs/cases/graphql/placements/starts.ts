import { Arg, Authorized, Ctx, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { adviseOfferedTimes, allowed as mayAdvise } from '../../commands/placements/advise-offered-times.js';
import { beginAssessment, allowed as mayAssess } from '../../commands/placements/begin-assessment.js';
import { confirmFirstCall, allowed as mayConfirm } from '../../commands/placements/confirm-first-call.js';
import { allowed as mayRecordSheet, recordContactSheet } from '../../commands/placements/record-contact-sheet.js';
import { OnPlacementInput, PlacementPayload } from './placement-payload.js';

@InputType({ description: 'The first call, or the admission.' })
export class ConfirmFirstCallInput extends OnPlacementInput {
  @Field(() => Date, { description: 'Day and time of the first call.' })
  firstCallAt!: Date;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'D2A: whether a call after the last usual time was agreed (WIN-19).',
  })
  laterCallAgreed!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'D2A: whether brokerage and the provider agreed to a call on a day for which the notice came after the cut-off (WIN-06, WIN-07).',
  })
  shortNoticeAgreed!: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "Day on which the agency's own assessment was complete (AWRD-06).",
  })
  assessmentCompletedOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Respite: nights of the stay (AWRD-06).' })
  lengthOfStayNights?: number | null;
}

@InputType({ description: 'A time that the provider can do.' })
export class OfferedCallTimeInput {
  @Field(() => Int, { description: "Place of the call in the need's calls, from 0." })
  call!: number;

  @Field(() => LocalTimeScalar, { description: 'Time offered.' })
  offered!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When the person was told that it differs from the requested time.',
  })
  advisedAt?: Date | null;
}

@InputType({ description: 'The times that a provider can do at the start.' })
export class AdviseOfferedTimesInput extends OnPlacementInput {
  @Field(() => [OfferedCallTimeInput], { description: 'One for each call that you speak about, and each call once.' })
  times!: OfferedCallTimeInput[];
}

@InputType({ description: 'The sheet that a person holds: whom to call, and who comes (DEL-19).' })
export class RecordContactSheetInput extends OnPlacementInput {
  @Field(() => LocalDateScalar, { description: 'When the person was given it.' })
  issuedOn!: string;

  @Field(() => String, { description: 'The key worker, by your own reference; 1 to 100 characters.' })
  keyWorker!: string;

  @Field(() => [String], { description: 'The regular team, by your own references; 1 to 30 of them.' })
  team!: string[];

  @Field(() => Boolean, { description: 'It says who the registered manager is and how to reach them.' })
  namesManager!: boolean;

  @Field(() => Boolean, { description: 'It says whom to call in an emergency and out of hours.' })
  namesOutOfHours!: boolean;
}

/** What the awarded provider does before care begins. */
@Resolver()
export class Starts {
  @Authorized<Role>(...mayAssess.roles)
  @Mutation(() => PlacementPayload, { description: 'The provider begins its own assessment (ASM-15).' })
  async beginAssessment(
    @Arg('input', () => OnPlacementInput, { description: 'The placement.' }) input: OnPlacementInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId } = input;
    return PlacementPayload.of(await beginAssessment(context.work, { idempotencyKey, placementId }));
  }

  @Authorized<Role>(...mayConfirm.roles)
  @Mutation(() => PlacementPayload, { description: 'The provider confirms, or moves, the first call (ROUT-10).' })
  async confirmFirstCall(
    @Arg('input', () => ConfirmFirstCallInput, { description: 'The first call.' }) input: ConfirmFirstCallInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, firstCallAt, laterCallAgreed, shortNoticeAgreed } = input;
    return PlacementPayload.of(
      await confirmFirstCall(context.work, {
        idempotencyKey,
        placementId,
        firstCallAt,
        laterCallAgreed,
        shortNoticeAgreed,
        assessmentCompletedOn: input.assessmentCompletedOn ?? null,
        lengthOfStayNights: input.lengthOfStayNights ?? null,
      }),
    );
  }

  @Authorized<Role>(...mayAdvise.roles)
  @Mutation(() => PlacementPayload, {
    description: 'The provider says which call times it can do at the start (ASM-14).',
  })
  async adviseOfferedTimes(
    @Arg('input', () => AdviseOfferedTimesInput, { description: 'The times.' }) input: AdviseOfferedTimesInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId } = input;
    const times = input.times.map(({ call, offered, advisedAt }) => ({ call, offered, advisedAt: advisedAt ?? null }));
    return PlacementPayload.of(await adviseOfferedTimes(context.work, { idempotencyKey, placementId, times }));
  }

  @Authorized<Role>(...mayRecordSheet.roles)
  @Mutation(() => PlacementPayload, {
    description:
      'Records that the person was given the sheet of whom to call and who comes; every issue is kept (DEL-19).',
  })
  async recordContactSheet(
    @Arg('input', () => RecordContactSheetInput, { description: 'The sheet.' }) input: RecordContactSheetInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, issuedOn, keyWorker, team, namesManager, namesOutOfHours } = input;
    const sheet = { issuedOn, keyWorker, team: [...team], namesManager, namesOutOfHours };
    return PlacementPayload.of(await recordContactSheet(context.work, { idempotencyKey, placementId, ...sheet }));
  }
}
