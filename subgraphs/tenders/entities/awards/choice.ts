import { OptionalProps } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import { CHOICE_ANSWERS, type ChoiceAnswer } from '../../../../schema/events/tenders.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { RankedBid } from '../evaluation/ranked-bid.js';
import { ConditionOfChoice } from './choice-condition.js';
import { PlaceCost } from './place-cost.js';
import { TopUpOfChoice } from './top-up.js';
import { InvolvedWord } from './words.js';

/** Which offer was chosen, by whom of the person's side, and who recorded it; the latest of a call-off counts (CHOI-09). */
@ObjectType({ description: "Which offer was chosen, by whom of the person's side, how and why (CHOI-08, CHOI-09)." })
@Reads('offers:read')
@Entity({ tableName: 'choice', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Index({ properties: ['callOffId', 'recordedAt'] })
export class Choice {
  [OptionalProps]?: 'isAlternative' | 'answer' | 'conditions' | 'order';

  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the offer; null if it is a provider that made none in this call-off (CHOI-02).',
  })
  @Property({ type: 'uuid', nullable: true })
  bidId: string | null = null;

  /** Whose offer it is, or the other provider that was chosen; null for what was recorded before it was kept. */
  @Property({ type: 'uuid', nullable: true })
  providerId: string | null = null;

  @Field(() => Boolean, {
    description: 'Whether it is another provider than those that the person was shown (CHOI-02).',
  })
  @Property({ type: 'boolean' })
  isAlternative: boolean = false;

  /** Whether it was allowed as it was recorded; what the council decided since counts before it (CHOI-07). */
  @Enum({ items: () => [...CHOICE_ANSWERS] })
  answer: ChoiceAnswer = 'ALLOWED';

  @Property({ type: 'json' })
  conditions: readonly ConditionOfChoice[] = [];

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Of home support: the day on which the direct payment was set up (CHOI-04).',
  })
  @Property({ type: 'text', nullable: true })
  directPaymentSetUpOn: string | null = null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of supported living: id of the scheme that the provider comes with (CHOI-05).',
  })
  @Property({ type: 'uuid', nullable: true })
  schemeId: string | null = null;

  /** The home in which the person would live, of a place in one. */
  @Property({ type: 'uuid', nullable: true })
  homeId: string | null = null;

  @Field(() => PlaceCost, {
    nullable: true,
    description: 'Of a place in a home whose price is held against the standard fee: what it cost then (CHOI-06).',
  })
  @Property({ type: 'json', nullable: true })
  placeCost: PlaceCost | null = null;

  @Field(() => TopUpOfChoice, {
    nullable: true,
    description: 'What was on record then about what is above the fee; null if nothing was said (CHOI-06).',
  })
  @Property({ type: 'json', nullable: true })
  topUp: TopUpOfChoice | null = null;

  @Field(() => [RankedBid], {
    description: 'The order of the offers then, the first first: by it the top ranked were shown (ROUT-25, EVAL-13).',
  })
  @Property({ type: 'json' })
  order: readonly RankedBid[] = [];

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
