import { Directive, Field, ObjectType } from 'type-graphql';
import type { Refusal } from '../values/refusal.js';

/** A refusal as clients read it; one definition for every subgraph. */
@ObjectType('Refusal', { description: 'The rule-book says no, and why. Nothing was changed.' })
@Directive('@shareable')
export class RefusalType implements Refusal {
  @Field(() => String, { description: 'Catalogue id of the rule, such as WIN-01.' })
  rule!: string;

  @Field(() => String, { description: 'Stable code, such as WINDOW_CLOSED.' })
  code!: string;

  @Field(() => String, { description: 'What would be accepted, in one sentence.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'Path of the input field at fault, if it is one.' })
  field?: string;
}
