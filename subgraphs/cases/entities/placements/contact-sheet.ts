import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';

/**
 * One issue of what the person holds: whom to call, and who comes (DEL-19). Each is kept; whether the staffing has
 * changed since the last is for monitoring to say, which knows the regular teams.
 */
@ObjectType({ description: 'One issue of the sheet that tells a person whom to call and who comes (DEL-19).' })
@Entity({
  tableName: 'contact_sheet',
  rowLevelSecurity: 'force',
  policies: rowPolicies('cases', { provider: ownedByProvider() }),
})
@Unique({ properties: ['placementId', 'version'] })
export class ContactSheet {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => Int, { description: '1 for the first.' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => LocalDateScalar, { description: 'When the person was given it.' })
  @Property({ type: 'string', length: 10 })
  issuedOn!: string;

  @Field(() => String, { description: 'The key worker, by the provider’s own reference.' })
  @Property({ type: 'text' })
  keyWorker!: string;

  @Field(() => [String], { description: 'The regular team, by the provider’s own references.' })
  @Property({ type: 'text[]' })
  team!: string[];

  @Field(() => Date, { description: 'When the hub was told.' })
  @Property({ type: 'datetime', length: 3 })
  recordedAt!: Date;
}
