import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { InvolvedWord } from './words.js';

/** Which offer was chosen, by whom of the person's side, and who recorded it; the latest of a call-off counts (CHOI-09). */
@ObjectType({ description: "Which offer was chosen, by whom of the person's side, how and why (CHOI-08, CHOI-09)." })
@Reads('offers:read')
@Entity({ tableName: 'choice', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Index({ properties: ['callOffId', 'recordedAt'] })
export class Choice {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the offer.' })
  @Property({ type: 'uuid' })
  bidId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Its place by cost and quality then; another than the first is kept, and not refused (EVAL-12).',
  })
  @Property({ type: 'integer', nullable: true })
  place: number | null = null;

  @Field(() => InvolvedWord, { description: "Who of the person's side decided, never by name." })
  @Property({ type: 'text' })
  decidedBy!: InvolvementEntry['who'];

  @Field(() => String, { description: 'How they decided, such as in a call with the practitioner.' })
  @Property({ type: 'text' })
  how!: string;

  @Field(() => DateTimeScalar, { description: 'When they decided.' })
  @Property({ type: 'timestamptz', length: 3 })
  decidedAt!: Date;

  @Field(() => String, { description: 'Why it is the best match. The council keeps it.' })
  @Property({ type: 'text' })
  reason!: string;

  @Field(() => String, { description: 'Credential that recorded it.' })
  @Property({ type: 'text' })
  recordedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  @Property({ type: 'timestamptz', length: 3 })
  recordedAt!: Date;
}
