import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { NoReplyMark } from '../../rules/no-reply/no-reply.js';
import type { Cancellation, Correction, Night, Told } from '../../rules/visits/visit-facts.js';
import type { VisitFlag } from '../../rules/visits/visit-flags.js';
import type { VisitState } from '../../rules/visits/visit-states.js';
import { NightWord, VisitFlagWord, VisitStateWord } from './words.js';

const rotaOf = (nth: number): string =>
  `on "monitoring"."visit" ("provider_id", ("planned_workers"[${nth}]), "planned_start", "planned_end")`;

/**
 * One call of a placement, as planned (DEL-01), and what became of it (SM-8).
 *
 * The upper part holds facts as the provider's system sent them, in the version of `asOf`. The lower part follows from
 * them, from the call logs matched to the visit, and from the time: `settleVisits` derives it and nothing else writes it,
 * so that the same facts in any order end the same.
 */
@ObjectType({ description: 'One call of a placement: as planned, and what became of it (SM-8).' })
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'visit',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'source', 'externalId'] })
@Index({ properties: ['placementId', 'plannedStart'] })
// The rota of a worker (DEL-07); a second worker is planned of a double-handed call alone.
@Index({ name: 'visit_rota', expression: `create index "visit_rota" ${rotaOf(1)}` })
@Index({
  name: 'visit_rota_of_second',
  expression: `create index "visit_rota_of_second" ${rotaOf(2)} where planned_workers[2] is not null`,
})
@Index({ properties: ['council', 'providerId', 'day', 'state'] })
@Index({ name: 'visit_due', properties: ['dueAt'], where: 'due_at is not null' })
export class Visit {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that commissioned it.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Field(() => String, { description: 'The system that planned it, by the name it gives itself.' })
  @Property({ type: 'text' })
  source!: string;

  @Field(() => String, { description: 'Its id in that system.' })
  @Property({ type: 'text' })
  externalId!: string;

  /** When the source last changed it: the later of two versions counts, in whatever order they come. */
  @Property({ type: 'timestamptz', length: 3 })
  asOf!: Date;

  /** Hash of the facts, by which a re-sent version is known. */
  @Property({ type: 'text' })
  contentHash!: string;

  @Field(() => LocalDateScalar, { description: 'The day it is planned for, in London.' })
  @Property({ type: 'string', length: 10 })
  day!: string;

  @Field(() => DateTimeScalar, { description: 'Planned start.' })
  @Property({ type: 'timestamptz', length: 3 })
  plannedStart!: Date;

  @Field(() => DateTimeScalar, { description: 'Planned end.' })
  @Property({ type: 'timestamptz', length: 3 })
  plannedEnd!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the earliest start.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  windowFrom: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Agreed window: the latest start.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  windowTo: Date | null = null;

  @Field(() => Boolean, { description: 'Whether its time must be strictly kept (ASM-13).' })
  @Property({ type: 'boolean' })
  timeCritical: boolean = false;

  @Field(() => Int, { description: 'Workers needed at once (ASM-30).' })
  @Property({ type: 'smallint' })
  workersNeeded: number = 1;

  @Field(() => [String], { description: 'Planned workers, by the provider’s own references.' })
  @Property({ type: 'text[]' })
  plannedWorkers: string[] = [];

  @Field(() => NightWord, { nullable: true, description: 'The kind of night, if it is a night (DEL-06).' })
  @Property({ type: 'text', nullable: true })
  night: Night | null = null;

  /** Metres from the call before it on the worker's rota (DEL-07). */
  @Property({ type: 'integer', nullable: true })
  travelMetres: number | null = null;

  /** The start that the person had been given before it was moved (DEL-15). */
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  movedFrom: Date | null = null;

  @Field(() => [String], { description: 'What is to be done, by the codes of the plan.' })
  @Property({ type: 'text[]' })
  tasks: string[] = [];

  @Property({ type: 'json', nullable: true })
  cancellation: Cancellation | null = null;

  @Property({ type: 'json' })
  told: Told[] = [];

  /** The source took it back, as planned in error. It counts for nothing if that was before its start (DEL-10). */
  @Property({ type: 'boolean' })
  removed: boolean = false;

  /** How its no-reply case stands; null if there is none, or it does not count (DEL-30 to DEL-38). */
  @Property({ type: 'text', nullable: true })
  noReply: NoReplyMark | null = null;

  @Property({ type: 'json', nullable: true })
  correction: Correction | null = null;

  // What follows from the facts.

  @Field(() => VisitStateWord, { description: 'The state that it is in.' })
  @Property({ type: 'text' })
  state: VisitState = 'PLANNED';

  @Field(() => DateTimeScalar, { nullable: true, description: 'First arrival.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  arrivedAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Last departure.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  departedAt: Date | null = null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Minutes by which the first arrival lies outside the agreed window, or off the planned start if there is none; early is negative.',
  })
  @Property({ type: 'integer', nullable: true })
  deviationMinutes: number | null = null;

  @Field(() => Int, { description: 'Worker-minutes planned.' })
  @Property({ type: 'integer' })
  plannedMinutes: number = 0;

  @Field(() => Int, { description: 'Worker-minutes logged.' })
  @Property({ type: 'integer' })
  actualMinutes: number = 0;

  @Field(() => Int, { description: 'Worker-minutes payable under the council’s policy (PAY-02).' })
  @Property({ type: 'integer' })
  payableMinutes: number = 0;

  @Field(() => Int, { description: 'Workers who came.' })
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
