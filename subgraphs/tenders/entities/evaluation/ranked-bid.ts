import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { FairShareReason } from '../../rules/evaluation/fair-share.js';
import type { QafReason } from '../../rules/evaluation/qaf-order.js';
import type { ScoreReason } from '../../rules/evaluation/score-order.js';
import type { StartReason } from '../../rules/evaluation/start-order.js';
import type { MatchReason } from '../../rules/matching/match.js';
import { RankingReasonWord } from './words.js';

export type RankingReason = FairShareReason | StartReason | MatchReason | QafReason | ScoreReason | 'RATE';

/** A bid in its place with the figures that put it there: of its patch, of the framework, of its quality rating, or of its scores. */
@ObjectType({
  description: 'A suitable bid in its place, with the figures that put it there (EVAL-02, EVAL-05, EVAL-06, EVAL-07).',
})
export class RankedBid {
  @Field(() => ID, { description: 'Id of the bid.' })
  bidId!: string;

  providerId!: string;

  @Field(() => Int, { description: 'Its place; 1 is offered the package first.' })
  place!: number;

  @Field(() => RankingReasonWord, {
    nullable: true,
    description: 'What puts it before the next bid; null for the last.',
  })
  beforeNextBy!: RankingReason | null;

  @Field(() => Int, { nullable: true, description: 'How many rounds of the period its provider was eligible in.' })
  eligibleRounds!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many packages of those rounds its provider won.' })
  packagesWon!: number | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes a week that those rounds awarded in all.' })
  eligibleWeeklyMinutes!: number | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes a week that its provider won in them.' })
  weeklyMinutesWon!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "The provider's last award in the patch." })
  lastAwardAt!: string | null;

  @Field(() => PenceScalar, { nullable: true, description: 'Blended hourly rate for the care type, in the framework.' })
  blendedRatePence!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an open query on its rate keeps it from being awarded (PROV-33).',
  })
  held!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: "By quality rating: its provider's score; null if it has none that counts, and is unranked (EVAL-06).",
  })
  qafScore!: number | null;

  @Field(() => Int, { nullable: true, description: 'The highest score of that scale.' })
  qafMax!: number | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "By quality rating: the day of its provider's latest overall CQC rating, which breaks ties (EVAL-06).",
  })
  cqcRatedOn!: string | null;

  @Field(() => PenceScalar, { nullable: true, description: 'What a week of its response costs (EVAL-07).' })
  weeklyCostPence?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: '100 for the lowest cost of these, less in proportion; to two places, half up (EVAL-07).',
  })
  costScore?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Its weighted scores of 100; to two places, half up (EVAL-07, EVAL-08).',
  })
  qualityScore?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Cost and quality by the split of the call-off; to two places, half up. The order is by the exact figure.',
  })
  totalScore?: number | null;

  @Field(() => Number, { description: 'Its lot in the draw that breaks a last tie.' })
  drawn!: number;
}
