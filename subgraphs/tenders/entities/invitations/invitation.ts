import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { newId } from '../../../../kernel/values/ids.js';
import { CALL_OFF_READERS, EVALUATORS } from '../readers.js';
import { EligibilityCheck } from './eligibility-check.js';

const READER = `current_setting('hub.organisation', true)`;

/**
 * Whether an invitation was given to the reader and is not withheld. A suspended provider sees nothing of what the
 * council publishes, unless the award is its own: then it delivers the care (IDG-03, IDG-05).
 */
const MINE = `invited and provider_id::text = ${READER}
  and (not exists (select 1 from tenders.provider_standing mine
         where mine.provider_id = invitation.provider_id and mine.council = invitation.council and mine.barred)
    or exists (select 1 from tenders.award won
         where won.call_off_id = invitation.call_off_id and won.provider_id = invitation.provider_id
           and won.undone_at is null))`;

/**
 * What was decided about one provider when a stage opened: whether it was asked, and on which checks. It is kept for
 * ever, for those that were not asked as well (EVAL-01, IDG-16).
 */
@ObjectType({ description: 'Whether one provider was asked in a stage, and why (ROUT-03, EVAL-01).' })
@Reads('offers:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'invitation',
  rowLevelSecurity: 'force',
  policies: rowPolicies('tenders', { provider: MINE }),
})
@Unique({ name: 'one_decision_a_provider', properties: ['stageId', 'providerId'], where: '(home_id IS NULL)' })
@Unique({ name: 'one_decision_a_home', properties: ['stageId', 'homeId'] })
@Index({ properties: ['callOffId', 'providerId'] })
@Index({ properties: ['providerId', 'at', 'id'] })
export class Invitation {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'uuid' })
  stageId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** The home that it is about, on a route to homes: there are as many decisions as homes. */
  @Property({ type: 'uuid', nullable: true })
  homeId: string | null = null;

  @Authorized<Role>(...CALL_OFF_READERS)
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it was asked. Providers see only the invitations that they were given.',
  })
  @Property({ type: 'boolean' })
  invited!: boolean;

  @Authorized<Role>(...EVALUATORS)
  @Field(() => [EligibilityCheck], { nullable: true, description: 'The checks that decided it.' })
  @Property({ type: 'json' })
  checks!: EligibilityCheck[];

  @Authorized<Role>(...EVALUATORS)
  @Field(() => Int, {
    nullable: true,
    description: "Version of the provider's standing on which the checks were made.",
  })
  @Property({ type: 'integer' })
  standingVersion!: number;

  @Field(() => DateTimeScalar, { description: 'When the stage opened.' })
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;
}
