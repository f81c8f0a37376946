import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';

/** That a response may be awarded although it costs more than the budget: by whom, when and why (ROUT-45). */
@ObjectType({ description: 'An approval of an award above the individual budget: by whom, when and why (ROUT-45).' })
@Reads('offers:read')
@Entity({ tableName: 'budget_approval', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Index({ properties: ['callOffId', 'approvedAt'] })
export class BudgetApproval {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the response.' })
  @Property({ type: 'uuid' })
  bidId!: string;

  @Field(() => PenceScalar, { description: 'What a week of it costs, as approved.' })
  @Property({ type: 'integer' })
  weeklyPence!: number;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'The budget beside which it was approved; null if it was before the hub kept it.',
  })
  @Property({ type: 'integer', nullable: true })
  budgetPence: number | null = null;

  @Field(() => String, { description: 'Why it may cost more than the budget. The council keeps it.' })
  @Property({ type: 'text' })
  reason!: string;

  @Field(() => String, { description: 'Credential that approved it.' })
  @Property({ type: 'text' })
  approvedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was approved.' })
  @Property({ type: 'timestamptz', length: 3 })
  approvedAt!: Date;
}
