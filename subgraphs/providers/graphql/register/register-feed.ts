import { Args, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import {
  CqcLocationIdScalar,
  DateTimeScalar,
  LocalDateScalar,
  PenceScalar,
} from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import {
  FeedArgs,
  FeedItem,
  FeedItemArgs,
  type FeedItemHead,
  feedOf,
  ITEM_AT_CURSOR,
} from '../../../../kernel/log/feed.js';
import type { CareType, ServiceType } from '../../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type {
  ApplicationState,
  D2aOfferFault,
  FrameworkChange,
  GateAnswer,
  ImprovementPlanOverdue,
  MembershipStatus,
  PatchDutyFault,
  PlaceKind,
  ShutOutReason,
  StandardFeeKind,
  Vehicle,
} from '../../../../schema/events/providers.js';
import { FEEDS } from '../../../../schema/feeds.js';
import type { GatePurpose, Rating } from '../../../../schema/policy.js';
import { ApplicationStateWord, FrameworkChangeWord } from '../../entities/applications/words.js';
import {
  GateAnswerWord,
  GatePurposeWord,
  GateReasonWord,
  PlanLimitWord,
  RatedItemWord,
  RatingWord,
} from '../../entities/cqc/words.js';
import { VacancyRow } from '../../entities/homes/vacancy-statement.js';
import { PlaceKindWord, StandardFeeKindWord } from '../../entities/homes/words.js';
import { D2aOfferFaultWord } from '../../entities/hours/words.js';
import { MembershipStatusWord, PatchDutyFaultWord, VehicleWord } from '../../entities/membership/words.js';
import { CareTypeWord, RateKindWord } from '../../entities/rates/words.js';
import { DECLARERS } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { RegisterFeedEventWord, ShutOutReasonWord } from '../../entities/register/words.js';
import { ServiceTypeWord } from '../../entities/sourcing/words.js';
import type { GateReason } from '../../rules/cqc/gate.js';
import type { RatedItem } from '../../rules/cqc/ratings.js';
import type { Vacancy } from '../../rules/homes/vacancies.js';
import type { RateKind } from '../../rules/rates/rate.js';

type FeedType = (typeof FEEDS.registerFeed.types)[number];

/** The roles that its events name, and the providers that they are about. */
const READERS: readonly Role[] = ['broker', 'contract-officer', ...DECLARERS];

/**
 * One event of the register as a subscriber is told of it. None of its fields depends on which organisation looks: the
 * event's audience decides who may see it at all, so that one execution serves everybody in it.
 */
@ObjectType({
  description:
    'One thing that happened to a provider on the register, or to the map, the open frameworks, the policy or the access of a council (NTF-27, NTF-28, NTF-36, PROV-04, PROV-05, PROV-07, PROV-12, PROV-23, PROV-33, IDG-06).',
})
@Reads('register:read')
export class RegisterFeedItem extends FeedItem {
  @Field(() => RegisterFeedEventWord, { description: 'What happened.' })
  type!: FeedType;

  @Field(() => Council, { nullable: true, description: 'The council; null for what belongs to none.' })
  council!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the provider; null for what is about none.' })
  providerId!: string | null;

  @Field(() => Provider, { nullable: true, description: 'The provider, as it stands now.' })
  provider!: Provider | null;

  @Field(() => CqcLocationIdScalar, {
    nullable: true,
    description: 'Of a change of rating, or of a care home: the CQC location.',
  })
  cqcLocationId!: string | null;

  @Field(() => RatingWord, { nullable: true, description: 'The overall rating that it now has.' })
  rating!: Rating | null;

  @Field(() => RatingWord, { nullable: true, description: 'Of a change of rating: the overall rating before.' })
  ratingBefore!: Rating | null;

  @Field(() => GatePurposeWord, { nullable: true, description: 'Of a gate: what the provider is wanted for.' })
  purpose!: GatePurpose | null;

  @Field(() => GateAnswerWord, { nullable: true, description: 'Of a gate: the answer now.' })
  gate!: GateAnswer | null;

  @Field(() => GateAnswerWord, { nullable: true, description: 'Of a gate: the answer before.' })
  gateBefore!: GateAnswer | null;

  @Field(() => GateReasonWord, { nullable: true, description: 'Of a gate: what decided the answer now.' })
  gateReason!: GateReason | null;

  @Field(() => String, { nullable: true, description: 'Of a contract review: the rule that asks for it.' })
  rule!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the improvement plan.' })
  planId!: string | null;

  @Field(() => [RatedItemWord], {
    nullable: true,
    description: 'Of an improvement plan: the ratings that it is to improve.',
  })
  items!: readonly RatedItem[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of an improvement plan: by when it must be shared.' })
  shareBy!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Of an improvement plan: its last day.' })
  endsOn!: string | null;

  @Field(() => PlanLimitWord, { nullable: true, description: 'Of an overdue plan: the limit that has passed.' })
  missed!: ImprovementPlanOverdue['data']['missed'] | null;

  @Field(() => ID, { nullable: true, description: 'Id of the membership.' })
  membershipId!: string | null;

  @Field(() => VehicleWord, {
    nullable: true,
    description: 'Of a membership, an application or an open framework: the contract vehicle.',
  })
  vehicle!: Vehicle | null;

  @Field(() => String, { nullable: true, description: 'Of a patch membership: code of the patch.' })
  patch!: string | null;

  @Field(() => MembershipStatusWord, { nullable: true, description: 'Of a membership: where it now stands.' })
  status!: MembershipStatus | null;

  @Field(() => ID, { nullable: true, description: 'Id of the application.' })
  applicationId!: string | null;

  @Field(() => ApplicationStateWord, { nullable: true, description: 'Of an application: where it now stands.' })
  applicationState!: ApplicationState | null;

  @Field(() => ID, { nullable: true, description: 'Of an application, a window or itself: the open framework.' })
  frameworkId!: string | null;

  @Field(() => FrameworkChangeWord, { nullable: true, description: 'Of an open framework: what was changed.' })
  frameworkChange!: FrameworkChange | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of an open framework: code of the lot that was removed, or version of the terms.',
  })
  detail!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the evaluation window.' })
  windowId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of a window that opens: when it opened.' })
  opensAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Of a window that opens: the last instant by which an application is in it.',
  })
  closesAt!: string | null;

  @Field(() => [ID], { nullable: true, description: 'Of a window that closed: ids of the applications in it.' })
  applicationIds!: readonly string[] | null;

  @Field(() => ShutOutReasonWord, {
    nullable: true,
    description: 'Of a suspension: why the provider sees no more of what the council publishes.',
  })
  shutOutReason!: ShutOutReason | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Of overdue private hours: when they were last declared.',
  })
  declaredAt!: string | null;

  @Field(() => Int, { nullable: true, description: 'Of the ceiling: the weekly hours as a whole percent of it.' })
  pct!: number | null;

  @Field(() => ID, { nullable: true, description: 'Id of the query about a low price.' })
  queryId!: string | null;

  @Field(() => RateKindWord, { nullable: true, description: 'Of a price: what it pays for.' })
  rateKind!: RateKind | null;

  @Field(() => [CareTypeWord], { nullable: true, description: 'Of a price or a query: the types of care.' })
  careTypes!: readonly CareType[] | null;

  @Field(() => PenceScalar, {
    nullable: true,
    description: 'Of a price: pence an hour, or a night; in a home, a week.',
  })
  pence!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a QAF rating: the score.' })
  qafScore!: number | null;

  @Field(() => String, { nullable: true, description: 'Of a QAF rating: the band, as the council calls it.' })
  qafBand!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Of a membership, a price, a fee or a QAF rating: its first day.',
  })
  from!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Of a membership, a price or a QAF rating: its last day; null if it is open.',
  })
  to!: string | null;

  @Field(() => [D2aOfferFaultWord], {
    nullable: true,
    description: 'Of an offer for discharge to assess: in what it falls short of what the council asks.',
  })
  d2aFaults!: readonly D2aOfferFault[] | null;

  @Field(() => ID, { nullable: true, description: 'Of a care home, its prices or its vacancies: id of the home.' })
  homeId!: string | null;

  @Field(() => PlaceKindWord, { nullable: true, description: 'Of a price in a home: what kind of place.' })
  placeKind!: PlaceKind | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Of a price in a home: whether it was agreed with the council, or is the home's own for all.",
  })
  agreed!: boolean | null;

  @Field(() => StandardFeeKindWord, { nullable: true, description: 'Of a standard fee: which.' })
  feeKind!: StandardFeeKind | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of vacancies: when they were stated.' })
  statedAt!: string | null;

  @Field(() => [VacancyRow], { nullable: true, description: 'Of vacancies that were stated: all that is free.' })
  vacancies!: readonly Vacancy[] | null;

  @Field(() => [ServiceTypeWord], { nullable: true, description: 'Of the keys of a long list: types of service.' })
  serviceTypes!: readonly ServiceType[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Of the keys of a long list: codes of the patches; null is the whole borough.',
  })
  patches!: readonly string[] | null;
  @Field(() => [PatchDutyFaultWord], {
    nullable: true,
    description: 'Of the duties of a patch provider: what it lacks of them.',
  })
  dutyFaults!: readonly PatchDutyFault[] | null;

  @Field(() => ID, { nullable: true, description: 'Id of the supported-living scheme.' })
  schemeId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the nominations agreement.' })
  agreementId!: string | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of the transfers of legacy packages.' })
  transferIds!: readonly string[] | null;

  @Field(() => Int, { nullable: true, description: "Of an amendment: the version of the provider's record." })
  version!: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Of an amendment: the fields of Provider that changed; of a policy: the keys that are set otherwise.',
  })
  changed!: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Of a policy: the version, such as bromley/3.' })
  policyVersion!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of a policy: from when it applies.' })
  effectiveFrom!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of access: the user or the machine, as its tokens name it.' })
  credential!: string | null;

  @Field(() => String, { nullable: true, description: 'Of access: the role.' })
  role!: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a map: how many rows are new or have changed.' })
  rows!: number | null;
}

const FEED = feedOf({ types: FEEDS.registerFeed.types, itemOf });

@Resolver()
export class RegisterFeed {
  @Authorized<Role>(...READERS)
  @Query(() => RegisterFeedItem, { nullable: true, description: ITEM_AT_CURSOR })
  registerFeedItem(@Ctx() context: RequestContext, @Args() { cursor }: FeedItemArgs): Promise<RegisterFeedItem | null> {
    return FEED.itemAt(context, cursor);
  }

  @Authorized<Role>(...READERS)
  @Subscription(() => RegisterFeedItem, {
    description:
      'What happens to the providers of a council, its map, its open frameworks, its policy and its access, or to the provider that asks, in order, from a cursor on. A suspended provider is told as well.',
    subscribe: FEED.subscribe,
  })
  registerFeed(@Root() item: RegisterFeedItem, @Args() _args: FeedArgs): RegisterFeedItem {
    return item;
  }
}

/** The data of the feed's events: each of them has some of these, and `from` and `to` are ratings, answers or days. */
interface Told {
  readonly providerId?: string;
  readonly locationId?: string;
  readonly overall?: Rating;
  readonly from?: string;
  readonly to?: string | null;
  readonly purpose?: GatePurpose;
  readonly reason?: string;
  readonly rule?: string;
  readonly planId?: string;
  readonly items?: readonly RatedItem[];
  readonly shareBy?: string;
  readonly endsOn?: string;
  readonly missed?: ImprovementPlanOverdue['data']['missed'];
  readonly membershipId?: string;
  readonly applicationId?: string;
  readonly applicationState?: ApplicationState;
  readonly frameworkId?: string;
  readonly frameworkChange?: FrameworkChange;
  readonly detail?: string | null;
  readonly windowId?: string | null;
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly applicationIds?: readonly string[];
  readonly vehicle?: Vehicle;
  readonly patch?: string | null;
  readonly status?: MembershipStatus;
  readonly declaredAt?: string;
  readonly pct?: number;
  readonly queryId?: string;
  readonly kind?: string;
  readonly careType?: CareType;
  readonly careTypes?: readonly CareType[];
  readonly pence?: number;
  readonly score?: number;
  readonly band?: string | null;
  readonly faults?: readonly D2aOfferFault[];
  readonly homeId?: string;
  readonly placeKind?: PlaceKind;
  readonly agreed?: boolean;
  readonly feeKind?: StandardFeeKind;
  readonly statedAt?: string;
  readonly vacancies?: readonly Vacancy[];
  readonly serviceTypes?: readonly ServiceType[];
  readonly patches?: readonly string[] | null;
  readonly dutyFaults?: readonly PatchDutyFault[];
  readonly schemeId?: string;
  readonly agreementId?: string;
  readonly transferIds?: readonly string[];
  readonly version?: number;
  readonly changed?: number | ReadonlyArray<{ readonly part: string }>;
  readonly rows?: readonly unknown[];
  readonly policyVersion?: string;
  readonly effectiveFrom?: string;
  readonly changes?: ReadonlyArray<{ readonly key: string }>;
  readonly credential?: string;
  readonly role?: string;
}

/** What has a first day, and perhaps a last one. */
const DATED: readonly FeedType[] = [
  'QafRatingRecorded',
  'MembershipChanged',
  'RateRecorded',
  'HomePriceRecorded',
  'StandardFeeSet',
];

async function itemOf(
  context: RequestContext,
  event: LoggedEvent,
  head: FeedItemHead<FeedType>,
): Promise<RegisterFeedItem | null> {
  const { type } = head;
  const told = event.data as Told;
  const provider = told.providerId === undefined ? null : await context.shown(Provider, told.providerId);
  // What a provider may no longer see, it is no longer told of.
  if (told.providerId !== undefined && !provider && isProvider(context.caller)) return null;
  const isRating = type === 'CqcRatingChanged';
  const isGate = type === 'GateChanged';
  const isDated = DATED.includes(type);
  const { changed } = told;
  return Object.assign(new RegisterFeedItem(), {
    ...head,
    council: event.council,
    providerId: told.providerId ?? null,
    provider,
    cqcLocationId: told.locationId ?? null,
    rating: isRating ? (told.to as Rating) : (told.overall ?? null),
    ratingBefore: isRating ? (told.from as Rating) : null,
    purpose: told.purpose ?? null,
    gate: isGate ? (told.to as GateAnswer) : null,
    gateBefore: isGate ? (told.from as GateAnswer) : null,
    gateReason: isGate ? (told.reason as GateReason) : null,
    rule: told.rule ?? null,
    planId: told.planId ?? null,
    items: told.items ?? null,
    shareBy: told.shareBy ?? null,
    endsOn: told.endsOn ?? null,
    missed: told.missed ?? null,
    membershipId: told.membershipId ?? null,
    vehicle: told.vehicle ?? null,
    patch: told.patch ?? null,
    status: told.status ?? null,
    applicationId: told.applicationId ?? null,
    applicationState: told.applicationState ?? null,
    frameworkId: told.frameworkId ?? null,
    frameworkChange: told.frameworkChange ?? null,
    detail: told.detail ?? null,
    windowId: told.windowId ?? null,
    opensAt: told.opensAt ?? null,
    closesAt: told.closesAt ?? null,
    applicationIds: told.applicationIds ?? null,
    shutOutReason: type === 'ProviderSuspended' ? (told.reason as ShutOutReason) : null,
    declaredAt: told.declaredAt ?? null,
    pct: told.pct ?? null,
    queryId: told.queryId ?? null,
    rateKind: type === 'RateRecorded' ? (told.kind as RateKind) : null,
    careTypes: told.careTypes ?? (told.careType ? [told.careType] : null),
    pence: told.pence ?? null,
    qafScore: told.score ?? null,
    qafBand: told.band ?? null,
    from: isDated ? (told.from ?? null) : null,
    to: isDated ? (told.to ?? null) : null,
    d2aFaults: told.faults ?? null,
    homeId: told.homeId ?? null,
    placeKind: told.placeKind ?? null,
    agreed: told.agreed ?? null,
    feeKind: told.feeKind ?? null,
    statedAt: told.statedAt ?? null,
    vacancies: told.vacancies ?? null,
    serviceTypes: told.serviceTypes ?? null,
    patches: told.patches ?? null,
    dutyFaults: told.dutyFaults ?? null,
    schemeId: told.schemeId ?? null,
    agreementId: told.agreementId ?? null,
    transferIds: told.transferIds ?? null,
    version: told.version ?? null,
    changed: Array.isArray(changed) ? changed.map(({ part }) => part) : (told.changes?.map(({ key }) => key) ?? null),
    policyVersion: told.policyVersion ?? null,
    effectiveFrom: told.effectiveFrom ?? null,
    credential: told.credential ?? null,
    role: told.role ?? null,
    rows: typeof changed === 'number' ? changed : (told.rows?.length ?? null),
  } satisfies RegisterFeedItem);
}
