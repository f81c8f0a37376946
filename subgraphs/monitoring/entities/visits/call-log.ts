import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { LogMethod, RefusalOfService, TaskOutcome } from '../../rules/visits/visit-facts.js';
import { LogMethodWord } from './words.js';

/**
 * That one worker came to a placement and left again, as call monitoring logged it (DEL-02). These are
 * facts alone: `attendance.ts` finds the visit that it belongs to, anew whenever a plan or a log of its round changes.
 */
@ObjectType({ description: 'That one worker came and left again, as call monitoring logged it (DEL-02).' })
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'call_log',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'source', 'externalId'] })
@Index({ properties: ['placementId', 'careDay'] })
@Index({ name: 'call_log_of_visit', properties: ['visitId'], where: 'visit_id is not null' })
@Index({ properties: ['providerId', 'worker', 'arrivedAt', 'departedAt'] })
export class CallLog {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Field(() => String, { description: 'The system that logged it, by the name it gives itself.' })
  @Property({ type: 'text' })
  source!: string;

  @Field(() => String, { description: 'Its id in that system.' })
  @Property({ type: 'text' })
  externalId!: string;

  /** When the source last changed it: the later of two versions counts, in whatever order they come. */
  @Property({ type: 'timestamptz', length: 3 })
  asOf!: Date;

  /** When its arrival became known: later versions that say the same arrival keep it. */
  @Property({ type: 'timestamptz', length: 3 })
  knownAt!: Date;

  @Property({ type: 'text' })
  contentHash!: string;

  /** The external id of the planned visit that it names; null if the times are to say which. */
  @Property({ type: 'text', nullable: true })
  visitExternalId: string | null = null;

  /** The care day of the nearest call, or of the arrival: with the placement, the round in which it is matched. */
  @Property({ type: 'string', length: 10 })
  careDay!: string;

  @Field(() => String, { description: 'The worker, by the provider’s own reference.' })
  @Property({ type: 'text' })
  worker!: string;

  @Field(() => DateTimeScalar, { description: 'Arrival.' })
  @Property({ type: 'timestamptz', length: 3 })
  arrivedAt!: Date;

  @Field(() => LogMethodWord, { description: 'How the arrival was logged.' })
  @Property({ type: 'text' })
  arrivedBy!: LogMethod;

  @Field(() => Int, { nullable: true, description: 'Metres from the address at the arrival.' })
  @Property({ type: 'integer', nullable: true })
  arrivedMetres: number | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Departure; null while the worker is there.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  departedAt: Date | null = null;

  @Field(() => LogMethodWord, { nullable: true, description: 'How the departure was logged.' })
  @Property({ type: 'text', nullable: true })
  departedBy: LogMethod | null = null;

  @Field(() => Int, { nullable: true, description: 'Metres from the address at the departure.' })
  @Property({ type: 'integer', nullable: true })
  departedMetres: number | null = null;

  @Field(() => String, { nullable: true, description: 'Why it was entered by hand, as a code.' })
  @Property({ type: 'text', nullable: true })
  manualReason: string | null = null;

  @Property({ type: 'json' })
  tasks: TaskOutcome[] = [];

  @Property({ type: 'json', nullable: true })
  refused: RefusalOfService | null = null;

  /** The source took it back. Counts for nothing. */
  @Property({ type: 'boolean' })
  removed: boolean = false;

  /** The visit that it was matched to; null if there is none. Derived. */
  @Property({ type: 'uuid', nullable: true })
  visitId: string | null = null;
}
