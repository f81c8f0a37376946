import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import {
  PayBandWord,
  PayReasonWord,
  PayStatusWord,
  PayValidationWord,
  type RATE_SOURCES,
  RateSourceWord,
} from '../../entities/pay/words.js';
import { Visit } from '../../entities/visits/visit.js';
import { totals, type VisitLine } from '../../reads/pay/payable-statement.js';
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

  @Field(() => PenceScalar, { nullable: true, description: 'The rate for an hour; null if no rate was in force.' })
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
