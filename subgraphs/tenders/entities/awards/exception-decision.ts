import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { EXCEPTION_OUTCOMES, type ExceptionOutcome } from '../../../../schema/events/cases.js';
import { CHOICE_ANSWERS, type ChoiceAnswer } from '../../../../schema/events/tenders.js';
import { ConditionOfChoice } from './choice-condition.js';
import { ChoiceAnswerWord, ExceptionOutcomeWord } from './words.js';

/**
 * What the council decided of exceptional circumstances in the choice of a home, by whom and when (CHOI-06). It is never
 * altered.
 */
@ObjectType({ description: 'What the council decided of exceptional circumstances in the choice of a home (CHOI-06).' })
@Reads('offers:read')
@Entity({ tableName: 'exception_decision', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Unique({ properties: ['choiceId'] })
@Index({ properties: ['callOffId'] })
export class ExceptionDecision {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'uuid' })
  choiceId!: string;

  @Field(() => ExceptionOutcomeWord, { description: 'Whether it grants that nobody is asked for the top-up.' })
  @Enum({ items: () => [...EXCEPTION_OUTCOMES] })
  outcome!: ExceptionOutcome;

  @Field(() => String, { description: 'Why.' })
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
