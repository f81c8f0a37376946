import { Arg, Authorized, Ctx, Field, FieldResolver, InputType, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { ExceptionOutcome, TopUpStatus } from '../../../../schema/events/cases.js';
import { allowed as mayRecord, recordTopUp } from '../../commands/placements/record-top-up.js';
import { Placement } from '../../entities/placements/placement.js';
import { TopUp } from '../../entities/placements/top-up.js';
import { ExceptionOutcomeWord, TopUpStatusWord } from '../../entities/placements/words.js';
import { CASE_WORKERS, TERMS_READERS } from '../../entities/readers.js';
import { councilSharePence } from '../../rules/placements/top-up.js';
import { sees } from '../disclose.js';
import { rowsOf } from '../reading.js';
import { OnPlacementInput, PlacementPayload } from './placement-payload.js';

@InputType({ description: 'What a third party agrees to pay.' })
export class TopUpAgreementInput {
  @Field(() => String, { description: 'Who pays, in 1 to 200 characters.' })
  thirdParty!: string;

  @Field(() => TopUpStatusWord, { description: 'How far it has come.' })
  status!: TopUpStatus;

  @Field(() => LocalDateScalar, { description: 'When it was requested; today or before.' })
  requestedOn!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was signed: of a signed one, and no other.' })
  signedOn?: string | null;
}

@InputType({ description: "The council's decision on exceptional circumstances." })
export class TopUpExceptionInput {
  @Field(() => ExceptionOutcomeWord, { description: 'The decision.' })
  outcome!: ExceptionOutcome;

  @Field(() => LocalDateScalar, { description: 'When it was decided; today or before.' })
  decidedOn!: string;

  @Field(() => String, { description: 'Why, in 1 to 500 characters.' })
  reason!: string;
}

@InputType({ description: 'What the price of a home is above the fee, and who bears it.' })
export class RecordTopUpInput extends OnPlacementInput {
  @Field(() => PenceScalar, { description: 'What the price of a week is above the fee.' })
  amountPence!: number;

  @Field(() => PenceScalar, { description: "The council's standard fee a week that the price was held against." })
  standardFeePence!: number;

  @Field(() => String, { description: 'Version of that fee, in 1 to 50 characters.' })
  feeVersion!: string;

  @Field(() => TopUpAgreementInput, { nullable: true, description: "The third party's agreement." })
  agreement?: TopUpAgreementInput | null;

  @Field(() => TopUpExceptionInput, { nullable: true, description: 'The exceptional decision, in its place.' })
  exception?: TopUpExceptionInput | null;
}

@Resolver(() => Placement)
export class TopUps {
  @Authorized<Role>(...CASE_WORKERS)
  @FieldResolver(() => [TopUp], {
    nullable: true,
    description: 'Versions of its third-party top-up, the latest last (AWRD-11).',
  })
  async topUps(@Root() placement: Placement, @Ctx() context: RequestContext): Promise<readonly TopUp[] | null> {
    if (!sees(context, 'CARE', placement.council)) return null;
    return rowsOf(context, TopUp, 'placementId', placement.id, 'version');
  }

  @Needs<Placement>('weeklyPricePence', 'thirdPartyWeeklyPence')
  @Authorized<Role>(...TERMS_READERS)
  @FieldResolver(() => PenceScalar, {
    nullable: true,
    description:
      'What the council pays a week: the price without the share that a third party has signed for, which is not named here (PAY-09).',
  })
  councilSharePence(@Root() placement: Placement): number | null {
    return councilSharePence(placement);
  }

  @Authorized<Role>(...mayRecord.roles)
  @Mutation(() => PlacementPayload, {
    description: 'Holds the third-party top-up of a place in a home; every version is kept (AWRD-11, PAY-09).',
  })
  async recordTopUp(
    @Arg('input', () => RecordTopUpInput, { description: 'The top-up.' }) input: RecordTopUpInput,
    @Ctx() context: RequestContext,
  ): Promise<PlacementPayload> {
    const { idempotencyKey, placementId, amountPence, standardFeePence, feeVersion, agreement, exception } = input;
    return PlacementPayload.of(
      await recordTopUp(context.work, {
        ...{ idempotencyKey, placementId, amountPence, standardFeePence, feeVersion },
        agreement: agreement
          ? {
              thirdParty: agreement.thirdParty,
              status: agreement.status,
              requestedOn: agreement.requestedOn,
              signedOn: agreement.signedOn ?? null,
            }
          : null,
        exception: exception
          ? { outcome: exception.outcome, decidedOn: exception.decidedOn, reason: exception.reason }
          : null,
      }),
    );
  }
}
