import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { ReviewKindWord, type ReviewState, ReviewStateWord } from './words.js';

/** A review of a provider's contract with one council, opened by the rule-book (PROV-07). */
@ObjectType({ description: 'A review of a provider’s contract with one council.' })
@Reads('figures:read')
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

  @Field(() => Council, { description: 'The council whose contract it is.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => ReviewKindWord, { description: 'What it looks at.' })
  @Property({ type: 'text' })
  kind!: 'FULL';

  @Field(() => String, { description: 'Catalogue id of the rule that opened it.' })
  @Property({ type: 'text' })
  rule!: string;

  @Field(() => ReviewStateWord, { description: 'Whether it is open.' })
  @Property({ type: 'text', fieldName: 'status' })
  state: ReviewState = 'OPEN';

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  @Property({ type: 'timestamptz', length: 3 })
  openedAt!: Date;
}
