import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ApprovedPlacement } from '../../../../schema/events/monitoring.js';

/**
 * What a council approved to be paid to a provider for some days. The hub tells it to the council's case system, which
 * pays; the hub never does (PAY-07). Approved days are approved once; what changes about them later is settled by the
 * next statement (PAY-11). Statements make up the provider's spend (PROV-25).
 */
@ObjectType({
  description: 'What a council approved to be paid to a provider for some days; its case system pays (PAY-07).',
})
@Reads('figures:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'approved_statement',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Index({ properties: ['council', 'providerId', 'to'] })
export class ApprovedStatement {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that approved it.' })
  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  @Property({ type: 'string', length: 10 })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day.' })
  @Property({ type: 'string', length: 10 })
  to!: string;

  @Field(() => PenceScalar, {
    description: 'What is approved altogether; negative where earlier statements approved more too much than it has.',
  })
  @Property({ type: 'integer' })
  amountPence!: number;

  @Field(() => PenceScalar, {
    description: 'How much of that settles visits of days approved before, plus or minus (PAY-11).',
  })
  @Property({ type: 'integer' })
  adjustmentPence!: number;

  @Field(() => PenceScalar, { description: 'What was worked out and held back: it is not approved.' })
  @Property({ type: 'integer' })
  heldPence!: number;

  @Property({ type: 'json' })
  placements!: readonly ApprovedPlacement[];

  @Field(() => String, { description: 'Fingerprint of the statement as it was approved.' })
  @Property({ type: 'text' })
  fingerprint!: string;

  @Property({ type: 'text' })
  policyVersion!: string;

  /** Whether its lines are kept: visits of its days are settled again only against what was approved of each. */
  @Property({ type: 'boolean' })
  linesKept!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was approved.' })
  @Property({ type: 'timestamptz', length: 3 })
  approvedAt!: Date;

  @Property({ type: 'text' })
  approvedBy!: string;
}
