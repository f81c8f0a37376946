import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { ServiceType } from '../../../../schema/events/cases.js';
import type { CallOffRoute } from '../../../../schema/events/tenders.js';
import { STAGES, type StageKind } from '../../../../schema/events/tenders.js';
import type { FirstCallTerms } from '../../rules/call-offs/first-call-terms.js';
import type { StageEnding } from '../../rules/invitations/advert-state.js';
import type { AdvertisedNeed } from '../call-offs/need.js';
import type { AdvertisedTerms } from '../call-offs/preparation.js';
import { StageEndingWord, StageWord } from './words.js';

/**
 * One stage of a call-off: what it asks and until when, the same for all its invitees (WIN-04).
 *
 * Invitees read it as the call-off's advert. They read nothing of later stages: that there is one shows how others
 * answered (IDG-23).
 */
@ObjectType({ description: 'One stage of a call-off, with one clock for all its invitees (WIN-04).' })
@Entity({
  tableName: 'stage',
  rowLevelSecurity: 'force',
  // Invitations have policies of their own: of them a provider sees those it was given and may still see.
  policies: rowPolicies('tenders', {
    provider: 'exists (select 1 from tenders.invitation mine where mine.stage_id = stage.id)',
  }),
})
@Unique({ properties: ['callOffId', 'position'] })
@Unique({ properties: ['callOffId', 'kind'] })
@Index({ properties: ['reference'] })
export class Stage {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'text' })
  reference!: string;

  @Property({ type: 'text' })
  route!: CallOffRoute;

  @Field(() => Int, { description: 'Its position; 1 is the first.' })
  @Property({ type: 'integer' })
  position!: number;

  @Field(() => StageWord, { description: 'Whom it asks.' })
  @Enum({ items: () => [...STAGES] })
  kind!: StageKind;

  @Property({ type: 'text' })
  serviceType!: ServiceType;

  /** Version of the policy under which its call-off runs: invitees, who see no call-off, are judged by it as well. */
  @Property({ type: 'text' })
  policyVersion!: string;

  /** The one provider that it asks, because the person chose it (CHOI-05); null if it asks all that may be. */
  @Property({ type: 'uuid', nullable: true })
  onlyProviderId: string | null = null;

  /** The home of that provider's that the person chose, of a place in one (CHOI-06); null if it asks for none, or for any. */
  @Property({ type: 'uuid', nullable: true })
  onlyHomeId: string | null = null;

  /** As those invited know it: what is amended after the stage has ended is not told to them. */
  @Property({ type: 'json' })
  need!: AdvertisedNeed;

  /** By what responses are compared, as those invited know it; null on a route that is not prepared. */
  @Property({ type: 'json', nullable: true })
  terms: AdvertisedTerms | null = null;

  /** What each person needs, where several are sought together, numbered in this order from 1; null where one is alone. (ROUT-39) */
  @Property({ type: 'json', nullable: true })
  people: AdvertisedNeed[] | null = null;

  /** What a week of core support is agreed to cost in the scheme; null of any other. (ISF-03) */
  @Property({ type: 'integer', nullable: true })
  coreWeeklyPence: number | null = null;

  /** What a week of it may cost, on a route on which invitees are told. (ISF-01, ISF-02) */
  @Property({ type: 'integer', nullable: true })
  budgetPence: number | null = null;

  @Property({ type: 'integer' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was published, to all invitees at once.' })
  @Property({ type: 'timestamptz', length: 3 })
  opensAt!: Date;

  @Field(() => DateTimeScalar, { description: 'The last instant at which an answer is taken.' })
  @Property({ type: 'timestamptz', length: 3 })
  closesAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The last instant at which an answer is on target (WIN-05).',
  })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  targetAt: Date | null = null;

  @Property({ type: 'text', nullable: true })
  firstCallTerms: FirstCallTerms | null = null;

  /** When its providers were last notified of the day on which the first call is asked for (WIN-06, WIN-07). */
  @Property({ type: 'timestamptz', length: 3 })
  notifiedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  endedAt: Date | null = null;

  @Field(() => StageEndingWord, { nullable: true, description: 'How it ended.' })
  @Property({ type: 'text', nullable: true })
  ending: StageEnding | null = null;

  @Field(() => String, {
    description:
      'The seed of the draw that breaks ties. Empty until the close; afterwards anybody who has it can draw the lots again (EVAL-02).',
  })
  @Property({ type: 'text' })
  drawSeed!: string;
}
