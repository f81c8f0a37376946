import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { WardInPatch } from '../../rules/geography/wards.js';

/** Patches are no secret: a provider sees those of the councils that it works for. */
const OF_ITS_COUNCILS = "council = any(string_to_array(current_setting('hub.councils', true), ','))";

/** A patch of a council (PROV-15). Admissions lock its row, so that a place is given once (PROV-17). */
@ObjectType({ description: 'A part of a borough with patch providers of its own (PROV-15).' })
@Reads('register:read')
@Entity({
  tableName: 'patch',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: OF_ITS_COUNCILS }),
})
@Unique({ properties: ['council', 'code'] })
export class Patch {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Field(() => String, { description: 'Its code, such as East.' })
  @Property({ type: 'text' })
  code!: string;
}

/** A ward and the patch that it is in on these days: one row of a council's map (PROV-15). */
@ObjectType({ description: 'A ward and the patch that it is in, from the first day to the last (PROV-15).' })
@Entity({
  tableName: 'ward',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: OF_ITS_COUNCILS }),
})
@Unique({ properties: ['council', 'wardCode', 'from'] })
export class Ward implements WardInPatch {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Council, { description: 'The council.' })
  @Property({ type: 'text' })
  council!: string;

  @Field(() => String, { name: 'code', description: "The national statistics office's code." })
  @Property({ type: 'text', fieldName: 'code' })
  wardCode!: string;

  @Field(() => String, { description: 'Its name.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Code of the patch.' })
  @Property({ type: 'text' })
  patch!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_from' })
  from!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; open when null.' })
  @Property({ type: 'string', length: 10, fieldName: 'valid_to', nullable: true })
  to!: string | null;
}

/** A postcode and the ward in which it lies on these days (PROV-16). A council has tens of thousands, read one at a time. */
@Entity({
  tableName: 'ward_postcode',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { provider: OF_ITS_COUNCILS }),
})
export class WardPostcode {
  @PrimaryKey({ type: 'text' })
  council!: string;

  /** In full, in its usual spelling. */
  @PrimaryKey({ type: 'text' })
  postcode!: string;

  @PrimaryKey({ type: 'string', length: 10, fieldName: 'valid_from' })
  from!: string;

  @Property({ type: 'string', length: 10, fieldName: 'valid_to', nullable: true })
  to!: string | null;

  @Property({ type: 'text' })
  wardCode!: string;
}
