import { Field, ObjectType } from 'type-graphql';
import type { ChoiceCondition, ChoiceConditionId } from '../../rules/awards/alternative.js';
import { ChoiceConditionWord, ConditionResultWord } from './words.js';

@ObjectType('ChoiceCondition', {
  description: 'One condition of choosing another provider than those shown (CHOI-02).',
})
export class ConditionOfChoice implements ChoiceCondition {
  @Field(() => ChoiceConditionWord, { description: 'Which condition.' })
  id!: ChoiceConditionId;

  @Field(() => String, { description: 'The rule that it comes from.' })
  rule!: string;

  @Field(() => ConditionResultWord, { description: 'How it stands.' })
  result!: ChoiceCondition['result'];
}
