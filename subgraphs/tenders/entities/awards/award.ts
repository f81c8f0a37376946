import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Authorized, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, LocalDateScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { NightRates } from '../../../../schema/events/cases.js';
import { type AwardedPlacement, type AwardedTopUp, STAGES, type StageKind } from '../../../../schema/events/tenders.js';
import type { ExceptionReason } from '../../rules/awards/allocation-exception.js';
import { RankedBid } from '../evaluation/ranked-bid.js';
import { EligibilityCheck } from '../invitations/eligibility-check.js';
import { EVALUATORS } from '../readers.js';
import { StageWord } from '../stages/words.js';
import { PlaceCost } from './place-cost.js';
import { ExceptionReasonWord } from './words.js';

/** What one of several packages is awarded: the event carries the need as well. */
export type PlacementAwarded = Pick<
  AwardedPlacement,
  'packageId' | 'placementId' | 'weeklyPricePence' | 'coreSharePence'
>;

/** A decision with everything on which it was taken, as it was at that instant (AWRD-01, EVAL-13, IDG-16). */
@ObjectType({ description: 'The decision for one bid, with everything it was taken upon (AWRD-01, EVAL-13).' })
@Reads('offers:read')
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'award',
  rowLevelSecurity: 'force',
  policies: rowPolicies('tenders', { provider: ownedByProvider() }),
})
@Unique({ name: 'one_live_award_a_call_off', properties: ['callOffId'], where: 'undone_at is null' })
@Index({ properties: ['council', 'patch', 'providerId', 'decidedAt'] })
@Index({ properties: ['callOffId'] })
@Unique({ properties: ['council', 'patch', 'position'] })
export class Award {
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
  bidId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  /** The home that takes the person, on a route to homes. */
  @Property({ type: 'uuid', nullable: true })
  homeId: string | null = null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'Of a place in a home: what a week cost on the day of admission, as known at the award (AWRD-10).',
  })
  @Property({ type: 'integer', nullable: true })
  weeklyPricePence: number | null = null;

  @Authorized(...EVALUATORS)
  @Field(() => PlaceCost, {
    nullable: true,
    description:
      'Of a place in a home whose price is held against the standard fee: what it cost at the award (CHOI-06).',
  })
  @Property({ type: 'json', nullable: true })
  placeCost: PlaceCost | null = null;

  /** What is above the fee, and on what ground it was awarded all the same; null without a top-up (AWRD-11). */
  @Property({ type: 'json', nullable: true })
  topUp: AwardedTopUp | null = null;

  /**
   * The placement that the award opens; null for awards made before it was kept. The id is made here, with the award,
   * and cases opens the placement under it when it hears of the award, so that whoever awards knows at once which
   * placement to look for.
   */
  @Property({ type: 'uuid', nullable: true })
  placementId: string | null = null;

  /** Where several packages were sought together, what each is awarded; empty of one alone. (AWRD-01, ROUT-39) */
  @Property({ type: 'json' })
  placements: PlacementAwarded[] = [];

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the winner starts, as it was agreed; null where the bid says it (ROUT-40, AWRD-06).',
  })
  @Property({ type: 'string', length: 10, nullable: true })
  agreedStart: string | null = null;

  @Property({ type: 'text' })
  patch!: string;

  /** Its place among the awards of its patch, from 1, given under the patch’s lock: an award counts those before it. */
  @Property({ type: 'integer' })
  position!: number;

  /** The position of the last award of its patch that still counted it; null while it stands. */
  @Property({ type: 'integer', nullable: true })
  undonePosition: number | null = null;

  @Field(() => StageWord, { description: 'The stage in which it was won.' })
  @Enum({ items: () => [...STAGES] })
  stage!: StageKind;

  @Field(() => Int, { description: 'Worker-minutes a week.' })
  @Property({ type: 'integer' })
  weeklyWorkerMinutes!: number;

  @Field(() => PenceScalar, { nullable: true, description: 'Blended hourly rate at the award; null without one.' })
  @Property({ type: 'integer', nullable: true })
  hourlyRatePence: number | null = null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'What a week costs by the response that won; null where care is bought by the hour (ROUT-46).',
  })
  @Property({ type: 'integer', nullable: true })
  weeklyCostPence: number | null = null;

  /** The individual budget a week, as it was read again at the award (EVAL-14). */
  @Property({ type: 'integer', nullable: true })
  budgetPence: number | null = null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the approval of more than the budget; null if none was needed.',
  })
  @Property({ type: 'uuid', nullable: true })
  budgetApprovalId: string | null = null;

  /** What a whole night cost at the award (PROV-32). */
  @Property({ type: 'json' })
  nightRatesPence!: NightRates;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  @Property({ type: 'timestamptz', length: 3 })
  decidedAt!: Date;

  @Field(() => String, { description: 'Who decided: a user or a machine, never a name.' })
  @Property({ type: 'text' })
  decidedBy!: string;

  @Field(() => String, { description: 'Version of the policy under which it was decided.' })
  @Property({ type: 'text' })
  policyVersion!: string;

  @Field(() => Int, { description: 'Version of the facts on which sourcing rested.' })
  @Property({ type: 'integer' })
  sourcingVersion!: number;

  @Field(() => Int, { description: "Version of the provider's standing." })
  @Property({ type: 'integer' })
  standingVersion!: number;

  @Field(() => [EligibilityCheck], { description: 'Every check, as made again at the award (EVAL-01, EVAL-03).' })
  @Property({ type: 'json' })
  checks!: EligibilityCheck[];

  @Field(() => [RankedBid], { description: 'The order of the suitable bids at the award.' })
  @Property({ type: 'json' })
  order!: RankedBid[];

  @Field(() => ExceptionReasonWord, {
    nullable: true,
    description: 'Why a bid was chosen that did not come first; null if the first was chosen (ROUT-09).',
  })
  @Property({ type: 'text', nullable: true })
  exceptionReason: ExceptionReason | null = null;

  @Field(() => String, { nullable: true, description: 'What justifies that choice.' })
  @Property({ type: 'text', nullable: true })
  exceptionJustification: string | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was decided before the close; null if it was not (WIN-03).',
  })
  @Property({ type: 'text', nullable: true })
  emergencyReason: string | null = null;

  @Field(() => String, { nullable: true, description: 'Why nobody of the person’s side could take part (EVAL-11).' })
  @Property({ type: 'text', nullable: true })
  notInvolvedBecause: string | null = null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its winner gave it back, or it was withdrawn.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  undoneAt: Date | null = null;

  @Field(() => String, { nullable: true, description: 'Why it no longer stands, in a code.' })
  @Property({ type: 'text', nullable: true })
  undoneReason: string | null = null;
}
