import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';

/** Who works for a provider, from a day on: anybody else who logs in is flagged (DEL-16). The latest list counts. */
@ObjectType({ description: 'Who works for a provider, from a day on (DEL-16).' })
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'active_staff',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['council', 'providerId', 'from'] })
export class ActiveStaff {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it counts.' })
  @Property({ type: 'string', length: 10 })
  from!: string;

  @Field(() => [String], { description: 'All active workers, by the provider’s own references.' })
  @Property({ type: 'text[]' })
  workers!: string[];
}
