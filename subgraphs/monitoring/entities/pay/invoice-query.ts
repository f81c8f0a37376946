import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { InvoiceFinding } from '../../rules/pay/invoice.js';
import { InvoiceFindingWord } from './words.js';

/**
 * What was found about one line of a kept invoice, for somebody to ask about (PAY-11). A missed visit that was claimed
 * as delivered is fraud or a breach of contract, and one of the triggers of a contract review (PAY-01, CM-08).
 */
@ObjectType({ description: 'What was found about a line of an invoice, for somebody to ask about (PAY-11, CM-08).' })
@Reads('figures:read')
@Entity({
  tableName: 'invoice_query',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'providerId', 'foundAt'] })
@Index({ properties: ['invoiceId', 'line'] })
export class InvoiceQuery {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  invoiceId!: string;

  @Field(() => Int, { description: 'The line’s number.' })
  @Property({ type: 'integer' })
  line!: number;

  @Property({ type: 'uuid', nullable: true })
  visitId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  placementId: string | null = null;

  @Field(() => InvoiceFindingWord, { description: 'The difference.' })
  @Property({ type: 'text' })
  finding!: InvoiceFinding['finding'];

  @Field(() => String, {
    description: 'PAY-01 if a missed visit is claimed, which is fraud or a breach; otherwise PAY-11.',
  })
  @Property({ type: 'text' })
  rule!: InvoiceFinding['rule'];

  @Field(() => PenceScalar, { description: 'What is claimed too much.' })
  @Property({ type: 'integer' })
  overPence!: number;

  @Field(() => DateTimeScalar, { description: 'When it was found.' })
  @Property({ type: 'timestamptz', length: 3 })
  foundAt!: Date;
}
