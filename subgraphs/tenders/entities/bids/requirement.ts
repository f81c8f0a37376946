import { Field, ObjectType } from 'type-graphql';
import type { Requirement, RequirementAnswer } from '../../rules/bids/requirements.js';

@ObjectType({ description: 'One thing that the need asks of whoever gives the care; a tender answers each (ROUT-24).' })
export class CareRequirement implements Requirement {
  @Field(() => String, { description: 'Its code, by which it is answered: the same for the same need.' })
  code!: string;

  @Field(() => String, { description: 'What is asked, in plain words.' })
  asks!: string;
}

@ObjectType({ description: 'Whether one requirement of the advert can be met (ROUT-24).' })
export class AnsweredRequirement implements RequirementAnswer {
  @Field(() => String, { description: 'Code of the requirement.' })
  code!: string;

  @Field(() => Boolean, { description: 'Whether it can be met.' })
  met!: boolean;
}
