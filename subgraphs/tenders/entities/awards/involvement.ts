import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { InvolvedWord } from './words.js';

/** Who of the person's side took part in the decision, how and when; never by name (EVAL-11). */
@ObjectType({ description: "Who of the person's side took part in a decision, how and when (EVAL-11)." })
@Entity({ tableName: 'involvement', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Index({ properties: ['callOffId'] })
export class Involvement implements InvolvementEntry {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => InvolvedWord, { description: 'Who took part.' })
  @Property({ type: 'text' })
  who!: InvolvementEntry['who'];

  @Field(() => String, { description: 'How they took part.' })
  @Property({ type: 'text' })
  how!: string;

  @Field(() => DateTimeScalar, { description: 'When they took part.' })
  @Property({ type: 'timestamptz', length: 3 })
  at!: Date;

  @Property({ type: 'text' })
  recordedBy!: string;

  @Property({ type: 'timestamptz', length: 3 })
  recordedAt!: Date;
}
