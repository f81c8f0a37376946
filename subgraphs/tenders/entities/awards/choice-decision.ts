import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { CHOICE_ANSWERS, type ChoiceAnswer } from '../../../../schema/events/tenders.js';
import { REASONABLENESS, type Reasonableness } from '../../rules/awards/alternative.js';
import { ConditionOfChoice } from './choice-condition.js';
import { ChoiceAnswerWord, ReasonablenessWord } from './words.js';

/** What the council decided of a choice of another provider, by whom and when (CHOI-07). It is never altered. */
@ObjectType({ description: 'What the council decided of a choice of another provider (CHOI-07).' })
@Reads('offers:read')
@Entity({ tableName: 'choice_decision', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Unique({ properties: ['choiceId'] })
@Index({ properties: ['callOffId'] })
export class ChoiceDecision {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'uuid' })
  choiceId!: string;

  @Field(() => ReasonablenessWord, { description: 'Whether it finds the choice reasonable.' })
  @Enum({ items: () => [...REASONABLENESS] })
  decision!: Reasonableness;

  @Field(() => String, { description: 'Why; a refusal is explained to the person. Empty if nothing was said.' })
  @Property({ type: 'text' })
  explanation!: string;

  @Field(() => ChoiceAnswerWord, { description: 'Whether the choice is allowed after it.' })
  @Enum({ items: () => [...CHOICE_ANSWERS] })
  answer!: ChoiceAnswer;

  @Field(() => [ConditionOfChoice], { description: 'Every condition, as it stood then.' })
  @Property({ type: 'json' })
  conditions!: readonly ConditionOfChoice[];

  @Field(() => String, { description: 'Credential of the officer who decided.' })
  @Property({ type: 'text' })
  decidedBy!: string;

  @Field(() => String, { description: 'The role in which they did.' })
  @Property({ type: 'text' })
  role!: string;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  @Property({ type: 'timestamptz', length: 3 })
  decidedAt!: Date;
}
