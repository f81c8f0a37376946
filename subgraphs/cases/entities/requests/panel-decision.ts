import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { newId } from '../../../../kernel/values/ids.js';
import {
  PANEL_OUTCOMES,
  PANEL_PURPOSES,
  type PanelDecision as PanelDecisionFacts,
  type PanelOutcome,
  type PanelPurpose,
} from '../../rules/requests/panel-decision.js';
import { personalRows } from '../row-policies.js';
import { PanelOutcomeWord, PanelPurposeWord } from './words.js';

@ObjectType({ description: 'One decision of the Quality Assurance Panel on one case (ASM-04).' })
@Entity({ tableName: 'panel_decision', rowLevelSecurity: 'force', policies: personalRows() })
@Unique({ properties: ['packageId', 'purpose', 'decidedAt'] })
@Index({ properties: ['packageId'] })
export class PanelDecision implements PanelDecisionFacts {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Field(() => PanelPurposeWord, { description: 'What the panel was asked to agree to.' })
  @Enum({ items: () => [...PANEL_PURPOSES] })
  purpose!: PanelPurpose;

  @Field(() => PanelOutcomeWord, { description: 'The answer.' })
  @Enum({ items: () => [...PANEL_OUTCOMES] })
  outcome!: PanelOutcome;

  @Field(() => Date, { description: 'When it was decided.' })
  @Property({ length: 3 })
  decidedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Conditions of the agreement.' })
  @Property({ type: 'text', nullable: true })
  conditions: string | null = null;

  @Field(() => Boolean, { nullable: true, description: 'Respite: whether the allowance was confirmed (ASM-08).' })
  @Property({ type: 'boolean', nullable: true })
  respiteAllowanceConfirmed: boolean | null = null;
}
