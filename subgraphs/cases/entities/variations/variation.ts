import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { VariationInitiator, VariationKind } from '../../../../schema/events/cases.js';
import type { IncreaseWarning } from '../../rules/variations/increase.js';
import type { VariationState } from '../../rules/variations/variation-states.js';
import { COUNCIL_READERS } from '../readers.js';
import { IncreaseWarningWord, VariationInitiatorWord, VariationKindWord, VariationStateWord } from './words.js';

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

  /** Its id on LAS, which keeps it from being recorded twice; null for an end that came by itself. */
  @Property({ type: 'text', nullable: true })
  lasVariationId: string | null = null;

  @Field(() => VariationKindWord, { description: 'What it does.' })
  @Property({ type: 'text' })
  kind!: VariationKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'The variation whose last day it sets: the suspension that it resumes or changes, the increase that it ends.',
  })
  @Property({ type: 'uuid', nullable: true })
  changes: string | null = null;

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

  /** Version of the provider's standing that an increase rests on. */
  @Property({ type: 'integer', nullable: true })
  standingVersion: number | null = null;

  @Authorized(...COUNCIL_READERS)
  @Field(() => [IncreaseWarningWord], {
    nullable: true,
    description: 'For an increase: what the council should look at about the provider (PROV-08, PROV-23).',
  })
  @Property({ type: 'text[]' })
  warnings: IncreaseWarning[] = [];

  @Field(() => Date, { description: 'When it was recorded.' })
  @Property({ length: 3 })
  recordedAt!: Date;
}
