import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { VariationInitiator } from '../../../../schema/events/cases.js';
import type { RecordedKind } from '../../rules/variations/variation.js';
import type { VariationState } from '../../rules/variations/variation-states.js';
import { VariationInitiatorWord, VariationKindWord, VariationStateWord } from './words.js';

/** A variation of a placement, as the council's case system has it (SM-6, VAR-14, VAR-15). */
@ObjectType({ description: 'A variation of a placement: suspended, resumed, more or less care (SM-6).' })
@Entity({
  tableName: 'variation',
  rowLevelSecurity: 'force',
  policies: rowPolicies('cases', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'lasVariationId'] })
@Index({ properties: ['placementId', 'effectiveFrom'] })
export class Variation {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  /** Its id on LAS: it keeps the variation from being recorded twice. */
  @Property({ type: 'text' })
  lasVariationId!: string;

  @Field(() => VariationKindWord, { description: 'What it does.' })
  @Property({ type: 'text' })
  kind!: RecordedKind;

  @Field(() => VariationStateWord, { description: 'Where it stands.' })
  @Property({ type: 'text' })
  state!: VariationState;

  @Field(() => VariationInitiatorWord, { description: 'Who began it (VAR-15).' })
  @Property({ type: 'text' })
  initiator!: VariationInitiator;

  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  @Property({ type: 'string', length: 10 })
  effectiveFrom!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Its last day, if it has one.' })
  @Property({ type: 'string', length: 10, nullable: true })
  effectiveTo: string | null = null;

  @Field(() => Int, { description: 'Worker-minutes a week before it.' })
  @Property({ type: 'integer' })
  minutesBefore!: number;

  @Field(() => Int, { description: 'Worker-minutes a week from its first day on.' })
  @Property({ type: 'integer' })
  minutesAfter!: number;

  @Field(() => Date, { description: 'When it was recorded.' })
  @Property({ length: 3 })
  recordedAt!: Date;
}
