import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';

/** A bid in its place with the figures that put it there, of its patch (EVAL-02) or of the framework (EVAL-05). */
@ObjectType({ description: 'A suitable bid in its place, with the figures that put it there (EVAL-02, EVAL-05).' })
export class RankedBid {
  @Field(() => ID, { description: 'The bid.' })
  bidId!: string;

  providerId!: string;

  @Field(() => Int, { description: '1 is offered the package first.' })
  place!: number;

  @Field(() => String, { nullable: true, description: 'What put it before the next one; null of the last.' })
  beforeNextBy!: string | null;

  @Field(() => Int, { nullable: true, description: 'Rounds of the period in which its provider was eligible.' })
  eligibleRounds!: number | null;

  @Field(() => Int, { nullable: true, description: 'Packages of those rounds that its provider won.' })
  packagesWon!: number | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes a week that those rounds shared out.' })
  eligibleWeeklyMinutes!: number | null;

  @Field(() => Int, { nullable: true, description: 'Worker-minutes a week of what its provider won.' })
  weeklyMinutesWon!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "The provider's last award in the patch." })
  lastAwardAt!: string | null;

  @Field(() => PenceScalar, { nullable: true, description: 'Blended hourly rate for the care type, in the framework.' })
  blendedRatePence!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'An open query on its rate keeps it from being awarded (PROV-33).',
  })
  held!: boolean | null;

  @Field(() => Number, { description: 'Its lot in the draw that breaks a last tie.' })
  drawn!: number;
}
