import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { FrameworkCheckId } from '../../rules/evaluation/framework-ranking.js';
import type { Criterion } from '../../rules/evaluation/suitability.js';
import type { Check, CheckResult, EligibilityCheckId } from '../../rules/invitations/check.js';
import { CheckResultWord, CheckWord } from './words.js';

export type CheckId = EligibilityCheckId | Criterion | FrameworkCheckId;

/** One check of a provider or a bid, kept with the facts on which it was made (EVAL-01, EVAL-13). */
@ObjectType({ description: 'One check of a provider or a bid, with the facts on which it was made (EVAL-01).' })
export class EligibilityCheck implements Check {
  @Field(() => CheckWord, { description: 'What was checked.' })
  id!: CheckId;

  @Field(() => String, { description: 'Catalogue id of the rule that gave the answer.' })
  rule!: string;

  @Field(() => CheckResultWord, { description: 'The answer. A warning bars nobody: the broker weighs it.' })
  result!: CheckResult;

  @Field(() => GraphQLJSON, { description: 'The facts on which it was answered.' })
  inputs!: Check['inputs'];
}
