import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';

/** Who regularly comes to a person, from a day on, as the person was told (DEL-13, DEL-19). The latest counts. */
@ObjectType({ description: 'Who regularly comes to a person, as the person was told (DEL-13).' })
@Reads('visits:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'regular_team',
  rowLevelSecurity: 'force',
  policies: rowPolicies('monitoring', { provider: ownedByProvider() }),
})
@Unique({ properties: ['placementId', 'from'] })
@Index({ properties: ['council', 'providerId'] })
export class RegularTeam {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it counts.' })
  @Property({ type: 'string', length: 10 })
  from!: string;

  @Field(() => String, { description: 'The key worker, by the provider’s own reference.' })
  @Property({ type: 'text' })
  keyWorker!: string;

  @Field(() => [String], { description: 'All regular workers, including the key worker.' })
  @Property({ type: 'text[]' })
  workers!: string[];
}
