import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { HeldBecause } from '../../rules/reports/held-rows.js';
import type { RowKind } from '../../rules/reports/row-answer.js';
import { HeldBecauseWord, RowKindWord } from '../visits/words.js';

/**
 * A row that cannot be counted yet and must not be lost: its placement is not known here so far, or its quarter is
 * closed. It is taken in by itself when the placement becomes known or the quarter is opened again.
 */
@ObjectType({ description: 'A reported row that cannot be counted yet, and why; it is taken in when that changes.' })
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'held_report',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'source', 'kind', 'externalId'] })
@Index({ properties: ['council', 'because', 'waitsFor'] })
@Index({ properties: ['council', 'because', 'heldAt', 'id'] })
export class HeldReport {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => String, { description: 'The system that sent it.' })
  @Property({ type: 'text' })
  source!: string;

  @Field(() => RowKindWord, { description: 'Whether it is a plan or a log.' })
  @Property({ type: 'text' })
  kind!: RowKind;

  @Field(() => String, { description: 'Its id in that system.' })
  @Property({ type: 'text' })
  externalId!: string;

  @Property({ type: 'timestamptz', length: 3 })
  asOf!: Date;

  @Field(() => HeldBecauseWord, { description: 'Why it cannot be counted yet.' })
  @Property({ type: 'text' })
  because!: HeldBecause;

  /** What it waits for: the placement's id or reference as sent, or the quarter. */
  @Field(() => String, { description: 'What it waits for: the placement as named, or the quarter.' })
  @Property({ type: 'text' })
  waitsFor!: string;

  @Field(() => DateTimeScalar, { description: 'When it was held.' })
  @Property({ type: 'timestamptz', length: 3 })
  heldAt!: Date;

  /** The row as it was sent. */
  @Property({ type: 'json' })
  row!: object;
}
