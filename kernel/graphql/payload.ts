import 'reflect-metadata';
import { Directive, Field, InputType, ObjectType } from 'type-graphql';
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

/** What every mutation answers: a payload class extends it by its results, which are null when the act is refused. */
@ObjectType()
export abstract class Payload {
  @Field(() => [RefusalType], { description: 'Why the act was refused; empty when it was done.' })
  refusals!: readonly RefusalType[];
}

/** What every act is given: an input class extends it by its own fields. [IDG-27] */
@InputType()
export abstract class ActInput {
  @Field(() => String, {
    description:
      'A key of your own for this act, 8 to 200 characters. Sent again, the act counts once and is answered alike.',
  })
  idempotencyKey!: string;
}
