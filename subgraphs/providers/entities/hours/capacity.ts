import { OptionalProps } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Skill } from '../../../../schema/events/cases.js';
import type { FreeCapacity, CapacityStatement as Statement, TimeBand } from '../../rules/hours/capacity-statement.js';
import { SkillWord } from '../register/words.js';
import { TimeBandWord } from './words.js';

@ObjectType('FreeCapacity', {
  description: 'Worker-minutes a week that are free in one patch and time band (PROV-24).',
})
export class FreeCapacityRow implements FreeCapacity {
  @Field(() => String, { description: 'Code of the patch.' })
  patch!: string;

  @Field(() => TimeBandWord, { description: 'Part of the day.' })
  timeBand!: TimeBand;

  @Field(() => SkillWord, { nullable: true, description: 'Workers with this skill; any worker when null.' })
  skill!: Skill | null;

  @Field(() => Int, { description: 'Worker-minutes a week.' })
  freeWeeklyMinutes!: number;
}

/** A provider's free capacity in one council, as its rostering system last stated it (PROV-24). */
@ObjectType({ description: 'The free capacity of a provider, as its rostering system last stated it (PROV-24).' })
@Entity({
  tableName: 'capacity_statement',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Unique({ properties: ['providerId', 'council'] })
export class CapacityStatement implements Statement {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => DateTimeScalar, { description: "When it was true, by the rostering system's clock." })
  @Property({ type: 'Date', length: 3 })
  statedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub received it.' })
  @Property({ type: 'Date', length: 3 })
  receivedAt!: Date;

  @Field(() => [FreeCapacityRow], { description: 'All that is free.' })
  @Property({ type: 'json' })
  free!: FreeCapacityRow[];
}

/**
 * The weekly hours of a provider that the hub knows of (PROV-23): one sum over all councils, which every council may
 * know as a number. Its parts stay with their councils (`CommittedHours`).
 */
@Entity({
  tableName: 'workload',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
export class Workload {
  [OptionalProps]?: 'committedWeeklyMinutes' | 'countedTo';

  @PrimaryKey({ type: 'uuid' })
  providerId!: string;

  /** Declared private worker-minutes a week; null when never declared. */
  @Property({ type: 'integer', nullable: true })
  privateWeeklyMinutes: number | null = null;

  @Property({ type: 'Date', length: 3, nullable: true })
  declaredAt: Date | null = null;

  @Property({ type: 'integer' })
  committedWeeklyMinutes: number = 0;

  /** Log position of this provider's last award or ending that is in the sum. */
  @Property({ type: 'bigint', runtimeType: 'number' })
  countedTo: number = 0;
}

/** The weekly hours of one placement, from its award or its taking over until it ends (PROV-23). */
@Entity({
  tableName: 'committed_hours',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Index({ properties: ['callOffId', 'providerId'], where: 'released_at is null' })
@Index({ properties: ['awardId'] })
export class CommittedHours {
  /** The placement; the award, of one from before placements were told with awards. */
  @PrimaryKey({ type: 'uuid' })
  placementId!: string;

  /** The award; for a placement that was taken over from before the hub, the placement itself. */
  @Property({ type: 'uuid' })
  awardId!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** Null if the placement was taken over. */
  @Property({ type: 'uuid', nullable: true })
  callOffId: string | null = null;

  @Property({ type: 'integer' })
  weeklyMinutes!: number;

  @Property({ type: 'Date', length: 3 })
  countedAt!: Date;

  @Property({ type: 'Date', length: 3, nullable: true })
  releasedAt: Date | null = null;
}
