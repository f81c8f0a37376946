import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Assessment as AssessmentFacts, NeedsReason, NeedsResult } from '../../rules/evaluation/assessment.js';
import type { Scorer } from '../../rules/evaluation/scorer.js';
import { AnswerScore } from '../bids/response.js';
import { NeedsReasonWord, NeedsResultWord, ScorerWord } from './assessment-words.js';

/** How one response was judged by people, and who recorded it; of one response the latest counts (EVAL-08, EVAL-09). */
@ObjectType({
  description: 'How one response was judged by people; of one response the latest counts (EVAL-08, EVAL-09).',
})
@Reads('offers:read')
@Entity({ tableName: 'assessment', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Index({ properties: ['callOffId', 'recordedAt'] })
export class Assessment implements AssessmentFacts {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the response.' })
  @Property({ type: 'uuid' })
  bidId!: string;

  @Field(() => NeedsResultWord, {
    nullable: true,
    description: 'Whether it meets the needs; null where the route does not ask that (EVAL-09).',
  })
  @Property({ type: 'text', nullable: true })
  result: NeedsResult | null = null;

  @Field(() => NeedsReasonWord, { nullable: true, description: 'Why it does not; null if it does.' })
  @Property({ type: 'text', nullable: true })
  reason: NeedsReason | null = null;

  @Field(() => String, { nullable: true, description: 'What else there is to say. The council keeps it.' })
  @Property({ type: 'text', nullable: true })
  note: string | null = null;

  @Field(() => [AnswerScore], { description: 'A score for each question; none if it does not meet the needs.' })
  @Property({ type: 'json' })
  scores!: AnswerScore[];

  @Field(() => [ScorerWord], { description: 'Who took part in scoring, never by name (EVAL-08).' })
  @Property({ type: 'text[]' })
  scoredBy!: Scorer[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether those who scored declared that they have no interest in any bidder; null where that is not asked.',
  })
  @Property({ type: 'boolean', nullable: true })
  noConflictOfInterest: boolean | null = null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether it is the result that the panel agreed on, or one member's own scores; null on a route without a panel (ROUT-40).",
  })
  @Property({ type: 'boolean', nullable: true })
  isModerated: boolean | null = null;

  @Field(() => String, { description: 'Credential that recorded it.' })
  @Property({ type: 'text' })
  recordedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  @Property({ type: 'timestamptz', length: 3 })
  recordedAt!: Date;
}
