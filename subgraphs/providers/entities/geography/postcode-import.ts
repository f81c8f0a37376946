import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';

/** What became of the rows of one import of a postcode table: kept, so that a repeated send is answered alike (PROV-16). */
@ObjectType('ImportReport', { description: 'What became of the rows of an import (PROV-16).' })
@Entity({ tableName: 'postcode_import', rowLevelSecurity: 'force', policies: rowPolicies('providers') })
export class PostcodeImport {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Field(() => DateTimeScalar, { description: 'When it was imported.' })
  @Property({ type: 'Date', length: 3 })
  importedAt!: Date;

  @Field(() => Int, { description: 'Rows that are now in the table.' })
  @Property({ type: 'integer' })
  accepted!: number;

  @Field(() => Int, { description: 'Of those, the rows that are new or have changed.' })
  @Property({ type: 'integer' })
  changed!: number;

  @Field(() => Int, { description: 'Rows that were skipped.' })
  @Property({ type: 'integer' })
  refused!: number;

  @Field(() => [RefusalType], { description: 'Why rows were skipped, by line and column.' })
  @Property({ type: 'json' })
  refusals!: readonly Refusal[];
}
