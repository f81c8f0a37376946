import { OptionalProps, type PolicyDef } from '@mikro-orm/core';
import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { Skill } from '../../../../schema/events/cases.js';
import type { Outcome, OutcomeReason } from '../../rules/awards/outcome.js';
import type { BidContent } from '../../rules/bids/bid-content.js';
import type { BidState } from '../../rules/bids/bid-states.js';
import type { GateOutcome } from '../../rules/evaluation/assessment.js';
import type { Score } from '../../rules/evaluation/score-order.js';
import type { Criterion } from '../../rules/evaluation/suitability.js';
import type { Check, EligibilityCheckId } from '../../rules/invitations/check.js';
import type { AwardRefusalReason } from '../../rules/invitations/decline.js';
import type { ResponseSpeed } from '../../rules/stages/response-speed.js';
import { SkillWord } from '../call-offs/need-words.js';
import type { HomeProposal } from '../matching/home-proposal.js';
import { AnsweredRequirement } from './requirement.js';
import { BidResponse } from './response.js';
import {
  BID_STATES,
  BidStateWord,
  DeclineReasonWord,
  OutcomeReasonWord,
  OutcomeWord,
  ResponseSpeedWord,
} from './words.js';

/** Until its stage closes, readers of a council read as if there were no bids (IDG-23). */
const SEALED = {
  name: 'sealed_until_close',
  type: 'restrictive',
  command: 'select',
  roles: ['tenders_council'],
  using: 'not sealed',
} satisfies PolicyDef;

/**
 * How one invitee answers one stage, from the invitation on (SM-3). A withdrawal ends the row and opens the next
 * attempt; a bid that comes too late is a row of its own, kept as evidence and never evaluated.
 */
@ObjectType({ description: 'How one invited provider answers one stage, from the invitation on (SM-3).' })
@Reads('offers:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'bid',
  rowLevelSecurity: 'force',
  policies: [...rowPolicies('tenders', { provider: `approached and ${ownedByProvider()}` }), SEALED],
})
@Unique({
  name: 'one_answer_an_invitation',
  properties: ['invitationId'],
  where: "(state <> ALL (ARRAY['WITHDRAWN'::text, 'REJECTED_LATE'::text]))",
})
@Unique({ properties: ['invitationId', 'attempt'] })
@Index({ properties: ['callOffId'] })
@Index({ properties: ['stageId', 'state'] })
export class Bid implements BidContent {
  [OptionalProps]?: 'approached' | 'attempt' | 'sealed' | 'checks' | 'criteria';

  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'uuid' })
  stageId!: string;

  @Property({ type: 'uuid' })
  invitationId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** The home that would take the person: that was proposed, or that a tender names. */
  @Property({ type: 'uuid', nullable: true })
  homeId: string | null = null;

  /** Whether its provider knows of it: a home that is only proposed was not asked (ROUT-32). */
  @Property({ type: 'boolean' })
  approached: boolean = true;

  @Field(() => Int, { description: 'Which attempt it is: 1 is the first, and each withdrawal opens the next.' })
  @Property({ type: 'integer' })
  attempt: number = 1;

  @Field(() => BidStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...BID_STATES] })
  state!: BidState;

  @Property({ type: 'boolean' })
  sealed: boolean = true;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which the care could start.' })
  @Property({ type: 'text', nullable: true })
  startDate: string | null = null;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'Time of the first call.' })
  @Property({ type: 'text', nullable: true })
  startTime: string | null = null;

  @Field(() => String, { nullable: true, description: 'How the care would be delivered.' })
  @Property({ type: 'text', nullable: true })
  deliveryStatement: string | null = null;

  @Field(() => Boolean, { nullable: true, description: 'Whether two workers can attend the calls that need two.' })
  @Property({ type: 'boolean', nullable: true })
  doubleHanded: boolean | null = null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the time-critical calls can be kept to their times.' })
  @Property({ type: 'boolean', nullable: true })
  timeCritical: boolean | null = null;

  @Field(() => [SkillWord], { nullable: true, description: 'Which of the skills asked for the workers have.' })
  @Property({ type: 'text[]', nullable: true })
  skills: Skill[] | null = null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of an offer: whether its provider can assess the person (ROUT-27).',
  })
  @Property({ type: 'boolean', nullable: true })
  canAssess: boolean | null = null;

  @Field(() => [LocalTimeScalar], {
    nullable: true,
    description: 'Of an offer: the start that it offers for each call of the advert, in their order (ROUT-27).',
  })
  @Property({ type: 'text[]', nullable: true })
  offeredTimes: string[] | null = null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a home: whether it can take the person; null until it has assessed them (ROUT-32).',
  })
  @Property({ type: 'boolean', nullable: true })
  suitable: boolean | null = null;

  /** Of a home: what put it in its place when homes were last matched (ROUT-30). */
  @Property({ type: 'json', nullable: true })
  proposal: HomeProposal | null = null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a tender: whether it can meet the needs, outcomes and preferences (ROUT-24).',
  })
  @Property({ type: 'boolean', nullable: true })
  canMeetNeeds: boolean | null = null;

  @Field(() => [AnsweredRequirement], {
    nullable: true,
    description: 'Of a tender: whether it can meet each requirement of the advert (ROUT-24).',
  })
  @Property({ type: 'json', nullable: true })
  requirementAnswers: readonly AnsweredRequirement[] | null = null;

  @Field(() => PenceScalar, {
    nullable: true,
    description:
      'Of a tender: what a week of the care would cost, if it says so. No ranking reads it (EVAL-06), and a place in a home is paid at its recorded price.',
  })
  @Property({ type: 'integer', nullable: true })
  weeklyPricePence: number | null = null;

  @Field(() => BidResponse, {
    nullable: true,
    description: 'Of a response: what the package consists of and costs, with the answers (ROUT-46).',
  })
  @Property({ type: 'json', nullable: true })
  response: BidResponse | null = null;

  /** What its answers were found to be worth, as last recorded; null until they are scored (EVAL-08). */
  @Property({ type: 'json', nullable: true })
  scores: Score[] | null = null;

  /** How it came through the gate of its route; null without one, and until it has. */
  @Property({ type: 'text', nullable: true })
  gateOutcome: GateOutcome | null = null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When its provider asked for the request form, on a route that releases it before an award, or was sent it (IDG-04, ROUT-32).',
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  formRequestedAt: Date | null = null;

  /** Who asked for it then: a user or a machine of the provider; or who preferred its home. */
  @Property({ type: 'text', nullable: true })
  formRequestedBy: string | null = null;

  @Field(() => Int, { nullable: true, description: 'Version of the advert that it answers.' })
  @Property({ type: 'integer', nullable: true })
  version: number | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the hub received it: the time that counts.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  receivedAt: Date | null = null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it was sent by the sender's clock, kept as evidence only (NFR-07).",
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  clientSentAt: Date | null = null;

  @Field(() => ResponseSpeedWord, {
    nullable: true,
    description: 'How fast a discharge to assess was answered; null for any other need (WIN-05).',
  })
  @Property({ type: 'text', nullable: true })
  responseSpeed: ResponseSpeed | null = null;

  @Field(() => DeclineReasonWord, {
    nullable: true,
    description: 'Why it was declined, or the award given back (ROUT-13).',
  })
  @Property({ type: 'text', nullable: true })
  declineReason: AwardRefusalReason | null = null;

  /** The checks made last: when the bid was taken, when its stage closed, or at an award that failed. */
  @Property({ type: 'json' })
  checks: readonly Check<EligibilityCheckId>[] = [];

  @Property({ type: 'json' })
  criteria: readonly Check<Criterion>[] = [];

  @Field(() => OutcomeWord, { nullable: true, description: 'What its bidder was last told.' })
  @Property({ type: 'text', nullable: true })
  outcome: Outcome['outcome'] | null = null;

  @Field(() => OutcomeReasonWord, { nullable: true, description: 'Why, from this bid alone (AWRD-07).' })
  @Property({ type: 'text', nullable: true })
  outcomeReason: OutcomeReason | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its bidder was told.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  outcomeAt: Date | null = null;
}
