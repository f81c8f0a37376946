import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { AdjustmentCause } from '../../rules/pay/adjustment.js';
import type { PayReason, PayStatus } from '../../rules/pay/pay-line.js';
import { AdjustmentCauseWord, PayReasonWord, PayStatusWord } from './words.js';

/**
 * What one approved statement approved of one visit: of a visit of its own days the line as it stood, of one of days
 * approved before the difference. All lines of a visit together are what was ever approved of it (PAY-07, PAY-11).
 */
@ObjectType({ description: 'What an approved statement approved of one visit (PAY-07, PAY-11).' })
@Reads('figures:read')
@Entity({
  tableName: 'approved_line',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['statementId', 'day', 'id'] })
@Index({ properties: ['visitId'] })
export class ApprovedLine {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  statementId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  visitId!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the visit.' })
  @Property({ type: 'string', length: 10 })
  day!: string;

  @Field(() => AdjustmentCauseWord, {
    nullable: true,
    description: 'Why it was settled again; null for a visit of the statement’s own days.',
  })
  @Property({ type: 'text', nullable: true })
  cause: AdjustmentCause | null = null;

  @Field(() => PayStatusWord, { description: 'As what the visit stood when it was approved.' })
  @Property({ type: 'text' })
  status!: PayStatus;

  @Field(() => Int, { description: 'Worker-minutes approved; of a visit settled again the difference, plus or minus.' })
  @Property({ type: 'integer' })
  minutes!: number;

  @Field(() => PenceScalar, { description: 'Amount approved; of a visit settled again the difference, plus or minus.' })
  @Property({ type: 'integer' })
  amountPence!: number;

  @Field(() => [PayReasonWord], { description: 'Why it was not paid, or not as planned.' })
  @Property({ type: 'text[]' })
  reasons!: PayReason[];
}
