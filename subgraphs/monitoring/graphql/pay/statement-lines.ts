import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import {
  AdjustmentCauseWord,
  PayBandWord,
  PayReasonWord,
  PayStatusWord,
  PayValidationWord,
  type RATE_SOURCES,
  RateSourceWord,
} from '../../entities/pay/words.js';
import { Visit } from '../../entities/visits/visit.js';
import { type Adjustment, totals, type VisitLine } from '../../reads/pay/payable-statement.js';
import type { AdjustmentCause } from '../../rules/pay/adjustment.js';
import type { PayBand } from '../../rules/pay/band.js';
import type { PayValidation } from '../../rules/pay/d2a-validation.js';
import type { PayReason, PayStatus } from '../../rules/pay/pay-line.js';
import { Placement } from '../references.js';

@ObjectType({ description: 'What is paid for one visit, and why not more (PAY-02, PAY-03).' })
export class PayableVisit {
  readonly line!: VisitLine;

  @Field(() => Placement, { description: 'Its placement.' })
  placement!: Placement;

  @Field(() => LocalDateScalar, { description: 'Its day.' })
  day!: string;

  @Field(() => PayStatusWord, { description: 'Whether it is paid.' })
  status!: PayStatus;

  @Field(() => PayBandWord, { description: 'The band that it is paid in.' })
  band!: PayBand;

  @Field(() => Int, { description: 'Worker-minutes that were scheduled; 0 while care was suspended or had ended.' })
  scheduledMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes given.' })
  actualMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes payable.' })
  payableMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes given less those scheduled.' })
  differenceMinutes!: number;

  @Field(() => PenceScalar, {
    nullable: true,
    description:
      'The rate for an hour, or in the bands SLEEP_IN and WAKING_NIGHT for a whole night of one worker; null if no rate was in force.',
  })
  ratePence!: number | null;

  @Field(() => RateSourceWord, { description: 'Where the rate comes from.' })
  rateSource!: (typeof RATE_SOURCES)[number];

  @Field(() => PenceScalar, { description: 'The amount, rounded once.' })
  amountPence!: number;

  @Field(() => PayValidationWord, {
    nullable: true,
    description: 'Whether formal messages support it; null unless the care is D2A (PAY-05).',
  })
  validation!: PayValidation | null;

  @Field(() => [PayReasonWord], { description: 'Why it is not paid, not paid as planned, or held.' })
  reasons!: readonly PayReason[];
}
export const PayableVisitConnection = connectionOf(PayableVisit, 'PayableVisit');

@ObjectType({
  description: 'What a statement settles of one visit of days that were approved before (PAY-07, PAY-11).',
})
export class PayAdjustment {
  readonly adjustment!: Adjustment;

  @Field(() => Placement, { description: 'Its placement.' })
  placement!: Placement;

  @Field(() => LocalDateScalar, { description: 'Its day.' })
  day!: string;

  @Field(() => AdjustmentCauseWord, { description: 'Why it is settled again.' })
  cause!: AdjustmentCause;

  @Field(() => PayStatusWord, {
    description: 'How it stands; what is HELD or NOT_OVER settles nothing until its reason is gone.',
  })
  status!: PayStatus;

  @Field(() => Int, { description: 'Worker-minutes approved so far.' })
  approvedMinutes!: number;

  @Field(() => PenceScalar, { description: 'Amount approved so far.' })
  approvedPence!: number;

  @Field(() => Int, { description: 'Worker-minutes payable as it stands now.' })
  payableMinutes!: number;

  @Field(() => PenceScalar, { description: 'Amount as it stands now.' })
  amountPence!: number;

  @Field(() => Int, { description: 'Worker-minutes that are added, or taken away.' })
  differenceMinutes!: number;

  @Field(() => PenceScalar, { description: 'Amount that is added, or taken away.' })
  differencePence!: number;

  @Field(() => [PayReasonWord], { description: 'Why it is not paid, not paid as planned, or held, as it stands now.' })
  reasons!: readonly PayReason[];
}
export const PayAdjustmentConnection = connectionOf(PayAdjustment, 'PayAdjustment');

@ObjectType({ description: 'One day of one placement: the sum of its visits. A statement of that day lists them.' })
export class PayableDay {
  @Field(() => Placement, { description: 'The placement.' })
  placement!: Placement;

  @Field(() => LocalDateScalar, { description: 'The day.' })
  day!: string;

  @Field(() => Int, { description: 'How many visits.' })
  visits!: number;

  @Field(() => Int, { description: 'Worker-minutes that were scheduled.' })
  scheduledMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes given.' })
  actualMinutes!: number;

  @Field(() => Int, { description: 'Worker-minutes payable.' })
  payableMinutes!: number;

  @Field(() => PenceScalar, { description: 'What is payable as it stands.' })
  amountPence!: number;

  @Field(() => PenceScalar, { description: 'What was worked out and is held back.' })
  heldPence!: number;
}
export const PayableDayConnection = connectionOf(PayableDay, 'PayableDay');

export function visitShown(line: VisitLine): PayableVisit {
  const { visit, placement, ...paid } = line;
  return { ...paid, line, day: visit.day, placement: placementOf(placement.id), rateSource: 'AWARD' };
}

export function adjustmentShown(adjustment: Adjustment): PayAdjustment {
  const { visit, placement, ...settled } = adjustment;
  return { ...settled, adjustment, day: visit.day, placement: placementOf(placement.id) };
}

@Resolver(() => PayAdjustment)
export class PayAdjustments {
  @FieldResolver(() => Visit, { description: 'The visit.' })
  async visit(@Root() { adjustment }: PayAdjustment, @Ctx() context: RequestContext): Promise<Visit> {
    return (await context.shown(Visit, adjustment.visit.id))!;
  }
}

@Resolver(() => PayableVisit)
export class PayableVisits {
  @FieldResolver(() => Visit, { description: 'The visit.' })
  async visit(@Root() { line }: PayableVisit, @Ctx() context: RequestContext): Promise<Visit> {
    // It was there when the statement was read, and all of one query is read at one instant.
    return (await context.shown(Visit, line.visit.id))!;
  }
}

export function dayShown(lines: readonly VisitLine[]): PayableDay {
  const { day, placementId } = lines[0]!.visit;
  return { placement: placementOf(placementId), day, visits: lines.length, ...totals(lines) };
}

const placementOf = (id: string) => Object.assign(new Placement(), { id });
