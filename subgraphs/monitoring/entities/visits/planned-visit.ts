import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Night } from '../../../../schema/events/cases.js';
import type { KeptStanding } from '../../rules/visits/plan-standing.js';
import type { Cancellation, Told } from '../../rules/visits/visit-facts.js';
import { NightWord } from './words.js';

/** The rota of a worker (DEL-07); a second worker is planned of a double-handed call alone. */
const rotaOf = (nth: number): string =>
  `on "monitoring"."planned_visit" ("provider_id", ("planned_workers"[${nth}]), "planned_start", "planned_end")`;

/**
 * A visit as its provider planned it, in its latest version: a claim, which answers an expected call or none. It is kept
 * as it was reported; `answering.ts` finds the call that it answers, anew whenever a plan of its round changes. [DEL-01]
 */
@ObjectType({ description: 'A visit as its provider planned it; what the council commissioned counts (DEL-01).' })
@Entity({
  tableName: 'planned_visit',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'source', 'externalId'] })
@Index({ properties: ['placementId', 'careDay'] })
@Index({ name: 'planned_visit_of_visit', properties: ['visitId'], where: 'visit_id is not null' })
@Index({ name: 'rota', expression: `create index "rota" ${rotaOf(1)}` })
@Index({
  name: 'rota_of_second',
  expression: `create index "rota_of_second" ${rotaOf(2)} where planned_workers[2] is not null`,
})
export class PlannedVisit {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

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

  @Field(() => DateTimeScalar, { description: 'When its source last changed it.' })
  @Property({ type: 'timestamptz', length: 3 })
  asOf!: Date;

  /** When its latest version became known. */
  @Property({ type: 'timestamptz', length: 3 })
  knownAt!: Date;

  /** Hash of the facts, by which a re-sent version is known. */
  @Property({ type: 'text' })
  contentHash!: string;

  /** What stood at its start, if its latest version became known only then. */
  @Property({ type: 'json', nullable: true })
  standing: KeptStanding | null = null;

  /** The care day of the nearest call, or of its start: with the placement, the round in which it is settled. */
  @Property({ type: 'string', length: 10 })
  careDay!: string;

  /** The visit that it names as the one it answers; null if the times are to say which. */
  @Property({ type: 'uuid', nullable: true })
  visit: string | null = null;

  @Field(() => DateTimeScalar, { description: 'Planned start.' })
  @Property({ type: 'timestamptz', length: 3 })
  plannedStart!: Date;

  @Field(() => DateTimeScalar, { description: 'Planned end.' })
  @Property({ type: 'timestamptz', length: 3 })
  plannedEnd!: Date;

  @Field(() => NightWord, { nullable: true, description: 'The kind of night, if it was planned as a night.' })
  @Property({ type: 'text', nullable: true })
  night: Night | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The earliest start, by the plan.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  windowFrom: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The latest start, by the plan.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  windowTo: Date | null = null;

  @Field(() => Boolean, { description: 'Whether the plan says that its time must be strictly kept.' })
  @Property({ type: 'boolean' })
  timeCritical: boolean = false;

  @Field(() => Int, { description: 'Workers that the plan says are needed.' })
  @Property({ type: 'smallint' })
  workersNeeded: number = 1;

  @Field(() => [String], { description: 'Planned workers, by the provider’s own references.' })
  @Property({ type: 'text[]' })
  plannedWorkers: string[] = [];

  /** Metres from the call before it on the worker's rota (DEL-07). */
  @Property({ type: 'integer', nullable: true })
  travelMetres: number | null = null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The start that the person had been given before it was moved (DEL-15).',
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  movedFrom: Date | null = null;

  @Field(() => [String], { description: 'What is to be done, by the codes of the plan.' })
  @Property({ type: 'text[]' })
  tasks: string[] = [];

  @Property({ type: 'json', nullable: true })
  cancellation: Cancellation | null = null;

  @Property({ type: 'json' })
  told: Told[] = [];

  @Field(() => Boolean, { description: 'Whether its source took it back, as planned in error (DEL-10).' })
  @Property({ type: 'boolean' })
  removed: boolean = false;

  /** The visit that it answers; null if it was taken back. Derived. */
  @Property({ type: 'uuid', nullable: true })
  visitId: string | null = null;
}
