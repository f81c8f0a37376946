import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { CallsChangedBy } from '../../../../schema/events/cases.js';
import type { AgreedWith } from '../../rules/calls/agreed-time.js';
import { CommissionedCall } from './commissioned-call.js';
import { AgreedWithWord, CallsChangedByWord } from './words.js';

/**
 * The calls of a placement over some days, written once. Of two versions that cover a day, the later one holds.
 * (DEL-01, VAR-14)
 */
@ObjectType({
  description: 'The calls of a placement over some days; of two that cover a day, the later one holds (VAR-14).',
})
@Entity({
  tableName: 'calls_version',
  rowLevelSecurity: 'force',
  policies: rowPolicies('cases', { provider: ownedByProvider() }),
})
@Unique({ properties: ['placementId', 'seq'] })
export class CallsVersion {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** 0 for the first of the placement: the order in which they were recorded. */
  @Property({ type: 'integer' })
  seq!: number;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Its first day; null from the first day of care on.' })
  @Property({ type: 'string', length: 10, nullable: true })
  from: string | null = null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Its last day; null for good.' })
  @Property({ type: 'string', length: 10, nullable: true })
  to: string | null = null;

  @Field(() => [CommissionedCall], { description: 'The calls of the week.' })
  @Property({ type: 'json' })
  calls!: CommissionedCall[];

  @Field(() => CallsChangedByWord, {
    nullable: true,
    description: 'What changed them; null for the calls as they were placed.',
  })
  @Property({ type: 'text', nullable: true })
  because: CallsChangedBy | null = null;

  /** The variation that it was written for. */
  @Property({ type: 'uuid', nullable: true })
  variationId: string | null = null;

  @Field(() => AgreedWithWord, { nullable: true, description: 'For an agreed time: with whom it was agreed (ASM-14).' })
  @Property({ type: 'text', nullable: true })
  agreedWith: AgreedWith | null = null;

  @Field(() => Date, { nullable: true, description: 'For an agreed time: when it was agreed (ASM-14).' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  agreedAt: Date | null = null;

  @Field(() => Date, { description: 'When it was recorded.' })
  @Property({ length: 3 })
  recordedAt!: Date;
}
