import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { Check, CheckResult } from '../../rules/invitations/check.js';
import { CheckResultWord } from '../words.js';

/** One question asked of one provider or bid, kept with what it was asked upon (EVAL-01, EVAL-13). */
@ObjectType({ description: 'One question asked of one provider or bid, with what it was asked upon (EVAL-01).' })
export class EligibilityCheck implements Check {
  @Field(() => String, { description: 'What was asked, such as CQC_GATE, CEILING or START_MEETS_NEED.' })
  id!: string;

  @Field(() => String, { description: 'Catalogue id of the rule that answered.' })
  rule!: string;

  @Field(() => CheckResultWord, { description: 'The answer; a warning is for the broker to weigh.' })
  result!: CheckResult;

  @Field(() => GraphQLJSON, { description: 'The facts it was asked upon.' })
  inputs!: Check['inputs'];
}
