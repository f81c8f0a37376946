import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { AlertKind, AlertViolation } from '../../rules/alerts/alert-standing.js';
import { type AlertState, OPEN_ALERT_STATES } from '../../rules/alerts/alert-states.js';
import type { Violation as OfRule } from '../../rules/clock.js';
import type { NoReplyBreach } from '../../rules/no-reply/no-reply.js';
import { AlertKindWord, AlertStateWord, ViolationCodeWord } from './words.js';

@ObjectType({ description: 'Something that is not as it should be, and the rule that says so.' })
export class Violation implements OfRule {
  @Field(() => String, { description: 'Catalogue id of the rule.' })
  rule!: string;

  @Field(() => ViolationCodeWord, { description: 'What it is.' })
  code!: AlertViolation | NoReplyBreach;
}

/**
 * A call that had no log-in when its alert fell due, or too few of them (DEL-21), and what was done about it (SM-9). There
 * is one of each kind for each start that a call was to have.
 *
 * What happened is in its log (`AlertEntry`), which is only ever added to. Everything below the planned start follows
 * from the log: `settleAlert` derives it and nothing else writes it.
 */
@ObjectType({ description: 'A call found late, and how far it has been followed up (DEL-21 to DEL-28).' })
@Reads('alerts:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'alert',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['visitId', 'plannedStart', 'kind'] })
@Index({ properties: ['council', 'raisedAt', 'id'] })
@Index({ properties: ['providerId', 'raisedAt', 'id'] })
@Index({
  name: 'alert_open',
  properties: ['council', 'raisedAt', 'id'],
  where: `state in (${OPEN_ALERT_STATES.map((state) => `'${state}'`).join(', ')})`,
})
export class Alert {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that commissioned the call.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  visitId!: string;

  @Field(() => AlertKindWord, { description: 'What was found: nobody had come, or not everybody.' })
  @Property({ type: 'text' })
  kind: AlertKind = 'LATE';

  @Field(() => DateTimeScalar, {
    description: 'When the alert fell due: nobody, or not everybody, had logged in by then.',
  })
  @Property({ type: 'timestamptz', length: 3 })
  raisedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Start of the call, as it was planned when the alert was raised.' })
  @Property({ type: 'timestamptz', length: 3 })
  plannedStart!: Date;

  @Field(() => Boolean, { description: 'Whether the time of the call must be strictly kept (ASM-13).' })
  @Property({ type: 'boolean' })
  timeCritical!: boolean;

  /** The policy in force when it was raised: its clocks go by that. */
  @Property({ type: 'text' })
  policyVersion!: string;

  @Field(() => AlertStateWord, { description: 'The step that it has reached.' })
  @Property({ type: 'text' })
  state: AlertState = 'RAISED';

  @Field(() => DateTimeScalar, { nullable: true, description: 'The first step that anybody took (DEL-22).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  acknowledgedAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First attempt to contact the person (DEL-23).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  personContactedAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First contact with the worker (DEL-24).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  staffContactedAt: Date | null = null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was known that the worker cannot come (DEL-25).',
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  unavailableAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when a replacement is in time (DEL-25).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  replacementDueAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a replacement was sent (DEL-25).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  replacementSentAt: Date | null = null;

  @Field(() => String, { nullable: true, description: 'The replacement, by the provider’s own reference.' })
  @Property({ type: 'text', nullable: true })
  replacementWorker: string | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person was told who will come (DEL-26).' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  replacementToldAt: Date | null = null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the council was informed that the person cannot be reached (DEL-27).',
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  councilInformedAt: Date | null = null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the next of kin were informed that the person cannot be reached (DEL-27).',
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  nextOfKinInformedAt: Date | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody came, or the call was missed.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  closedAt: Date | null = null;

  @Field(() => [Violation], { description: 'What is not as it should be.' })
  @Property({ type: 'json' })
  violations: Violation[] = [];
}
