import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ContactTaskOutcome, ContactTaskState } from '../../rules/alerts/contact-task.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';
import { NoReplyRouteWord } from '../no-reply/words.js';
import { ContactTaskOutcomeWord, ContactTaskStateWord } from './words.js';

/**
 * What the council has to do about a person whom the provider could not reach: reach them, or their next of kin (NTF-20,
 * DEL-27). One an alert. Who they are is not here: the council's own case says.
 */
@ObjectType({
  description: 'A person whom the provider could not reach, for the council to reach, or their next of kin (NTF-20).',
})
@Reads('alerts:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'contact_task',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring'),
})
@Unique({ properties: ['alertId'] })
@Index({ properties: ['council', 'openedAt', 'id'] })
@Index({ name: 'contact_task_open', properties: ['council', 'dueAt', 'id'], where: `state = 'OPEN'` })
export class ContactTask {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that commissioned the call.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  alertId!: string;

  @Field(() => NoReplyRouteWord, { description: 'The desk that was on duty when it was opened, and is to do it.' })
  @Property({ type: 'text' })
  desk!: NoReplyRoute;

  @Field(() => DateTimeScalar, { description: 'When the council was told.' })
  @Property({ type: 'timestamptz', length: 3 })
  openedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Until when it is done in time.' })
  @Property({ type: 'timestamptz', length: 3 })
  dueAt!: Date;

  @Field(() => ContactTaskStateWord, { description: 'Whether it is still to be done.' })
  @Property({ type: 'text' })
  state: ContactTaskState = 'OPEN';

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  doneAt: Date | null = null;

  @Field(() => ContactTaskOutcomeWord, { nullable: true, description: 'What came of it.' })
  @Property({ type: 'text', nullable: true })
  outcome: ContactTaskOutcome | null = null;

  /** Credential that did it. */
  @Property({ type: 'text', nullable: true })
  doneBy: string | null = null;
}
