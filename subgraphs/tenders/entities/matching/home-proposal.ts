import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { MatchReason } from '../../rules/matching/match.js';
import { MatchReasonWord } from './words.js';

/** A home in its place among those that are proposed, with the figures that put it there (ROUT-30, ROUT-35, EVAL-13). */
@ObjectType({ description: 'A home in its place among those that are proposed, and why it stands there (ROUT-30).' })
export class HomeProposal {
  @Field(() => Int, { description: 'Its place; 1 is the best match.' })
  place!: number;

  @Field(() => MatchReasonWord, {
    nullable: true,
    description: 'What puts it before the next home; null for the last that suits.',
  })
  beforeNextBy!: MatchReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the patch in which it lies; null outside of the borough.',
  })
  patch!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The place of that patch among those that are preferred, from 1; null if it is not one of them.',
  })
  preference!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Places free by the day of admission, as last stated; null if it never stated any (PROV-22).',
  })
  placesFree!: number | null;

  @Field(() => Boolean, { description: 'Whether that is fresh, by the policy of the council.' })
  isFresh!: boolean;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'What a week costs the council on the day of admission; null if the home says no price (PROV-21).',
  })
  weeklyPricePence!: number | null;

  @Field(() => DateTimeScalar, { description: 'When homes were matched so.' })
  at!: string;
}
