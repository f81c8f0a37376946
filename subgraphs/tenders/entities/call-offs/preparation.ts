import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import type { Preparation, Question } from '../../rules/call-offs/preparation.js';
import { InvolvedWord } from '../awards/words.js';

@ObjectType({ description: 'One question that every response answers, and by what it is scored (ROUT-44, EVAL-08).' })
export class AskedQuestion implements Question {
  @Field(() => String, { description: 'Its code, by which answers and scores name it.' })
  code!: string;

  @Field(() => String, { description: 'The question. It names nobody.' })
  text!: string;

  @Field(() => String, { description: 'What a good answer shows.' })
  criterion!: string;

  @Field(() => Int, { description: 'The highest score; the lowest is 0.' })
  maximum!: number;

  @Field(() => Int, { description: 'How much it counts beside the others.' })
  weight!: number;
}

/** What invitees are told of how they are compared, before they answer (EVAL-07, ROUT-44). */
@ObjectType({ description: 'By what responses are compared, as every invitee reads it before it answers (EVAL-07).' })
export class AdvertisedTerms {
  @Field(() => Int, { description: 'How much cost counts, in per cent.' })
  costPct!: number;

  @Field(() => Int, { description: 'How much quality counts, in per cent; with cost it comes to 100.' })
  qualityPct!: number;

  @Field(() => [AskedQuestion], { description: 'The questions, each with its criterion, scale and weight.' })
  questions!: AskedQuestion[];

  @Field(() => String, { nullable: true, description: 'Code of the lot whose members are asked; null without lots.' })
  lot!: string | null;

  @Field(() => String, { description: 'By what the procurement portal knows the notice (ROUT-41, ROUT-42).' })
  portalReference!: string;
}

/** The same as its council sees it, with what is no matter of providers. */
@ObjectType({
  description: 'What was set on a call-off before it was published; afterwards none of it changes (EVAL-07, ROUT-44).',
})
export class CallOffPreparation extends AdvertisedTerms implements Preparation {
  @Field(() => [InvolvedWord], {
    description: "Who of the person's side set the questions, with the social worker (ROUT-44).",
  })
  setBy!: Array<InvolvementEntry['who']>;

  @Field(() => DateTimeScalar, { description: 'The last instant at which a response is taken (WIN-11).' })
  bidsDueAt!: string;

  @Field(() => String, { nullable: true, description: 'Why providers have less than the least time; null if not.' })
  shorterBecause!: string | null;
}

/** As much of a preparation as invitees are told. */
export function advertisedTerms(preparation: Preparation): AdvertisedTerms {
  const { costPct, qualityPct, questions, lot, portalReference } = preparation;
  return { costPct, qualityPct, questions: [...questions], lot, portalReference };
}
