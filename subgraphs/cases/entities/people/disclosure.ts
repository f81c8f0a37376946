import { Entity, Enum, Index, PrimaryKey, Property, Trigger } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { newId } from '../../../../kernel/values/ids.js';
import { GROUNDS, type Ground } from '../../rules/people/access.js';
import { personalRows } from '../row-policies.js';
import { GroundWord, OPENED, type Opened, OpenedWord } from './words.js';

/** Who was shown what, when, and on what ground: written before the answer leaves, never changed. [IDG-16, IDG-03] */
@ObjectType({ description: 'Who was shown what of a person, when, and on what ground (IDG-16).' })
@Reads('requests:read')
@Entity({ tableName: 'disclosure', rowLevelSecurity: 'force', policies: personalRows() })
@Trigger({
  name: 'disclosure_is_append_only',
  timing: 'before',
  events: ['update', 'delete'],
  body: `raise exception 'disclosures are append-only (IDG-16)'`,
})
@Index({ properties: ['personId', 'at', 'id'] })
export class Disclosure {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Field(() => Date, { description: 'When it happened.' })
  @Property({ length: 3 })
  at!: Date;

  @Field(() => String, { description: 'Credential that asked.' })
  @Property({ type: 'text' })
  subject!: string;

  @Field(() => String, { description: 'Its role.' })
  @Property({ type: 'text' })
  role!: string;

  @Field(() => ID, { description: 'Its organisation.' })
  @Property({ type: 'text' })
  organisation!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Field(() => ID, { nullable: true, description: 'Package whose document was opened.' })
  @Property({ type: 'uuid', nullable: true })
  packageId: string | null = null;

  @Field(() => OpenedWord, { description: 'What was opened.' })
  @Enum({ items: () => [...OPENED] })
  opened!: Opened;

  @Field(() => Int, { nullable: true, description: 'Version of the document.' })
  @Property({ type: 'integer', nullable: true })
  version: number | null = null;

  @Field(() => GroundWord, { description: 'On what ground it was shown.' })
  @Enum({ items: () => [...GROUNDS] })
  ground!: Ground;
}
