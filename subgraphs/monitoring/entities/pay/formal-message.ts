import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { FormalMessageKind, FormalMessage as Message } from '../../rules/pay/d2a-validation.js';
import { FormalMessageWord } from './words.js';

/**
 * One message about a D2A package, as the event log has it: what its activity and its pay are validated by. Only ever
 * added to, and the log that it is made from is never changed (IDG-13, PAY-05).
 */
@ObjectType({ description: 'One message about a D2A package, by which its care and its pay are validated (IDG-13).' })
@Reads('figures:read')
@Entity({
  tableName: 'formal_message',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['callOffId', 'providerId', 'toldAt'] })
@Index({ properties: ['council', 'providerId'] })
export class FormalMessage implements Message {
  /** Id of the event. */
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Its place in the log. */
  @Property({ type: 'bigint', runtimeType: 'number' })
  seq!: number;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => FormalMessageWord, { description: 'What it formalised.' })
  @Property({ type: 'text' })
  kind!: FormalMessageKind;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day that it changes: of a discharge its day; null if it changes the care of no day.',
  })
  @Property({ type: 'string', length: 10, nullable: true })
  day: string | null = null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that it changes; null is open.' })
  @Property({ type: 'string', length: 10, nullable: true })
  lastDay: string | null = null;

  @Field(() => ID, { nullable: true, description: 'Id of the variation that it formalised, if it did.' })
  @Property({ type: 'uuid', nullable: true })
  variationId: string | null = null;

  @Field(() => DateTimeScalar, { description: 'When it was sent.' })
  @Property({ type: 'timestamptz', length: 3 })
  toldAt!: Date;

  @Field(() => String, { description: 'Who sent it: the role, such as broker.' })
  @Property({ type: 'text' })
  senderRole!: string;

  @Field(() => String, { description: 'Who sent it: key of the council, or id of the provider.' })
  @Property({ type: 'text' })
  senderOrganisation!: string;

  @Field(() => Boolean, { description: 'Whether it was sent to the provider by name.' })
  @Property({ type: 'boolean' })
  toProvider!: boolean;

  @Field(() => [String], { description: 'The roles of the council that it was sent to.' })
  @Property({ type: 'text[]' })
  toRoles!: string[];

  @Field(() => String, {
    description: 'SHA-256 of what it says, as the log writes it: it shows that nothing was changed since.',
  })
  @Property({ type: 'text' })
  contentHash!: string;
}
