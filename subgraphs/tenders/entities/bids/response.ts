import { Field, Int, ObjectType } from 'type-graphql';
import { PenceScalar } from '../../../../kernel/graphql/scalars.js';
import type { CostedLine, PersonCovered, QuestionAnswer, ResponseContent } from '../../rules/bids/response-content.js';
import type { Score } from '../../rules/evaluation/score-order.js';

@ObjectType({ description: 'One part of a package that costs money (ROUT-46).' })
export class ResponseLine implements CostedLine {
  @Field(() => String, { description: 'What it is.' })
  what!: string;

  @Field(() => PenceScalar, { description: 'What a week of it costs.' })
  weeklyPence!: number;
}

@ObjectType({ description: 'The answer to one question of the advert (ROUT-44).' })
export class ResponseAnswer implements QuestionAnswer {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => String, { description: 'The answer.' })
  text!: string;
}

@ObjectType({ description: 'How one of several people would be supported, in a bid for all of them (ROUT-39).' })
export class CoveredPerson implements PersonCovered {
  @Field(() => Int, { description: 'Number of the person, as the advert has it.' })
  person!: number;

  @Field(() => String, { description: "How this person's outcomes would be met." })
  outcomes!: string;

  @Field(() => PenceScalar, { description: "What a week of this person's own support costs, beside what is for all." })
  weeklyPence!: number;
}

@ObjectType({ description: 'A package as a whole, as one provider would coordinate it (ROUT-46).' })
export class BidResponse implements ResponseContent {
  @Field(() => [ResponseLine], { description: 'What costs money; of a bid for several, what is for all of them.' })
  costedLines!: ResponseLine[];

  @Field(() => [String], { description: 'What costs nothing, or next to nothing: what the community provides.' })
  communityLines!: string[];

  @Field(() => [ResponseAnswer], { description: 'An answer to each question of the advert.' })
  answers!: ResponseAnswer[];

  @Field(() => Boolean, { nullable: true, description: 'Whether its provider coordinates everything in it.' })
  coordinates!: boolean | null;

  @Field(() => [CoveredPerson], {
    nullable: true,
    description: 'Each of the people, of a bid for several; null or empty where one is alone (ROUT-39).',
  })
  people?: CoveredPerson[];
}

@ObjectType({ description: 'What the answer to one question was found to be worth (EVAL-08).' })
export class AnswerScore implements Score {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => Int, { description: 'From 0 to the highest score of the question.' })
  score!: number;
}
