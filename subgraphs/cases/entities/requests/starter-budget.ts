import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { BudgetSide } from '../../rules/requests/starter-budget.js';
import { BudgetSideWord } from './words.js';

/** By texts, for it is kept as JSON. */
@ObjectType({ description: 'One adjustment of a starter budget (ASM-23).' })
export class BudgetAdjustment {
  @Field(() => PenceScalar, { description: 'Pence a week, more or, below 0, less.' })
  amountPence!: number;

  @Field(() => String, { description: 'Why, with nothing that says whose case it is.' })
  reason!: string;

  @Field(() => BudgetSideWord, { description: 'The side that adjusted.' })
  side!: BudgetSide;

  @Field(() => String, { description: 'The credential that adjusted.' })
  by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@ObjectType({ description: 'That one side finds the budget realistic (ASM-23).' })
export class BudgetAgreement {
  @Field(() => BudgetSideWord, { description: 'The side.' })
  side!: BudgetSide;

  @Field(() => String, { description: 'The credential that agreed.' })
  by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

/**
 * The starter budget of a package, as it now is: an indication of cost until both sides agree. It says nothing of the person,
 * and its reasons are screened, so that commissioners may read it. [ASM-23]
 */
@ObjectType({ description: 'The starter budget of a package; in pence a week (ASM-23).' })
@Entity({ tableName: 'starter_budget', rowLevelSecurity: 'force', policies: rowPolicies('cases') })
@Unique({ properties: ['packageId'] })
export class StarterBudget {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Field(() => PenceScalar, { description: 'What the resource allocation system gave.' })
  @Property({ type: 'integer' })
  rasPence!: number;

  @Field(() => [BudgetAdjustment], { description: 'Its adjustments, the latest last.' })
  @Property({ type: 'json' })
  adjustments: BudgetAdjustment[] = [];

  @Field(() => [BudgetAgreement], {
    description: 'The sides that agree to it as it now is: an adjustment clears them.',
  })
  @Property({ type: 'json' })
  agreements: BudgetAgreement[] = [];

  @Field(() => Date, { description: 'When the figure was recorded.' })
  @Property({ length: 3 })
  recordedAt!: Date;
}
