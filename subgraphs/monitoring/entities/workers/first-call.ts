import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import type { FirstCallWarning } from '../../rules/workers/first-call.js';
import { FirstCallWarningWord, WorkerRoleWord } from '../visits/words.js';

/** The first call of a placement: who made it, and whether the person was told who comes next (ROUT-11). */
@ObjectType({
  description: 'The first call of a placement: the worker’s role, and whether the person was told who comes next.',
})
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'first_call',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['placementId'] })
@Index({ properties: ['council', 'madeAt', 'id'] })
export class FirstCall {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => DateTimeScalar, { description: 'When the call began, as the provider’s system says.' })
  @Property({ type: 'timestamptz', length: 3 })
  madeAt!: Date;

  @Field(() => WorkerRoleWord, { description: 'Role of the worker who made it.' })
  @Property({ type: 'text' })
  workerRole!: WorkerRole;

  @Field(() => Boolean, {
    description: 'Whether the person was told the next carer’s name and the time of the next call.',
  })
  @Property({ type: 'boolean' })
  nextCarerAdvised!: boolean;

  @Field(() => [FirstCallWarningWord], { description: 'What is not as it should be (ROUT-11).' })
  @Property({ type: 'text[]' })
  warnings: FirstCallWarning[] = [];
}
