import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';

/** A review of a provider's contract, opened by the rule-book or by an officer (PROV-07). */
@ObjectType({ description: 'A review of a provider’s contract with one council.' })
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'contract_review',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'openedAt', 'id'] })
export class ContractReview {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => String, { description: 'FULL: the whole contract.' })
  @Property({ type: 'text' })
  kind!: 'FULL';

  @Field(() => String, { description: 'Catalogue id of the rule that opened it.' })
  @Property({ type: 'text' })
  rule!: string;

  @Field(() => String, { description: 'OPEN or CLOSED.' })
  @Property({ type: 'text' })
  status: 'OPEN' | 'CLOSED' = 'OPEN';

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  @Property({ type: 'timestamptz', length: 3 })
  openedAt!: Date;
}
