import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { type DeadlineState, DeadlineStateWord } from './words.js';

/** One clock of the rule-book, running or over, whichever subgraph runs it (WIN-21). */
@ObjectType({ description: 'One clock of the rule-book: what is due, by which rule, and how it stands.' })
@Reads('offers:read')
@Directive('@key(fields: "id")')
@Entity({ tableName: 'registered_deadline', rowLevelSecurity: 'force', policies: rowPolicies('monitoring') })
@Unique({ properties: ['rule', 'subject', 'dueAt'] })
@Index({ properties: ['council', 'state', 'dueAt', 'id'] })
@Index({ properties: ['council', 'startedAt', 'id'] })
export class Deadline {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Field(() => String, { description: 'Catalogue id of the rule that sets the clock, such as WIN-01.' })
  @Property({ type: 'text' })
  rule!: string;

  @Field(() => String, { description: 'What the clock is about, as kind/id, such as call-off/7f3c…' })
  @Property({ type: 'text' })
  subject!: string;

  @Field(() => DateTimeScalar, { description: 'When it began to run.' })
  @Property({ type: 'timestamptz', length: 3 })
  startedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'The last instant at which acting still complies.' })
  @Property({ type: 'timestamptz', length: 3 })
  dueAt!: Date;

  @Field(() => DeadlineStateWord, { description: 'How it stands.' })
  @Property({ type: 'text', fieldName: 'status' })
  state!: DeadlineState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was met, missed or cancelled.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  settledAt: Date | null = null;
}
