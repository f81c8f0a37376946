import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Night } from '../../../../schema/events/cases.js';
import type { NotExpected } from '../../rules/calls/expected-call.js';
import type { NoReplyMark } from '../../rules/no-reply/no-reply.js';
import type { Correction } from '../../rules/visits/visit-facts.js';
import type { VisitFlag } from '../../rules/visits/visit-flags.js';
import type { VisitQuery } from '../../rules/visits/visit-query.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import { NightWord, NotExpectedWord, VisitFlagWord, VisitQueryWord, VisitStateWord } from './words.js';

/**
 * One call of a placement by the council's word (DEL-01), and what became of it (SM-8). A visit that a provider planned
 * and the council did not commission has a row of its own, as it was planned.
 *
 * Two facts are kept here: how its no-reply case stands, and what an officer found. Everything else follows from the
 * commissioned calls, from the plans and logs that were matched to it, and from the time: `settleVisits` derives it and nothing
 * else writes it, so that the same facts in any order end the same.
 */
@ObjectType({ description: 'One call of a placement, as the council commissioned it, and what became of it (SM-8).' })
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'visit',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['placementId', 'careDay'] })
@Index({ properties: ['placementId', 'expectedStart'] })
@Index({ properties: ['council', 'providerId', 'day', 'state'] })
@Index({ name: 'visit_due', properties: ['dueAt'], where: 'due_at is not null' })
@Index({ name: 'visit_query', properties: ['council', 'providerId', 'day'], where: 'query is not null' })
export class Visit {
  /** Follows from the commissioned call and the day; the plan's own id if it is not commissioned. */
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => Council, { description: 'The council that commissioned it.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  /** The commissioned call that it is; null if the council commissioned none. */
  @Field(() => ID, { nullable: true, description: 'The commissioned call that it is; null if it is not commissioned.' })
  @Property({ type: 'uuid', nullable: true })
  callId: string | null = null;

  /** With the placement, the round in which it is settled. */
  @Property({ type: 'string', length: 10 })
  careDay!: string;

  @Field(() => LocalDateScalar, { description: 'The day of its start, in London.' })
  @Property({ type: 'string', length: 10 })
  day!: string;

  @Field(() => DateTimeScalar, {
    description:
      'When it is to start, as the council asked or as it was agreed; if it is not commissioned, as planned.',
  })
  @Property({ type: 'timestamptz', length: 3 })
  expectedStart!: Date;

  @Field(() => DateTimeScalar, { description: 'When it is to end.' })
  @Property({ type: 'timestamptz', length: 3 })
  expectedEnd!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the earliest start.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  windowFrom: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the latest start.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  windowTo: Date | null = null;

  @Field(() => Int, { description: 'Minutes of one worker.' })
  @Property({ type: 'integer' })
  minutes!: number;

  @Field(() => Boolean, { description: 'Whether its time must be strictly kept (ASM-13).' })
  @Property({ type: 'boolean' })
  timeCritical: boolean = false;

  @Field(() => Int, { description: 'Workers needed at once (ASM-30).' })
  @Property({ type: 'smallint' })
  workersNeeded: number = 1;

  @Field(() => NightWord, { nullable: true, description: 'The kind of night, if it is a night (DEL-06).' })
  @Property({ type: 'text', nullable: true })
  night: Night | null = null;

  @Field(() => [String], { description: 'What is to be done, by the activities of the call or the codes of the plan.' })
  @Property({ type: 'text[]' })
  tasks: string[] = [];

  /** How its no-reply case stands; null if there is none, or it does not count (DEL-30 to DEL-38). */
  @Property({ type: 'text', nullable: true })
  noReply: NoReplyMark | null = null;

  @Property({ type: 'json', nullable: true })
  correction: Correction | null = null;

  // What follows from the facts.

  @Field(() => VisitStateWord, { description: 'The state that it is in.' })
  @Property({ type: 'text' })
  state: VisitState = 'PLANNED';

  @Field(() => NotExpectedWord, { nullable: true, description: 'Why the council does not expect it; null if it does.' })
  @Property({ type: 'text', nullable: true })
  off: NotExpected | null = null;

  @Field(() => VisitQueryWord, {
    nullable: true,
    description: 'What the council is asked about it: nothing is paid of it until an officer answers by a correction.',
  })
  @Property({ type: 'text', nullable: true })
  query: VisitQuery | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First arrival.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  arrivedAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Last departure.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  departedAt: Date | null = null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Minutes by which the first arrival lies outside the agreed window, or off the expected start if there is none; early is negative.',
  })
  @Property({ type: 'integer', nullable: true })
  deviationMinutes: number | null = null;

  @Field(() => Int, { description: 'Worker-minutes commissioned; none if the council does not expect it.' })
  @Property({ type: 'integer' })
  commissionedMinutes: number = 0;

  @Field(() => Int, { description: 'Worker-minutes logged.' })
  @Property({ type: 'integer' })
  actualMinutes: number = 0;

  @Field(() => Int, { description: 'Worker-minutes payable under the council’s policy (PAY-02).' })
  @Property({ type: 'integer' })
  payableMinutes: number = 0;

  @Field(() => Int, { description: 'Workers who came, each once.' })
  @Property({ type: 'smallint' })
  workersCame: number = 0;

  @Field(() => Int, { description: 'Workers whose arrival and departure were both logged electronically (DEL-03).' })
  @Property({ type: 'smallint' })
  workersLogged: number = 0;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the regular team alone made it; null if no team is named, or nobody came (DEL-13).',
  })
  @Property({ type: 'boolean', nullable: true })
  byTeam: boolean | null = null;

  @Field(() => [VisitFlagWord], { description: 'What is not as it should be, or why it does not count (DEL-04).' })
  @Property({ type: 'text[]' })
  flags: VisitFlag[] = [];

  /** The next instant at which time alone changes it: the alert, then the missed time. Null if there is none. */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  dueAt: Date | null = null;
}
