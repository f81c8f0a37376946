import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ImprovementPlan as Plan } from '../../rules/cqc/improvement-plan.js';
import { IMPROVEMENT_PLAN_STATES, type ImprovementPlanState } from '../../rules/cqc/improvement-plan-states.js';
import { RATED_ITEMS, type RatedItem } from '../../rules/cqc/ratings.js';
import { ImprovementPlanStateWord, RatedItemWord } from './words.js';

/** A time-limited plan to bring ratings back to Good, owed to one council's Quality Assurance Team (PROV-05). */
@ObjectType({ description: 'A time-limited plan to bring ratings back to Good (PROV-05).' })
@Entity({
  tableName: 'improvement_plan',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: ownedByProvider() }),
})
@Index({ properties: ['providerId', 'council'] })
export class ImprovementPlan implements Plan {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council whose team it is shared with.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => ImprovementPlanStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...IMPROVEMENT_PLAN_STATES] })
  state!: ImprovementPlanState;

  @Field(() => [RatedItemWord], { description: 'The ratings that it is to bring back to Good.' })
  @Enum({ items: () => [...RATED_ITEMS], array: true })
  items!: RatedItem[];

  @Field(() => DateTimeScalar, { description: 'By when it must have been shared.' })
  @Property({ type: 'Date', length: 3 })
  shareBy!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the Quality Assurance Team was given it.' })
  @Property({ type: 'Date', length: 3, nullable: true })
  sharedAt: Date | null = null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Its last day; null until drafted.' })
  @Property({ type: 'string', length: 10, nullable: true })
  endsOn: string | null = null;
}
