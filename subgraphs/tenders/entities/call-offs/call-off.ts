import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar, PenceScalar } from '../../../../kernel/graphql/scalars.js';
import { newId } from '../../../../kernel/values/ids.js';
import type { RouteOverride, ServiceType, Together } from '../../../../schema/events/cases.js';
import type { CallOffRoute, StageKind } from '../../../../schema/events/tenders.js';
import type { CallOffState } from '../../rules/call-offs/call-off-states.js';
import type { SoughtPackage } from '../../rules/call-offs/together.js';
import type { CallOffWarning } from '../../rules/call-offs/warnings.js';
import { StageWord } from '../stages/words.js';
import { AdvertisedNeed } from './need.js';
import { ServiceTypeWord } from './need-words.js';
import { CallOffPreparation } from './preparation.js';
import { CALL_OFF_STATES, CallOffStateWord, CallOffWarningWord, RouteWord } from './words.js';

/** A package put out to providers, as its council sees it. Providers see the `CallOffAdvert` of the same id. */
@ObjectType({ description: 'A package put out to providers, as its council sees it (SM-2).' })
@Reads('offers:read')
@Directive('@key(fields: "id")')
@Entity({ tableName: 'call_off', rowLevelSecurity: 'force', policies: rowPolicies('tenders') })
@Unique({
  name: 'one_live_call_off_a_package',
  properties: ['packageId'],
  where: 'ended_at is null',
})
@Index({ properties: ['council', 'closesAt', 'id'] })
@Index({ properties: ['council', 'state', 'closesAt', 'id'] })
@Index({ properties: ['council', 'publishedAt', 'id'] })
@Index({ properties: ['reference'] })
@Index({ properties: ['packageId'] })
@Index({ properties: ['packages'], type: 'gin' })
@Unique({
  name: 'one_call_off_a_notice',
  properties: ['council', 'portalReference'],
  where: 'portal_reference is not null',
})
@Check({
  name: 'call_off_ended',
  expression: "(ended_at is not null) = (state in ('COMPLETED', 'FAILED', 'CHOSE_DIRECT_PAYMENT', 'WITHDRAWN'))",
})
export class CallOff {
  /** Only the state table gives the state. */
  [OptionalProps]?: 'state' | 'version' | 'materialVersion' | 'warnings' | 'packages';

  @Field(() => ID, { description: 'Opaque id, the same as that of its advert.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => String, { description: 'Reference that people use.' })
  @Property({ type: 'text' })
  reference!: string;

  @Field(() => Council, { description: 'The council that buys the care.' })
  @Property({ type: 'text' })
  council!: string;

  /** Of several that are sought together, the one that asked first of those that are left. */
  @Property({ type: 'uuid' })
  packageId!: string;

  /** With whom it is sought; null by itself (ROUT-37, ROUT-39). */
  @Property({ type: 'json', nullable: true })
  together: Together | null = null;

  /** Each of the packages that are sought together, as its own request has it, in the order of the advert; empty of one alone. */
  @Property({ type: 'json' })
  packages: SoughtPackage[] = [];

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'Of a scheme: what a week of core support was agreed to cost when it was published (ISF-03).',
  })
  @Property({ type: 'integer', nullable: true })
  coreWeeklyPence: number | null = null;

  @Field(() => String, { description: "Reference of the package in the council's own words." })
  @Property({ type: 'text' })
  packageReference!: string;

  @Field(() => ServiceTypeWord, { description: 'What is sought (ASM-02).' })
  @Property({ type: 'text' })
  serviceType!: ServiceType;

  @Field(() => RouteWord, { nullable: true, description: 'How a provider is sought; null if no route was open.' })
  @Property({ type: 'text', nullable: true })
  route: CallOffRoute | null = null;

  /** The route that a broker chose instead of the policy, with why: whatever takes its place goes by it too (ROUT-02). */
  @Property({ type: 'json', nullable: true })
  override: RouteOverride | null = null;

  @Field(() => CallOffStateWord, { description: 'Where it stands.' })
  @Enum({ items: () => [...CALL_OFF_STATES] })
  state!: CallOffState;

  @Field(() => String, { description: 'Code of the patch that care is needed in.' })
  @Property({ type: 'text' })
  patch!: string;

  @Field(() => AdvertisedNeed, { description: 'The need without the person, as it is now.' })
  @Property({ type: 'json' })
  need!: AdvertisedNeed;

  @Field(() => Int, { description: 'Rises with each amendment (WIN-14).' })
  @Property({ type: 'integer' })
  version: number = 1;

  /** Version of the last amendment that made earlier bids stale (WIN-14). */
  @Property({ type: 'integer' })
  materialVersion: number = 1;

  @Field(() => Int, {
    description: 'Version of the facts on which sourcing rests; they are asked again at the award (ASM-03).',
  })
  @Property({ type: 'integer' })
  sourcingVersion!: number;

  @Field(() => String, { description: 'Version of the policy under which it opened and runs.' })
  @Property({ type: 'text' })
  policyVersion!: string;

  @Field(() => CallOffPreparation, {
    nullable: true,
    description: 'What was set before it was published; null until then, and on a route without (EVAL-07, ROUT-44).',
  })
  @Property({ type: 'json', nullable: true })
  preparation: CallOffPreparation | null = null;

  /** The portal's reference of its notice, once for each council (ROUT-41, ROUT-42). */
  @Property({ type: 'text', nullable: true })
  portalReference: string | null = null;

  /** The individual budget a week as it was agreed when the call-off was published (ASM-23, ROUT-45). */
  @Property({ type: 'integer', nullable: true })
  budgetPence: number | null = null;

  @Property({ type: 'uuid', nullable: true })
  stageId: string | null = null;

  @Field(() => StageWord, { nullable: true, description: 'The stage open now, or the last one.' })
  @Property({ type: 'text', nullable: true })
  stage: StageKind | null = null;

  @Field(() => DateTimeScalar, { description: 'When it was put out to providers: when its first stage opened.' })
  @Property({ type: 'timestamptz', length: 3 })
  publishedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the present stage opened.' })
  @Property({ type: 'timestamptz', length: 3 })
  opensAt!: Date;

  @Field(() => DateTimeScalar, { description: 'The last instant at which an answer is taken in the present stage.' })
  @Property({ type: 'timestamptz', length: 3 })
  closesAt!: Date;

  @Field(() => [CallOffWarningWord], { description: 'What its broker should know (WIN-06, WIN-07, WIN-09).' })
  @Property({ type: 'text[]' })
  warnings: CallOffWarning[] = [];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  @Property({ type: 'timestamptz', length: 3, nullable: true })
  endedAt: Date | null = null;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn or failed; null if neither.' })
  @Property({ type: 'text', nullable: true })
  endReason: string | null = null;
}
