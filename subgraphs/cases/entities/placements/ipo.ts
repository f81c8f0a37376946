import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Ipo as IpoContent } from '../../rules/placements/ipo.js';

/**
 * One version of the order for a placement. It is written once; the later one supersedes, and both are kept. [AWRD-03]
 */
@ObjectType({ description: 'One version of the order for a placement (AWRD-03).' })
@Reads('placements:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'ipo',
  rowLevelSecurity: 'force',
  policies: rowPolicies('cases', { provider: ownedByProvider() }),
})
@Unique({ properties: ['placementId', 'version'] })
@Index({ properties: ['council', 'issuedAt', 'id'], where: 'collected_at is null' })
export class Ipo {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council that issued it.' })
  @Property({ type: 'text' })
  council!: string;

  @Field(() => String, { description: 'What people call it, such as IPO-7KX2M9Q; all versions share it.' })
  @Property({ type: 'text' })
  reference!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => Int, { description: '1 for the first.' })
  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json' })
  content!: IpoContent;

  @Field(() => Date, { description: 'When it was issued.' })
  @Property({ length: 3 })
  issuedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When the provider said that it has it.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  acknowledgedAt: Date | null = null;

  @Field(() => Date, { nullable: true, description: "When the council's case system took it." })
  @Property({ type: 'datetime', length: 3, nullable: true })
  collectedAt: Date | null = null;
}
