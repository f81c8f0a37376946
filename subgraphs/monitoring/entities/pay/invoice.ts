import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';

/** An invoice that a provider sent its council, as it was held against the visits: it is known again by its number. (PAY-11) */
@ObjectType({ description: 'An invoice, as it was held against the visits of its days (PAY-11).' })
@Reads('figures:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'invoice',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'number'] })
export class Invoice {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that is to pay.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => String, { description: 'The provider’s number of it.' })
  @Property({ type: 'text' })
  number!: string;

  /** Of its days and lines: the same number again must say the same. */
  @Property({ type: 'text' })
  contentHash!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  @Property({ type: 'string', length: 10 })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day.' })
  @Property({ type: 'string', length: 10 })
  to!: string;

  @Field(() => Int, { description: 'How many lines.' })
  @Property({ type: 'integer' })
  lineCount!: number;

  @Field(() => PenceScalar, { description: 'What it claims.' })
  @Property({ type: 'integer' })
  claimedPence!: number;

  @Field(() => PenceScalar, { description: 'What of that was claimed too much when it was held against the visits.' })
  @Property({ type: 'integer' })
  overPence!: number;

  @Field(() => DateTimeScalar, {
    description:
      'When it was held against the visits: its queries are as of then, whatever became of them since. Ask `checkInvoice` under its number how it stands now.',
  })
  @Property({ type: 'timestamptz', length: 3 })
  recordedAt!: Date;

  @Property({ type: 'text' })
  recordedBy!: string;
}

/** One line of a kept invoice, with the visit that it was found to claim. */
@Entity({
  tableName: 'invoice_line',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['visitId'] })
@Index({ properties: ['invoiceId', 'line'] })
export class InvoiceLine {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  invoiceId!: string;

  @Property({ type: 'integer' })
  line!: number;

  /** Null where the line claims no visit that is known. */
  @Property({ type: 'uuid', nullable: true })
  visitId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  placementId: string | null = null;

  @Property({ type: 'integer' })
  minutes!: number;

  @Property({ type: 'integer' })
  amountPence!: number;
}
