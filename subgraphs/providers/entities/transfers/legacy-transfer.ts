import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { PlannedTransfer } from '../../rules/transfers/legacy-transfer.js';
import { TRANSFER_STATES, type TransferState } from '../../rules/transfers/legacy-transfer.js';
import { COUNCIL_ONLY } from '../readers.js';
import { TransferStateWord } from './words.js';

/** A package that moves from a legacy provider to another (PROV-35). No provider reads the plan. */
@ObjectType({ description: 'A package that moves from a legacy provider to another (PROV-35).' })
@Reads('register:read')
@Entity({ tableName: 'legacy_transfer', rowLevelSecurity: 'force', policies: rowPolicies('providers') })
@Unique({ properties: ['council', 'packageReference'] })
@Index({ properties: ['council', 'plannedOn', 'id'] })
export class LegacyTransfer implements PlannedTransfer {
  @Authorized(COUNCIL_ONLY)
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Authorized(COUNCIL_ONLY)
  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => String, { description: 'The council’s reference of the package.' })
  @Property({ type: 'text' })
  packageReference!: string;

  @Property({ type: 'uuid' })
  fromProviderId!: string;

  @Property({ type: 'uuid' })
  toProviderId!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => LocalDateScalar, { description: 'The day of the move.' })
  @Property({ type: 'string', length: 10 })
  plannedOn!: string;

  @Authorized(COUNCIL_ONLY)
  @Field(() => Boolean, { description: 'Whether it was assessed under TUPE.' })
  @Property({ type: 'boolean' })
  tupeAssessed!: boolean;

  @Authorized(COUNCIL_ONLY)
  @Field(() => Boolean, { description: 'Whether the person was informed.' })
  @Property({ type: 'boolean' })
  personInformed!: boolean;

  @Authorized(COUNCIL_ONLY)
  @Field(() => TransferStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...TRANSFER_STATES] })
  state!: TransferState;

  @Authorized(COUNCIL_ONLY)
  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it was done.' })
  @Property({ type: 'string', length: 10, nullable: true })
  doneOn: string | null = null;
}
