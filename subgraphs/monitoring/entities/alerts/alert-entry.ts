import { OptionalProps } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { AlertEntryKind, AlertFact } from '../../rules/alerts/alert-standing.js';
import { AlertEntryWord } from './words.js';

/**
 * One line of the log of all alerts (IDG-18): append-only, the database refuses anything else. An entry that
 * was wrong is corrected by another entry (DEL-28).
 */
@ObjectType({ description: 'One line of an alert’s log; it is never changed, only corrected by another (DEL-28).' })
@Entity({
  tableName: 'alert_entry',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['alertId', 'position'] })
@Unique({ properties: ['alertId', 'source', 'externalId'] })
export class AlertEntry implements AlertFact {
  [OptionalProps]?: 'position';

  @Field(() => ID, { description: 'Place in the log, by which a correction names it.' })
  @PrimaryKey({ type: 'bigint', runtimeType: 'string', autoincrement: true })
  position!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  alertId!: string;

  @Field(() => AlertEntryWord, { description: 'What it says was done, or happened.' })
  @Property({ type: 'text' })
  kind!: AlertEntryKind;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;

  @Field(() => DateTimeScalar, { description: 'When the hub was told.' })
  @Property({ type: 'timestamptz', length: 3 })
  recordedAt!: Date;

  /** Credential that reported it. */
  @Property({ type: 'text' })
  actor!: string;

  @Field(() => String, { nullable: true, description: 'The worker it is about, by the provider’s own reference.' })
  @Property({ type: 'text', nullable: true })
  worker: string | null = null;

  @Field(() => Boolean, {
    description: 'Whether the person was asked if the call is still needed, which is never right.',
  })
  @Property({ type: 'boolean' })
  askedIfNeeded: boolean = false;

  @Field(() => String, { nullable: true, description: 'For an escalation: the rule whose clock ran out.' })
  @Property({ type: 'text', nullable: true })
  rule: string | null = null;

  @Field(() => ID, { nullable: true, description: 'Position of the entry that it corrects.' })
  @Property({ type: 'bigint', runtimeType: 'string', nullable: true })
  corrects: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'The system that reported it afterwards; null for a step of a desk.',
  })
  @Property({ type: 'text', nullable: true })
  source: string | null = null;

  @Field(() => String, { nullable: true, description: 'Its id in that system.' })
  @Property({ type: 'text', nullable: true })
  externalId: string | null = null;
}
