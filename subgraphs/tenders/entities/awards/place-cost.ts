import { Field, ObjectType } from 'type-graphql';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { StandardFeeKind } from '../../../../schema/events/providers.js';
import type { PlaceCost as Cost } from '../../rules/awards/place-cost.js';
import { StandardFeeKindWord } from './words.js';

@ObjectType({ description: "What a week of a place in a home costs beside the council's standard fee (CHOI-06)." })
export class PlaceCost implements Cost {
  @Field(() => LocalDateScalar, { description: 'The day of admission, of which the figures are.' })
  on!: string;

  @Field(() => PenceScalar, { description: 'The price that the home has on record, a week.' })
  pricePence!: number;

  @Field(() => StandardFeeKindWord, { description: 'Which standard fee: with nursing the nursing fee.' })
  feeKind!: StandardFeeKind;

  @Field(() => PenceScalar, { description: 'The standard fee, a week.' })
  feePence!: number;

  @Field(() => LocalDateScalar, { description: 'First day of the version of the fee.' })
  feeFrom!: string;

  @Field(() => PenceScalar, { description: 'What the price is above the fee, a week: the top-up; 0 if it is not.' })
  topUpPence!: number;
}
