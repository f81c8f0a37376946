import { Entity, Index, PrimaryKey, Property, Trigger } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';

/**
 * The audit trail of decisions: one row for each change of state of a call-off or of a bid, never altered (IDG-16).
 * What happens to a sealed bid is sealed with it.
 */
@ObjectType({ description: 'One change of state of a call-off, or of one of its bids (IDG-16).' })
@Entity({
  tableName: 'state_change',
  rowLevelSecurity: 'force',
  policies: [
    ...rowPolicies('tenders'),
    {
      name: 'sealed_until_close',
      type: 'restrictive',
      command: 'select',
      roles: ['tenders_council'],
      using: 'bid_id is null or exists (select 1 from tenders.bid opened where opened.id = bid_id)',
    },
  ],
})
@Index({ properties: ['callOffId'] })
@Trigger({
  name: 'state_change_is_append_only',
  timing: 'before',
  events: ['update', 'delete'],
  body: `raise exception 'the audit trail is append-only (IDG-16)'`,
})
export class StateChange {
  @Field(() => ID, { description: 'Position in the trail.' })
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  id!: string;

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the bid; null if the call-off itself changed.' })
  @Property({ type: 'uuid', nullable: true })
  bidId: string | null = null;

  @Field(() => String, { description: 'State before, or (new) if this is its beginning.' })
  @Property({ type: 'text' })
  from!: string;

  @Field(() => String, { description: "What happened, in the state table's words." })
  @Property({ type: 'text' })
  event!: string;

  @Field(() => String, { description: 'State after.' })
  @Property({ type: 'text' })
  to!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;

  @Field(() => String, { description: 'Who did it: a person, a machine, or a service of the hub.' })
  @Property({ type: 'text' })
  actor!: string;

  @Field(() => String, { description: 'The role in which they did it.' })
  @Property({ type: 'text' })
  role!: string;

  @Field(() => ID, { description: 'The organisation for which they did it: id of a provider, or key of a council.' })
  @Property({ type: 'text' })
  organisation!: string;

  @Field(() => String, { nullable: true, description: 'Why, if a reason was given or decided it.' })
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  @Field(() => String, { description: 'Version of the policy applied.' })
  @Property({ type: 'text' })
  policyVersion!: string;
}
